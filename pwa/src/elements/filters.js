/**
 * The filters of a river: one chip each, only those that would show something.
 */
import { html, nothing } from 'lit-html';
import { icon } from './icon.js';

/** @typedef {import('../lib/reading.js').Kind} Kind */

/**
 * @typedef {object} Filtering
 * @property {Kind} kind
 * @property {Record<Kind, number>} number how many each would show
 * @property {(kind: Kind) => void} show
 * @property {boolean|null} unreadFirst null where days alone make the order
 * @property {() => void} turnUnread
 * @property {(() => void)|null} find where the search has to be asked for
 */

const KINDS = /** @type {[Kind, string][]} */ ([
  ['all', 'Toutes'],
  ['unread', 'Non lues'],
  ['to_read', 'À lire'],
  ['important', 'Importantes'],
  ['alarm', 'Alarmes'],
]);

/** @param {Filtering} filtering */
export function filterBar(filtering) {
  const { kind, number, unreadFirst, turnUnread, find } = filtering;
  const offered = KINDS.filter(([one]) => number[one] || one === kind);
  if (offered.length < 2 && !find) return nothing;
  return html`<div class="filters" role="group" aria-label="Filtrer">
    ${find ? html`<button class="chip seek" type="button" @click=${find}>${icon('search')}Chercher</button>` : nothing}
    ${offered.map(([one, word]) => chip(one, word, filtering))}
    ${unreadFirst !== null && number.unread
      ? html`<button class="chip" type="button" aria-pressed=${unreadFirst} @click=${turnUnread}>Non lues d’abord</button>`
      : nothing}
  </div>`;
}

/** @param {Kind} one @param {string} word @param {Filtering} filtering */
const chip = (one, word, { kind, number, show }) => html`<button class="chip" type="button" aria-pressed=${kind === one} @click=${() => show(one)}>
  ${word}${one === 'all' ? nothing : html` <span class="count">${number[one]}</span>`}
</button>`;
