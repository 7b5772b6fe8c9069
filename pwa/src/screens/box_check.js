/**
 * A box, a label or a container checked against the treatment of one person, before giving: with the camera, or with a
 * reader that types, which needs no touch at all. Nothing is recorded by it.
 */
import { html } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { scanner } from '../elements/scanning.js';
import { scanContext, todayOf } from '../engine/scan_context.js';
import { classify } from '../lib/scan.js';
import { hour } from '../lib/time_words.js';
import { WORDS, verdict } from '../lib/verdicts.js';
import { listen } from '../lib/wedge.js';

/** @typedef {import('../lib/verdicts.js').Verdict} Told */
/** @typedef {import('../elements/verdict.js').Given} Given */
/** @typedef {{text: string, how: import('../lib/scan.js').How}} Scan */

const HINT = 'Visez le code carré de la boîte, ou une étiquette';

export class BoxCheck extends Drawn {
  #person = '';
  #isOpen = false;
  /** @type {Given|null} */
  #shown = null;
  #stop = () => {};

  /** @param {string} id */
  set person(id) {
    if (id !== this.#person) this.#close();
    this.#person = id;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = listen(document, (scan) => void this.#judge(scan));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#isOpen = false;
    this.#shown = null;
  }

  hears() {
    return false;
  }

  view() {
    return html`<div class="box-check" @scanned=${(/** @type {CustomEvent<Scan>} */ { detail }) => this.#judge(detail)} @scan-closed=${this.#close} @verdict-over=${this.#over}>
      ${this.#isOpen
        ? scanner(this, { hint: HINT, held: this.#shown !== null })
        : html`<button class="button" type="button" @click=${() => ((this.#isOpen = true), this.redraw())}>${icon('scan-line')}<span>Vérifier une boîte</span></button>`}
      <chevet-verdict .engine=${this.engine} .given=${this.#shown}></chevet-verdict>
    </div>`;
  }

  #close = () => {
    this.#isOpen = false;
    this.#shown = null;
    this.redraw();
  };

  get #isAsking() {
    return this.#shown !== null && this.#shown.words.tone !== 'right';
  }

  #over = () => {
    this.#shown = null;
    this.redraw();
  };

  /** What waits for an answer is answered first; under a sheet nothing is judged. @param {Scan} scan */
  async #judge({ text, how }) {
    if (this.#isAsking || document.querySelector('dialog[open]')) return;
    const now = new Date();
    const scanned = await classify(text, todayOf(this.engine, now), how);
    if (!this.isConnected || this.#isAsking) return;
    this.#shown = this.#given(verdict(scanned, scanContext(this.engine, { person: this.#person, now })));
    this.redraw();
  }

  /** @param {Told} told @returns {Given} */
  #given(told) {
    const other = told.kind === 'wrong_person' && told.person ? this.engine.person(told.person) : null;
    const close = { label: 'J’ai compris', run: () => {}, isMain: true };
    const go = { label: `Ouvrir ${other?.displayName}`, run: () => this.send('go', `/personnes/${other?.id}/traitement`) };
    return { kind: told.kind, words: WORDS[told.kind], says: this.#says(told), actions: other ? [close, go] : [close] };
  }

  /** Of what, of whom, from when. @param {Told} told */
  #says({ kind, person, line, allowed_at: at }) {
    const whose = person ? this.engine.person(person)?.displayName : '';
    const what = line && person ? this.engine.rowsOf('line', person).find(({ id }) => id === line)?.label : '';
    return [what, kind === 'person' || kind === 'wrong_person' ? whose : '', at ? `à partir de ${hour(at, this.zone)}` : ''].filter(Boolean).join(' · ');
  }
}

customElements.define('chevet-box-check', BoxCheck);
