/**
 * "Résultat attendu": one quiet row under the cible. It opens on a row of moments, and on what to look at and for whom;
 * nothing of it is needed to save.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { chosenWords, dueChoice } from '../../elements/due_choice.js';
import { icon } from '../../elements/icon.js';

/** @typedef {import('./draft.js').Draft} Draft */

const NURSE = 'nurse';
const LONGEST = 200;

/**
 * @param {Draft} draft @param {(draft: Draft) => void} change
 * @param {{isOpen: boolean, toggle: () => void, zone: {timeZone?: string}}} panel
 */
export function due(draft, change, { isOpen, toggle, zone }) {
  const chosen = draft.due;
  return html`<div class="due">
    <button class="theme" type="button" aria-expanded=${isOpen} @click=${toggle}>
      <span>${icon('alarm-clock')}Résultat attendu${chosen ? html` <b>${chosenWords(chosen, zone)}</b>` : nothing}</span>${icon('chevron-down')}
    </button>
    ${isOpen ? panel(draft, change, zone) : nothing}
  </div>`;
}

/** @param {Draft} draft @param {(draft: Draft) => void} change @param {{timeZone?: string}} zone */
function panel(draft, change, zone) {
  const chosen = draft.due;
  const choose = (/** @type {import('../../elements/due_choice.js').Chosen|null} */ moment) =>
    change({ ...draft, due: moment && { what: '', role: null, ...chosen, ...moment } });
  return html`<div class="about-text" role="group" aria-label="Quand">
    ${dueChoice({ chosen, zone, choose })} ${chosen ? details(draft, chosen, change) : nothing}
  </div>`;
}

/** @param {Draft} draft @param {NonNullable<Draft['due']>} chosen @param {(draft: Draft) => void} change */
const details = (draft, chosen, change) => html`<div class="about-due">
  <input
    class="field"
    type="text"
    maxlength=${LONGEST}
    autocomplete="off"
    aria-label="Quoi vérifier"
    placeholder="Quoi vérifier, si ce n’est pas la cible"
    .value=${live(chosen.what)}
    @input=${(/** @type {Event} */ { target }) => change({ ...draft, due: { ...chosen, what: /** @type {HTMLInputElement} */ (target).value } })}
  />
  <button class="chip" type="button" aria-pressed=${chosen.role === NURSE} @click=${() => change({ ...draft, due: { ...chosen, role: chosen.role ? null : NURSE } })}>
    Pour l’infirmier·ère
  </button>
</div>`;
