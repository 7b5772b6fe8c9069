/**
 * Noting without reading: with no network, whoever's key opens nothing without it scans the label of a person, says what
 * happened, and reads nothing. It is told in words that none of it will be seen here.
 */
import { html, nothing } from 'lit-html';
import { Vigil } from '../auth/vigil.js';
import { icon } from '../elements/icon.js';
import { scanner } from '../elements/scanning.js';
import { Sheet } from '../elements/sheet.js';
import { signals } from '../elements/signalling.js';
import { openUnread } from '../engine/unread.js';
import { EngineError } from '../lib/engine_error.js';
import { parse } from '../lib/labels.js';
import { classify } from '../lib/scan.js';
import { listen } from '../lib/wedge.js';
import { fieldOf } from '../lib/wall_clock.js';
import { warning, WHATS } from './noting/words.js';

/** @typedef {import('../engine/unread.js').Note} Note */
/** @typedef {import('../lib/scan.js').How} How */

const LONGEST = 100;
const MOST_BOXES = 12;

export class NotingSheet extends Sheet {
  staff = /** @type {import('../elements/shapes.js').WallStaff} */ (/** @type {unknown} */ (null));
  /** @type {import('../engine/unread.js').Unread|null} */
  #unread = null;
  #label = '';
  /** @type {string[]} */
  #boxes = [];
  /** @type {Note['what']} */
  #what = 'given';
  #text = '';
  #isScanning = true;
  #isBusy = false;
  #problem = '';
  #said = '';
  #abort = new AbortController();
  #stop = () => {};
  #vigil = new Vigil({ page: document, idleSeconds: () => 120, onExpire: () => this.leave() });

  connectedCallback() {
    super.connectedCallback();
    this.#stop = listen(document, ({ text, how }) => void this.#scanned(text, how));
    this.#vigil.start();
    void this.#show();
  }

  /** The key that signs goes with the sheet. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#vigil.stop();
    this.#abort.abort();
    this.#unread = null;
  }

  /** The key is shown first: what is noted bears a name. */
  #show = async () => {
    this.#problem = '';
    this.#vigil.stepOut();
    this.redraw();
    try {
      this.#unread = await openUnread(/** @type {any} */ (this.engine), this.staff.id, this.#abort.signal);
    } catch (error) {
      this.#problem = sentence(error);
    }
    this.redraw();
  };

  view() {
    return html`<dialog class="sheet noting" aria-labelledby="sheet-title" @cancel=${this.cancel} @scanned=${this.#onScanned} @scan-closed=${this.#closeScanner}>
      ${this.head('Noter sans lire')}
      <div class="body">
        ${this.#label ? nothing : warning}
        ${this.#said ? html`<p class="tag done strong" role="status">${icon('circle-check')}${this.#said}</p>` : nothing}
        ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('circle-alert')}${this.#problem}</p>` : nothing}
        ${this.#unread ? (this.#label ? this.#form() : this.#asking()) : this.#key()}
      </div>
      ${this.#unread && this.#label ? this.#foot() : nothing}
    </dialog>`;
  }

  #key() {
    return this.#problem
      ? html`<button class="button primary big" type="button" @click=${this.#show}>Présenter ma clé</button>`
      : html`<p role="status">Présentez votre clé : ce que vous notez portera votre nom.</p>`;
  }

  #asking() {
    return this.#isScanning
      ? scanner(this, { hint: 'Visez l’étiquette de la personne' })
      : html`<button class="button primary big" type="button" @click=${this.#openScanner}>${icon('scan-line')}Scanner une étiquette</button>`;
  }

  #form() {
    return html`<p class="tag done strong">${icon('circle-check')}Étiquette lue. Vérifiez que c’est bien la sienne ; vous ne verrez rien d’elle ici</p>
      <fieldset class="noting-what">
        <legend>Ce qui s’est passé</legend>
        ${WHATS.map(([what, words]) => html`<label class="chip"><input type="radio" name="what" .checked=${this.#what === what} @change=${() => ((this.#what = what), this.redraw())} />${words}</label>`)}
      </fieldset>
      ${this.#what === 'note' ? nothing : this.#boxed()}
      <label class="noting-text">En quelques mots${this.#what === 'note' ? '' : ' (facultatif)'}
        <textarea class="field" maxlength=${LONGEST} .value=${this.#text} @input=${(/** @type {Event} */ { target }) => (this.#text = /** @type {HTMLTextAreaElement} */ (target).value)}></textarea>
      </label>`;
  }

  #boxed() {
    const count = this.#boxes.length;
    return html`${count ? html`<p>${count} ${count > 1 ? 'boîtes scannées' : 'boîte scannée'} : ${this.#boxes.map((gtin) => gtin.slice(1)).join(', ')}</p>` : nothing}
      ${this.#isScanning
        ? scanner(this, { hint: 'Visez la boîte' })
        : html`<button class="button" type="button" @click=${this.#openScanner}>${icon('scan-line')}Scanner une boîte</button>`}`;
  }

  #foot() {
    return html`<footer>
      <button class="button primary big" type="button" ?disabled=${this.#isBusy} @click=${this.#save}>Enregistrer</button>
      <button class="button" type="button" @click=${() => this.#next('')}>Une autre personne</button>
    </footer>`;
  }

  #openScanner = () => {
    this.#isScanning = true;
    this.redraw();
  };

  #closeScanner = () => {
    this.#isScanning = false;
    this.redraw();
  };

  #onScanned = (/** @type {CustomEvent<{text: string, how: How}>} */ { detail }) => void this.#scanned(detail.text, detail.how);

  /** @param {string} text @param {How} how */
  async #scanned(text, how) {
    if (!this.#unread) return;
    const label = parse(text);
    this.#problem = '';
    if (label?.kind === 'person') await this.#meet(await label.digest);
    else if (this.#label) await this.#box(text, how);
    else this.#problem = 'Ce n’est pas l’étiquette d’une personne. Rien n’est noté ; scannez celle de sa porte ou de son lit.';
    if (this.#problem) signals.give('attention', [80, 80, 80]);
    else signals.give('right', [80]);
    this.redraw();
  }

  /** @param {string} digest */
  async #meet(digest) {
    if (this.#label && this.#label !== digest) this.#problem = 'Autre personne : enregistrez d’abord, ou touchez « Une autre personne ».';
    else [this.#label, this.#isScanning, this.#said] = [digest, false, ''];
  }

  /** @param {string} text @param {How} how */
  async #box(text, how) {
    const today = fieldOf(new Date(), this.zone.timeZone).slice(0, 10);
    const scanned = await classify(text, today, how);
    const gtin = scanned.kind === 'pack' ? scanned.code.gtin : null;
    if (!gtin) this.#problem = 'Code illisible : scannez à nouveau, ou écrivez ce que c’est.';
    else if (!this.#boxes.includes(gtin)) this.#boxes = [...this.#boxes, gtin].slice(0, MOST_BOXES);
    this.#isScanning = false;
  }

  #save = async () => {
    const text = this.#text.trim() || null;
    if (this.#what === 'note' && !text) {
      this.#problem = 'Écrivez ce qui est à transmettre, puis Enregistrer.';
      return this.redraw();
    }
    this.#isBusy = true;
    this.redraw();
    try {
      await this.#unread?.note({ label: this.#label, what: this.#what, boxes: this.#what === 'note' ? [] : this.#boxes, text });
      this.#next('Noté, en attente du réseau. Cela ne se verra pas ici : dites-le à vos collègues.');
    } catch (error) {
      this.#problem = sentence(error);
    } finally {
      this.#isBusy = false;
      this.redraw();
    }
  };

  /** @param {string} said */
  #next(said) {
    [this.#label, this.#boxes, this.#what, this.#text, this.#isScanning] = ['', [], 'given', '', true];
    [this.#said, this.#problem] = [said, ''];
    this.redraw();
  }
}

/** @param {unknown} error */
function sentence(error) {
  if (error instanceof EngineError) return error.message;
  throw error;
}

customElements.define('chevet-noting', NotingSheet);
