/**
 * Who comes when, and how each stands: the way to jump to anyone.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { icon } from '../../elements/icon.js';
import { roomWords } from '../../lib/said.js';
import { standing } from '../../lib/round_steps.js';

/** @typedef {import('../../elements/shapes.js').Person} Person */
/** @typedef {import('../../lib/round_steps.js').Standing} Standing */
/** @typedef {import('../../elements/icon.js').IconName} IconName */

/** @type {Record<Standing, {word: string, icon: IconName|null, tone: string}>} */
export const STANDINGS = {
  noted: { word: 'Noté', icon: 'pencil', tone: 'done' },
  seen: { word: 'Vu', icon: 'check', tone: 'done' },
  away: { word: 'Absent', icon: 'door-open', tone: 'waiting' },
  left: { word: '', icon: null, tone: '' },
};

/**
 * @param {import('../../elements/drawn.js').Drawn} host
 * @param {{round: import('../../lib/round.js').Round, persons: Person[], noted: Map<string, unknown>, place: number, go: (id: string) => void}} about
 */
export function walk(host, { round, persons, noted, place, go }) {
  const those = new Set(noted.keys());
  return html`<ol class="rows">
    ${repeat(persons, ({ id }) => id, (person, at) => {
      const { word, icon: name, tone } = STANDINGS[standing(round, person, those)];
      return html`<li>
        <button class="walk-row" type="button" aria-current=${at === place ? 'true' : nothing} @click=${() => go(person.id)}>
          <span class="room">${person.room ?? at + 1}<span class="unseen"> ${roomWords(person.room)}</span></span>
          <span class="name">${person.displayName}</span>
          ${name ? html`<span class="tag ${tone}">${icon(name)}${word}</span>` : nothing}
        </button>
      </li>`;
    })}
  </ol>`;
}
