/**
 * Looking for transmissions: words, and what narrows them (cible, author, period). Everything is found on the tablet,
 * network or not.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { counted } from '../lib/state_words.js';
import { narrowings } from '../lib/search.js';
import { icon } from './icon.js';

/** @typedef {import('../lib/search.js').Asked} Asked */
/** @typedef {{id: string, label: string}} Choice */

/**
 * @typedef {object} Finding
 * @property {Asked} asked
 * @property {boolean} isNarrowing
 * @property {number|null} count how many were found; null while nothing is looked for
 * @property {{label: string, cibles: Choice[]}[]} themes
 * @property {Choice[]} authors
 * @property {(change: Partial<Asked>) => void} ask
 * @property {() => void} turn shows or hides what narrows
 * @property {boolean} isShut whether the search has to be asked for, and so may be closed
 * @property {() => void} giveUp drops what is looked for, or closes the search
 */

export const PERIODS = /** @type {[import('../lib/search.js').Period, string][]} */ ([
  ['', '7 jours'],
  ['3d', '3 jours'],
  ['24h', '24 heures'],
  ['today', 'Aujourd’hui'],
]);

/** @param {Finding} finding */
export function findBar(finding) {
  const { asked, isNarrowing, turn } = finding;
  const set = narrowings(asked);
  return html`<div class="find" role="search" aria-label="Transmissions">
      ${words(finding)}
      <button class="button" type="button" aria-expanded=${isNarrowing} @click=${turn}>
        ${icon('list-filter')}<span>Filtrer${set ? html` <span class="count">${set}<span class="unseen"> filtres</span></span>` : nothing}</span>
      </button>
      ${isNarrowing ? narrowing(finding) : nothing}
    </div>
    ${found(finding)}`;
}

/** @param {Finding} finding */
function found({ count, isShut, giveUp }) {
  if (count === null && !isShut) return html`<p class="unseen" role="status"></p>`;
  const words = count === null ? 'Les 7 derniers jours' : count ? counted(count, 'transmission', 'transmissions') : 'Aucun résultat';
  return html`<div class="found">
    <p role="status">${words}</p>
    <button class="button plain" type="button" @click=${giveUp}>
      ${count === null ? html`Fermer<span class="unseen"> la recherche</span>` : 'Tout effacer'}
    </button>
  </div>`;
}

/** @param {Finding} finding */
const words = ({ asked, ask }) => html`<label class="search">
  <span class="unseen">Chercher dans les transmissions</span>${icon('search')}
  <input
    class="field"
    type="search"
    autocomplete="off"
    placeholder="Mot, cible, prénom"
    aria-keyshortcuts="/"
    maxlength="200"
    .value=${live(asked.words)}
    @input=${(/** @type {Event} */ { target }) => ask({ words: /** @type {HTMLInputElement} */ (target).value })}
  />
</label>`;

/** @param {Finding} finding */
const narrowing = ({ asked, themes, authors, ask }) => html`<div class="narrowing">
  ${choice('Cible', 'Toutes', asked.cible, themes.map(shelf(asked.cible)), (cible) => ask({ cible }))}
  ${choice('Auteur', 'Tous', asked.author, authors.map(option(asked.author)), (author) => ask({ author }))}
  ${choice('Période', null, asked.period, PERIODS.map(([id, label]) => option(asked.period)({ id, label })), (period) =>
    ask({ period: /** @type {import('../lib/search.js').Period} */ (period) }))}
</div>`;

/** @param {string} word @param {string|null} anything @param {string} value @param {unknown} options @param {(value: string) => void} set */
const choice = (word, anything, value, options, set) => html`<label>
  <span>${word}</span>
  <select
    class="field ${value ? 'set' : ''}"
    autocomplete="off"
    @change=${(/** @type {Event} */ { target }) => set(/** @type {HTMLSelectElement} */ (target).value)}
  >
    ${anything ? html`<option value="" .selected=${value === ''}>${anything}</option>` : nothing}${options}
  </select>
</label>`;

/** @param {string} chosen @returns {(choice: Choice) => unknown} */
const option = (chosen) => ({ id, label }) => html`<option value=${id} .selected=${id === chosen}>${label}</option>`;

/** @param {string} chosen @returns {(theme: {label: string, cibles: Choice[]}) => unknown} */
const shelf = (chosen) => ({ label, cibles }) => html`<optgroup label=${label}>${cibles.map(option(chosen))}</optgroup>`;
