/**
 * Choosing a cible: the six usual ones as big keys, a search, then the home's themes.
 */
import { html, nothing } from 'lit-html';
import { cibleChip } from '../../elements/dock.js';
import { icon } from '../../elements/icon.js';
import { byTheme, searchCibles } from '../../lib/cibles.js';

/** @typedef {import('../../elements/shapes.js').Cible} Cible */

/**
 * @typedef {object} Picking
 * @property {import('../../elements/shapes.js').Vocabulary|null} vocabulary
 * @property {Cible[]} usual
 * @property {string} search
 * @property {string|null} theme the one that is open
 * @property {(cible: Cible) => void} choose
 * @property {(search: string) => void} onSearch
 * @property {(theme: string) => void} onTheme
 */

/** @param {Picking} picking */
export function picker(picking) {
  const { vocabulary, usual, search, choose, onSearch } = picking;
  const typed = (/** @type {Event} */ { target }) => onSearch(/** @type {HTMLInputElement} */ (target).value);
  return html`
    ${search ? nothing : html`<div class="choices">${usual.map((cible) => cibleChip(cible, () => choose(cible)))}</div>`}
    <label class="search">
      <span class="unseen">Chercher une cible</span>${icon('search')}
      <input class="field" type="search" autocomplete="off" placeholder="Chercher une cible" .value=${search} @input=${typed} />
    </label>
    ${search ? found(searchCibles(vocabulary, search), choose) : html`<div>${byTheme(vocabulary).map((theme) => shelf(theme, picking))}</div>`}
  `;
}

/** @param {Cible[]} cibles @param {(cible: Cible) => void} choose */
function found(cibles, choose) {
  if (cibles.length) return html`<div class="choices">${cibles.map((cible) => cibleChip(cible, () => choose(cible)))}</div>`;
  return html`<div class="empty">
    ${icon('search')}
    <h3>Aucune cible ne correspond</h3>
    <p>Essayez un autre mot, ou choisissez la cible la plus proche et précisez dans Données.</p>
  </div>`;
}

/** @param {{id: string, label: string, cibles: Cible[]}} theme @param {Picking} picking */
function shelf({ id, label, cibles }, { theme, onTheme, choose }) {
  const open = theme === id;
  return html`<h3><button class="theme" type="button" aria-expanded=${open} @click=${() => onTheme(id)}>${label}${icon('chevron-down')}</button></h3>
    ${open ? html`<div class="choices shelf">${cibles.map((cible) => cibleChip(cible, () => choose(cible)))}</div>` : nothing}`;
}
