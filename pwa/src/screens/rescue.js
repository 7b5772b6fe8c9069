/**
 * "Fichier de secours": what waits on a tablet whose network never returns, as files for another one or a desk; and the
 * files of others, handed in from here. Locked or not: all of it is sealed, and names no one.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { exportParts } from '../engine/rescue.js';
import { exportPages } from '../engine/rescue_pages.js';
import { writersOf } from '../engine/unread.js';
import { waitingWords } from '../lib/state_words.js';
import './noting.js';
import { Carrying } from './rescue/carrying.js';
import { carried } from './rescue/carried.js';
import { canShare, save, share } from './rescue/handing.js';

/** @typedef {import('../engine/rescue.js').Part} Part */
/** @typedef {import('../elements/shapes.js').WallStaff} Staff */

export class RescueSheet extends Sheet {
  /** @type {Part[]|null} what was exported, null before */
  #parts = null;
  /** Pages of documents, beside it. @type {Part[]} */
  #pages = [];
  #isBusy = false;
  /** @type {Carrying|null} */
  #carrying = null;
  /** @type {Staff|null} who notes without reading */
  #noting = null;

  view() {
    return html`<dialog class="sheet rescue" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Fichier de secours')}
      <div class="body" tabindex="0">${this.#carrying ? carried(this, this.#carrying, { again: this.#again }) : html`${this.#own()} ${this.#unread()} ${this.#others()}`}</div>
    </dialog>`;
  }

  #own() {
    const words = waitingWords(this.engine.queue);
    if (!words && !this.#parts) {
      return html`<div class="notice">
        ${icon('circle-check')}
        <h3>Tout est envoyé</h3>
        <p>Rien n’attend sur cette tablette : il n’y a rien à exporter.</p>
      </div>`;
    }
    return html`<section>
      <h3>${words ?? 'Plus rien n’attend'}</h3>
      <p>Si le réseau ne revient pas, une autre tablette ou le bureau peut les prendre en charge. Le fichier est scellé : il ne nomme personne, et seul le serveur le lit. Rien ne s’efface ici.</p>
      ${this.engine.queue.pages ? html`<p>Les pages photographiées ont leurs propres fichiers, scellés aussi. Sans eux, leurs documents resteraient « en attente des pages ».</p>` : nothing}
      ${this.#parts ? this.#files(this.#parts) : this.#exporting()}
    </section>`;
  }

  #exporting() {
    return html`<div class="buttons">
      <button class="button primary big wide" type="button" ?disabled=${this.#isBusy} @click=${this.#export}>${icon('file-text')}${this.engine.queue.pages ? 'Exporter ce qui attend' : 'Exporter les saisies en attente'}</button>
    </div>`;
  }

  /** Each file with what it is called here. @param {Part[]} parts */
  #listed(parts) {
    const pages = this.#pages;
    const called = (/** @type {string} */ what, /** @type {Part[]} */ files) => files.map((part, at) => ({ part, words: files.length > 1 ? `${what}, fichier ${at + 1} sur ${files.length}` : what }));
    return [...called(pages.length || parts.length > 1 ? 'Saisies' : 'Fichier prêt', parts), ...called('Pages photographiées', pages)];
  }

  /** @param {Part[]} parts */
  #files(parts) {
    return html`<ul class="rescue-files">
        ${this.#listed(parts).map(({ part, words }) => html`<li>
          <b>${words}</b>
          <div class="buttons">
            <button class="button primary" type="button" @click=${() => save(part)}>Enregistrer<span class="unseen"> ${part.name}</span></button>
            ${canShare(part) ? html`<button class="button" type="button" @click=${() => this.#share(part)}>Partager<span class="unseen"> ${part.name}</span></button>` : nothing}
          </div>
        </li>`)}
      </ul>
      <ol class="steps">
        ${this.#pages.length ? html`<li><span>Les pages vont à une autre tablette, sur le même écran : elle les envoie sans pouvoir les lire. Le bureau ne prend que les saisies.</span></li>` : nothing}
        <li><span>Portez ${parts.length + this.#pages.length > 1 ? 'ces fichiers' : 'ce fichier'} à une autre tablette de l’établissement (« Fichier de secours » sur son écran d’accueil), ou au bureau (« Appareils »).</span></li>
        <li><span>Rapportez ici le reçu qu’elle donne, et choisissez-le ci-dessous. Sans reçu, cette tablette garde tout : rien ne sera rangé deux fois.</span></li>
      </ol>`;
  }

  /** Whoever's key opens nothing without network may still write; a note that is begun is finished, network or not. */
  #unread() {
    const staff = this.engine.freshness.online || this.engine.status !== 'locked' ? [] : writersOf(this.engine);
    return html`${staff.length ? this.#writers(staff) : nothing}
      ${this.#noting ? html`<chevet-noting .engine=${this.engine} .staff=${this.#noting} @leave=${this.#noted}></chevet-noting>` : nothing}`;
  }

  /** @param {Staff[]} staff */
  #writers(staff) {
    return html`<section>
      <h3>Noter sans lire</h3>
      <p>Votre clé n’ouvre pas la tablette sans réseau ? Touchez votre prénom, présentez-la, et scannez l’étiquette d’une personne.</p>
      <div class="buttons">${staff.map((one) => html`<button class="button" type="button" @click=${() => this.#note(one)}>${one.firstName}</button>`)}</div>
    </section>`;
  }

  /** @param {Staff} one */
  #note(one) {
    this.#noting = one;
    this.redraw();
  }

  #noted = (/** @type {Event} */ event) => {
    event.stopPropagation();
    this.#noting = null;
    this.redraw();
  };

  #others() {
    return html`<section>
      <h3>Prendre en charge un fichier de secours</h3>
      <p>Celui d’une autre tablette de l’établissement, ou le reçu du fichier de celle-ci.</p>
      <label class="button big wide file-choice" @click=${() => this.engine.stepOut()}>
        ${icon('plus')}Choisir un fichier<input class="unseen" type="file" accept=".txt,text/plain,application/json" @change=${this.#onFile} />
      </label>
    </section>`;
  }

  #export = async () => {
    this.#isBusy = true;
    this.redraw();
    try {
      this.#parts = await exportParts(this.engine.means);
      this.#pages = await exportPages(this.engine.means);
    } finally {
      this.#isBusy = false;
      this.redraw();
    }
  };

  /** @param {Part} part */
  #share(part) {
    this.engine.stepOut();
    void share(part);
  }

  /** @param {Event} event */
  #onFile = async ({ target }) => {
    const [file] = /** @type {HTMLInputElement} */ (target).files ?? [];
    if (!file) return;
    this.#carrying = new Carrying(this.engine.means, this.redraw);
    await this.#carrying.begin(file);
  };

  #again = () => {
    this.#carrying = null;
    this.redraw();
  };
}

customElements.define('chevet-rescue', RescueSheet);
