/**
 * The filters of a river: one chip each, only those that would show something, and the themes that are present.
 */
import { html, nothing } from 'lit-html';

/** @typedef {import('../lib/reading.js').Kind} Kind */
/** @typedef {import('../lib/reading.js').Filter} Filter */

/**
 * @typedef {object} Filtering
 * @property {Filter} filter
 * @property {Record<Kind, number>} number how many each would show
 * @property {{id: string, label: string}[]} themes
 * @property {(change: Partial<Filter>) => void} show
 * @property {boolean|null} unreadFirst null where days alone make the order
 * @property {() => void} turnUnread
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
  const { filter, number, unreadFirst, turnUnread } = filtering;
  const offered = KINDS.filter(([kind]) => number[kind] || kind === filter.kind);
  return html`<div class="filters" role="group" aria-label="Filtrer">
    ${offered.map(([kind, word]) => chip(kind, word, filtering))}
    ${unreadFirst !== null && number.unread
      ? html`<button class="chip" type="button" aria-pressed=${unreadFirst} @click=${turnUnread}>Non lues d’abord</button>`
      : nothing}
    ${themeChoice(filtering)}
  </div>`;
}

/** @param {Kind} kind @param {string} word @param {Filtering} filtering */
const chip = (kind, word, { filter, number, show }) => html`<button
  class="chip"
  type="button"
  aria-pressed=${filter.kind === kind}
  @click=${() => show({ kind })}
>
  ${word}${kind === 'all' ? nothing : html` <span class="count">${number[kind]}</span>`}
</button>`;

/** @param {Filtering} filtering */
function themeChoice({ filter, themes, show }) {
  const choose = (/** @type {Event} */ { target }) => show({ theme: /** @type {HTMLSelectElement} */ (target).value });
  return html`<select class="field" aria-label="Thème" autocomplete="off" @change=${choose}>
    <option value="" .selected=${filter.theme === ''}>Tous les thèmes</option>
    ${themes.map(({ id, label }) => html`<option value=${id} .selected=${id === filter.theme}>${label}</option>`)}
  </select>`;
}
