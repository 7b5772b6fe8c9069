/**
 * Why an entry is corrected: a ready-made word, a few of one's own, or both. Whoever read the first version reads it.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { OTHER, reasonOf } from './draft.js';

/** @typedef {import('./draft.js').Draft} Draft */

export const REASONS = ['Erreur de saisie', 'Précision', 'Mauvaise cible'];
const SHORTEST = 3;
const LONGEST = 300;

/** @param {Draft} draft */
export function hasReason(draft) {
  const { length } = [...reasonOf(draft)];
  return draft.reason !== '' && length >= SHORTEST && length <= LONGEST;
}

/** @param {Draft} draft @param {(draft: Draft) => void} change */
export function reasonField(draft, change) {
  const isTooLong = [...reasonOf(draft)].length > LONGEST;
  return html`<div class="about-text why" role="group" aria-labelledby="why">
    <h3 id="why">Pourquoi corriger ?</h3>
    <div class="chips">
      ${[...REASONS, OTHER].map(
        (reason) => html`<button class="chip" type="button" aria-pressed=${draft.reason === reason} @click=${() => change({ ...draft, reason })}>${reason}</button>`,
      )}
    </div>
    ${draft.reason
      ? html`<textarea
          class="field"
          rows="1"
          autocomplete="off"
          aria-label="Motif de la correction"
          placeholder=${draft.reason === OTHER ? 'En quelques mots' : 'Préciser, si c’est utile'}
          .value=${live(draft.reasonMore)}
          @input=${(/** @type {Event} */ { target }) => change({ ...draft, reasonMore: /** @type {HTMLTextAreaElement} */ (target).value })}
        ></textarea>`
      : nothing}
    ${isTooLong ? html`<p class="tag urgent" role="alert">Ce motif dépasse ${LONGEST} caractères.</p>` : nothing}
  </div>`;
}
