/**
 * Who comes when, and what is left for each: the way to jump to anyone.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../elements/icon.js';
import { roomWords } from '../../lib/said.js';

/** @typedef {import('./reading.js').Walked} Walked */
/** @typedef {import('../../elements/icon.js').IconName} IconName */

/** @param {Walked[]} persons @param {string} at @param {(id: string) => void} go */
export const walk = (persons, at, go) => html`<ol class="rows">
  ${repeat(persons, ({ id }) => id, ({ id, room, displayName, count }, place) => {
    const { words, icon: name, tone } = standing(count);
    return html`<li>
      <button class="walk-row" type="button" aria-current=${id === at ? 'true' : nothing} @click=${() => go(id)}>
        <span class="room">${room ?? place + 1}<span class="unseen"> ${roomWords(room)}</span></span>
        <span class="name">${displayName}</span>
        <span class="tag ${tone}">${name ? icon(name) : nothing}${words}${name ? nothing : html`<span class="takes"> ${words === 1 ? 'prise' : 'prises'}</span>`}</span>
      </button>
    </li>`;
  })}
</ol>`;

/** @param {import('../../lib/giving_state.js').Count} count @returns {{words: string|number, icon: IconName|null, tone: string}} */
export function standing({ left, again, unsure, away, total }) {
  if (unsure) return { words: 'À vérifier', icon: 'triangle-alert', tone: 'attention strong' };
  if (again && again === left) return { words: 'À reproposer', icon: 'history', tone: 'attention strong' };
  if (left) return { words: left, icon: null, tone: 'strong left' };
  return away === total ? { words: 'Absent', icon: 'door-open', tone: 'waiting' } : { words: 'Fait', icon: 'check', tone: 'done' };
}

/** Whether something is still to do for her. @param {Walked} person */
export const isLeft = ({ count }) => count.left > 0;
