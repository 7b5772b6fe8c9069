/** The end of a capture: what the document is, if one knows, a word beside it, and « Enregistrer ». */
import { html, nothing } from 'lit-html';
import { DOCUMENT_KINDS, kindLabel, TO_FILE } from '../../lib/document_kinds.js';
import { icon } from '../icon.js';

/** @typedef {import('../capture.js').Capture} Capture */

/** Handed over at the door most often; the others are one touch further. */
const USUAL = ['ordonnance', 'compte_rendu', 'lettre_liaison', 'biologie', 'courrier'];
const LONGEST_NOTE = 300;

/** @param {Capture} host */
export function ending(host) {
  const doubtful = host.session.pages.filter((page) => host.session.isInDoubt(page)).length;
  return html`<div class="ending">
      <h2 tabindex="-1">${host.pagesWords}, gardée${host.session.pages.length > 1 ? 's' : ''} sur la tablette</h2>
      ${host.strip()}
      ${doubtful
        ? html`<p class="shot-verdict blurred">${icon('triangle-alert')}<span>${doubtful === 1 ? 'Une page est floue' : `${doubtful} pages sont floues`} : touchez-la pour la reprendre, ou enregistrez ainsi.</span></p>`
        : nothing}
      ${host.session.wound ? html`<p class="tag">${icon('bandage')}Photo d’une plaie : elle rejoint son suivi</p>` : kinds(host)}
      <label class="ending-note"
        ><span>Remarque (facultatif)</span
        ><textarea
          class="field"
          rows="2"
          autocomplete="off"
          maxlength=${LONGEST_NOTE}
          .value=${host.told.note}
          @input=${(/** @type {Event} */ { target }) => host.say({ note: /** @type {HTMLTextAreaElement} */ (target).value })}
        ></textarea>
      </label>
    </div>
    <footer class="capture-foot">
      <button class="button big" type="button" ?disabled=${host.isBusy} @click=${() => host.toCamera()}>${icon('plus')}Une page</button>
      <button class="button primary big" type="button" ?disabled=${host.isBusy} @click=${host.finish}>Enregistrer</button>
    </footer>`;
}

/** @param {Capture} host */
function kinds(host) {
  const { kind, hasMore } = host.told;
  const offered = DOCUMENT_KINDS.filter(({ isOffered, code }) => isOffered && (hasMore || USUAL.includes(code) || code === kind)).map(({ code }) => code);
  const pick = (/** @type {string|null} */ code) => host.say({ kind: code });
  return html`<fieldset class="ending-kinds">
    <legend>Type de document</legend>
    <div class="chips">
      <button class="chip" type="button" aria-pressed=${kind === null} @click=${() => pick(null)}>${TO_FILE}</button>
      ${offered.map((code) => html`<button class="chip" type="button" aria-pressed=${kind === code} @click=${() => pick(code)}>${kindLabel(code)}</button>`)}
      ${hasMore ? nothing : html`<button class="chip" type="button" aria-expanded="false" @click=${() => ((host.told = { ...host.told, hasMore: true }), host.redraw())}>${icon('plus')}Autres types</button>`}
    </div>
  </fieldset>`;
}
