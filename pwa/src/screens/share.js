/**
 * What another app shared with Chevet: for whom it is, then the capture like any other. Until then it is in memory alone.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { capture, readyToCapture } from '../elements/capturing.js';
import { Drawn } from '../elements/drawn.js';
import { face } from '../elements/face.js';
import { icon } from '../elements/icon.js';
import { forgetShared, sharedFiles, takeShared } from '../engine/shared_files.js';
import { matches } from '../lib/fold.js';
import { roomWords } from '../lib/said.js';
import { counted } from '../lib/state_words.js';

/** @typedef {import('../elements/shapes.js').Person} Person */

export class ShareScreen extends Drawn {
  #isHere = false;
  #sought = '';
  /** @type {string|null} */
  #person = null;

  connectedCallback() {
    super.connectedCallback();
    void readyToCapture();
    this.addEventListener('captured', this.#onCaptured);
    this.addEventListener('capture-closed', this.#onClosed);
    void takeShared().then(() => ((this.#isHere = true), this.redraw()));
  }

  /** Whoever it was for is gone: nothing of it waits for the next. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener('captured', this.#onCaptured);
    this.removeEventListener('capture-closed', this.#onClosed);
    forgetShared();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  #onCaptured = (/** @type {any} */ { detail: { person } }) => {
    this.send('say', { text: 'Document enregistré' });
    this.send('go', `/personnes/${person}/documents`);
  };

  #onClosed = () => {
    this.#person = null;
    this.redraw();
  };

  view() {
    if (!this.#isHere) return html`<p class="capture-words" role="status">Le partage arrive</p>`;
    const files = sharedFiles();
    if (files.length === 0) return nothingCame();
    if (!this.engine.may('document.capture')) return notAllowed();
    const person = this.#person && this.engine.person(this.#person);
    if (!person) return this.#choice(files);
    return html`<header class="capture-head"><h1 tabindex="-1" data-focus>${person.displayName} <span class="quiet">${roomWords(person.room)}</span></h1></header>
      ${capture(this, /** @type {any} */ ({ person: person.id, files }))}`;
  }

  /** @param {File[]} files */
  #choice(files) {
    const persons = this.engine.persons().filter((person) => matches(`${person.displayName} ${person.room}`, this.#sought));
    return html`<div class="scroll">
      <div class="column share">
        <h1 tabindex="-1" data-focus>Pour qui ?</h1>
        <p>${counted(files.length, 'fichier partagé', 'fichiers partagés')} : rien n’est gardé tant que personne n’est choisi.</p>
        <ul class="share-files">${files.map(({ name }) => html`<li>${icon('file-text')}<span>${name}</span></li>`)}</ul>
        <label class="search">${icon('search')}<input class="field" type="search" placeholder="Nom, chambre" aria-label="Chercher une personne" autocomplete="off" @input=${this.#onSeek} /></label>
        ${persons.length ? html`<ul class="share-persons">${repeat(persons, ({ id }) => id, (person) => this.#choose(person))}</ul>` : html`<p class="none quiet" role="status">Personne de ce nom sur cette tablette.</p>`}
      </div>
    </div>`;
  }

  /** @param {Person} person */
  #choose(person) {
    const choose = () => {
      this.#person = person.id;
      this.redraw();
    };
    return html`<li>
      <button class="document-row" type="button" @click=${choose}>
        ${face(person)}<span class="lines"><b>${person.displayName}</b>${person.room ? html`<span class="quiet">${roomWords(person.room)}</span>` : nothing}</span>
      </button>
    </li>`;
  }

  #onSeek = (/** @type {Event} */ event) => {
    this.#sought = /** @type {HTMLInputElement} */ (event.target).value;
    this.redraw();
  };
}

const nothingCame = () => html`<div class="empty">
  ${icon('file-text')}
  <h1 tabindex="-1" data-focus>Rien n’est arrivé</h1>
  <p>Ce que vous partagez n’est gardé nulle part avant d’être joint à une personne. Partagez-le à nouveau depuis l’autre application.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

const notAllowed = () => html`<div class="empty">
  ${icon('camera-off')}
  <h1 tabindex="-1" data-focus>Joindre un document ne fait pas partie de vos accès</h1>
  <p>Rien n’a été gardé. Demandez à une collègue de soins.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-share', ShareScreen);
