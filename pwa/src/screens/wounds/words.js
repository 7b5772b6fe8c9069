/**
 * Short gestures about a wound, one sheet: a note, an answer about pictures, closing it.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icon } from '../../elements/icon.js';
import { Sheet } from '../../elements/sheet.js';
import { consentProblems, textProblems } from '../../lib/wound_rules.js';
import { ENDINGS, named } from '../../lib/wound_words.js';
import { consentFields } from './consenting.js';

/** @typedef {import('../../lib/wound_rows.js').Wound} Wound */
/** @typedef {'note'|'consent'|'close'} Mode */

const TITLES = { note: 'Noter ce que l’on voit', consent: 'Accord pour les photos', close: 'Clore la plaie' };

export class WoundWords extends Sheet {
  /** @type {{wound: Wound, mode: Mode}|null} */
  #given = null;
  #text = '';
  /** @type {string|null} */
  #ending = null;
  /** @type {import('./consenting.js').Answer} */
  #answer = { given: null, by: 'person', note: '' };
  #isTold = false;
  #isDone = false;

  /** @param {{wound: Wound, mode: Mode}} given */
  set given(given) {
    this.#given = given;
    this.redraw();
  }

  view() {
    if (!this.#given) return nothing;
    const { wound, mode } = this.#given;
    const problem = this.#problem(mode);
    return html`<dialog class="sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head(html`${TITLES[mode]} <span class="quiet">${named(wound)}</span>`)}
      <div class="body">${mode === 'consent' ? consentFields(this.#answer, (answer) => this.#change(() => (this.#answer = answer)), false) : nothing} ${mode === 'close' ? this.#endings() : nothing} ${mode === 'consent' ? nothing : this.#words(mode)}</div>
      <footer aria-live="polite">
        ${this.#isTold && problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${problem}</p>` : nothing}
        <button class="button primary big wide" type="button" ?disabled=${this.#isDone} @click=${this.#save}>${mode === 'close' ? 'Clore' : 'Enregistrer'}</button>
      </footer>
    </dialog>`;
  }

  #endings() {
    return html`<div class="choices" role="group" aria-label="Raison">
      ${Object.entries(ENDINGS).map(([name, words]) => html`<button class="chip" type="button" aria-pressed=${this.#ending === name} @click=${() => this.#change(() => (this.#ending = name))}>${words}</button>`)}
    </div>`;
  }

  /** @param {Mode} mode */
  #words(mode) {
    const asked = mode === 'note' ? 'Pansement décollé, rougeur, odeur, écoulement…' : 'Précisions';
    return html`<textarea class="field" rows="3" autocomplete="off" maxlength="1000" aria-label=${TITLES[mode]} placeholder=${asked} .value=${live(this.#text)} @input=${(/** @type {Event} */ { target }) => this.#change(() => (this.#text = /** @type {HTMLTextAreaElement} */ (target).value))}></textarea>`;
  }

  /** @param {Mode} mode */
  #problem(mode) {
    const { given, by, note } = this.#answer;
    if (mode === 'consent') return given === null ? 'Dites si les photos sont acceptées ou refusées.' : consentProblems({ given, by, note })[0]?.says;
    if (mode === 'close' && !this.#ending) return 'Dites pourquoi elle n’est plus suivie.';
    if ((mode === 'note' || this.#ending === 'other') && !this.#text.trim()) return 'Dites-le en quelques mots.';
    return textProblems('note', this.#text)[0]?.says;
  }

  /** @param {() => void} change */
  #change(change) {
    change();
    this.#isTold = false;
    this.redraw();
  }

  #save = () => {
    if (!this.#given || this.#isDone) return;
    const { wound, mode } = this.#given;
    this.#isTold = true;
    if (!this.#problem(mode)) {
      this.#isDone = true;
      this.send('said', { ...this.#said(wound, mode), failed: () => ((this.#isDone = false), this.redraw()) });
    }
    this.redraw();
  };

  /** @param {Wound} wound @param {Mode} mode */
  #said(wound, mode) {
    const note = this.#text.trim() || null;
    if (mode === 'note') return { type: 'wound.note', body: { wound: wound.id, text: note, photo: null, taken_at: null }, text: 'Note enregistrée' };
    if (mode === 'close') return { type: 'wound.close', body: { wound: wound.id, ending: this.#ending, note }, text: `Plaie close : ${named(wound)}` };
    const { given, by, note: who } = this.#answer;
    return { type: 'wound.consent', body: { wound: wound.id, given, by, note: who.trim() || null }, text: given ? 'Accord noté' : 'Refus noté : pas de photo' };
  }
}

customElements.define('chevet-wound-words', WoundWords);
