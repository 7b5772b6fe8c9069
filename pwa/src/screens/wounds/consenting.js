/**
 * Asking whether pictures may be taken: what to say to the person, her answer, and whose it is when she cannot give one.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { CONSENT_BY, CONSENT_HINTS } from '../../lib/wound_words.js';

/** @typedef {{given: boolean|null, by: string, note: string}} Answer given: null while nobody asked */

const SAYS = 'À lui dire : « Une photo aide à voir si la plaie guérit. Elle reste dans votre dossier, pour les soignants. Vous pouvez dire non, ou changer d’avis. »';

/** @param {Answer} answer @param {(answer: Answer) => void} change @param {boolean} [mayWait] whether it may stay unasked */
export function consentFields(answer, change, mayWait = true) {
  /** @type {[boolean|null, string][]} */
  const offered = [[true, 'Accord donné'], [false, 'Photos refusées'], ...(mayWait ? [/** @type {[null, string]} */ ([null, 'Pas encore demandé'])] : [])];
  return html`<div class="group" role="group" aria-label="Accord pour les photos" data-field="by">
    <h3>Photos : est-elle d’accord ?</h3>
    <p class="quiet">${SAYS}</p>
    <div class="choices">${offered.map(([given, words]) => html`<button class="chip" type="button" aria-pressed=${answer.given === given} @click=${() => change({ ...answer, given })}>${words}</button>`)}</div>
    ${answer.given === null ? nothing : whose(answer, change)}
  </div>`;
}

/** @param {Answer} answer @param {(answer: Answer) => void} change */
const whose = (answer, change) => html`<div class="stages" role="group" aria-label="Qui a répondu">
    ${Object.entries(CONSENT_BY).map(([name, words]) => html`<button class="chip" type="button" aria-pressed=${answer.by === name} @click=${() => change({ ...answer, by: name })}><span><b>${words}</b><small>${CONSENT_HINTS[name]}</small></span></button>`)}
  </div>
  ${answer.by === 'person'
    ? nothing
    : html`<textarea class="field" rows="2" autocomplete="off" maxlength="300" aria-label="Qui a été consulté, et à quel titre" placeholder="Qui a été consulté, et à quel titre" .value=${live(answer.note)} @input=${(/** @type {Event} */ { target }) => change({ ...answer, note: /** @type {HTMLTextAreaElement} */ (target).value })}></textarea>`}`;
