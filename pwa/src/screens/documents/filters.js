/**
 * The documents of a person by family, only the families that she has some of; and what is said where there is none.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { DOCUMENT_KINDS, FAMILIES, TO_FILE } from '../../lib/document_kinds.js';

/** @typedef {import('../../engine/documents.js').Shown} Shown */

const FAMILY_OF = new Map(DOCUMENT_KINDS.map(({ code, family }) => [code, family]));

/** @param {Shown} document @returns {string[]} filters under which it shows */
const underOf = ({ kind, is_filed, state }) => [
  ...(kind ? [FAMILY_OF.get(kind) ?? 'care'] : []),
  ...(is_filed || state === 'refused' ? [] : ['to_file']),
];

/** @param {Shown[]} all @param {string} filter */
export const shownUnder = (all, filter) => (filter === 'all' ? all : all.filter((one) => underOf(one).includes(filter)));

/** @param {Shown[]} all @param {string} chosen @param {(filter: string) => void} show */
export function filterChips(all, chosen, show) {
  const offered = Object.entries({ to_file: TO_FILE, ...FAMILIES }).flatMap(([filter, words]) => {
    const count = shownUnder(all, filter).length;
    return count || filter === chosen ? [{ filter, words, count }] : [];
  });
  if (offered.length < 2 && chosen === 'all') return nothing;
  const chip = (/** @type {string} */ filter, /** @type {unknown} */ words) => html`<button class="chip" type="button" aria-pressed=${chosen === filter} @click=${() => show(filter)}>${words}</button>`;
  return html`<div class="filters" role="group" aria-label="Filtrer les documents">
    ${chip('all', 'Tous')} ${offered.map(({ filter, words, count }) => chip(filter, html`${words} <span class="count">${count}</span>`))}
  </div>`;
}

/** @param {boolean} hasData @param {boolean} hasOthers */
export function empty(hasData, hasOthers) {
  if (hasOthers) return html`<p class="none quiet">Aucun document sous ce filtre.</p>`;
  return html`<div class="empty">
    ${icon(hasData ? 'file-text' : 'cloud-off')}
    <h2>${hasData ? 'Aucun document sur cette tablette' : 'Les documents arrivent'}</h2>
    <p>${hasData ? 'Photographiez une ordonnance, une lettre, un compte rendu : tout est scellé sur la tablette, puis classé au dossier.' : 'Cette tablette n’a pas encore tout reçu du serveur.'}</p>
  </div>`;
}
