/**
 * "Qui êtes-vous ?": the first names of those on duty, the last on this tablet first; then those who were here lately; the
 * others one tap, or the first letters typed, further. What waits to be sent is said at the bottom, locked or not.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from '../elements/drawn.js';
import { staffFace } from '../elements/face.js';
import { themeTool } from '../elements/header.js';
import { icon } from '../elements/icon.js';
import { EngineError } from '../lib/engine_error.js';
import { matches } from '../lib/fold.js';
import { lostWords } from '../lib/lost_words.js';
import { waitingWords } from '../lib/state_words.js';
import { beyond } from './parts.js';

/** @typedef {import('../elements/shapes.js').WallStaff} Staff */

export class Wall extends Drawn {
  #all = false;
  #search = '';
  /** @type {Staff|null} */
  #chosen = null;
  /** @type {Staff|null} who opens by the tablet's own passkey */
  #coding = null;
  #problem = '';
  #said = '';

  /** Why the tablet locked, when it was not asked to. @param {string} text */
  set said(text) {
    this.#said = text;
    this.redraw();
  }

  view() {
    const staff = this.engine.wall?.staff ?? [];
    const here = this.#search ? [] : staff.filter((one) => one.onDuty || one.lastHere);
    const others = staff.filter((one) => !here.includes(one));
    return html`<div class="wall">
      <header class="frame-header alone"><span class="where">${this.engine.wall?.establishment.name}</span>${themeTool(this)}</header>
      <main class="wall-body">
        <h1 tabindex="-1" data-focus>Qui êtes-vous ?</h1>
        ${this.#notice()}
        ${here.length ? tiles(here, (one) => this.#tile(one)) : nothing} ${this.#team(here, others)}
      </main>
      ${this.#foot()} ${this.#coding ? beyond(this, 'code', this.#coding, this.#onCodeShut, this.#byKey) : nothing}
    </div>`;
  }

  /** @param {Staff} one */
  #tile(one) {
    const chosen = this.engine.status === 'unlocking' && this.#chosen?.id === one.id;
    return html`<li>
      <button class="tile ${one.lastHere ? 'last' : ''} ${chosen ? 'chosen' : ''}" type="button" aria-busy=${chosen} @click=${() => this.#unlock(one)}>
        ${staffFace(one, 'large')}
        <span class="name">${one.firstName}</span>
        <span class="role">${chosen && !this.#coding ? (this.engine.isQuick(one.id) ? 'Touchez votre clé' : 'Présentez votre clé') : one.roleLabel}</span>
        ${one.lastHere ? html`<span class="unseen">, dernière personne sur cette tablette</span>` : nothing}
      </button>
    </li>`;
  }

  /** @param {Staff[]} here @param {Staff[]} others */
  #team(here, others) {
    if (others.length === 0) return here.length ? nothing : nobody();
    const open = this.#all || here.length === 0;
    if (!open) {
      return html`<div><button class="button" type="button" @click=${this.#showAll}>${icon('users')}Toute l’équipe (${others.length})</button></div>`;
    }
    const found = this.#found(this.#search ? (this.engine.wall?.staff ?? []) : others);
    return html`<section class="tiles-group" aria-label="Toute l’équipe">
      <h2 tabindex="-1" id="team">Toute l’équipe</h2>
      <label class="search">
        <span class="unseen">Chercher un prénom</span>${icon('search')}
        <input class="field" type="search" autocomplete="off" placeholder="Chercher un prénom" .value=${this.#search} @input=${this.#onSearch} @keydown=${this.#onSearchKey} />
      </label>
      ${found.length ? tiles(found, (one) => this.#tile(one), 'compact') : html`<p class="quiet" role="status">Aucun prénom ne commence ainsi.</p>`}
    </section>`;
  }

  /** By the first letters, in alphabetical order. @param {Staff[]} staff */
  #found(staff) {
    const found = staff.filter(({ firstName, roleLabel }) => matches(`${firstName} ${roleLabel}`, this.#search));
    return found.sort((one, other) => one.firstName.localeCompare(other.firstName, 'fr'));
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
  }

  /** Whoever has a keyboard begins to type their name, wherever they are on the wall. @param {KeyboardEvent} event */
  #onKey = (event) => {
    const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || /** @type {Element} */ (event.target).closest?.('input, select, textarea, dialog');
    if (isElsewhere || !/^\p{L}$/u.test(event.key) || (this.engine.wall?.staff.length ?? 0) === 0) return;
    event.preventDefault();
    this.#all = true;
    this.#search += event.key;
    this.redraw();
    queueMicrotask(() => /** @type {HTMLInputElement|null} */ (this.querySelector('input[type=search]'))?.focus());
  };

  /** @param {KeyboardEvent} event */
  #onSearchKey = (event) => {
    if (event.key === 'Escape') [this.#search, this.#all] = ['', false];
    const [one, ...others] = event.key === 'Enter' && this.#search ? this.#found(this.engine.wall?.staff ?? []) : [];
    if (one && others.length === 0) void this.#unlock(one);
    this.redraw();
  };

  #notice() {
    if (!this.#problem && this.#said) {
      return html`<div class="notice" role="status">${icon('lock')}<p>${this.#said}</p></div>`;
    }
    if (!this.#problem) return nothing;
    return html`<div class="notice attention" role="alert">
      ${icon('circle-alert')}
      <p>${this.#problem}</p>
      <div class="buttons">
        ${this.#chosen ? html`<button class="button" type="button" @click=${this.#again}>Réessayer : ${this.#chosen.firstName}</button>` : nothing}
        <button class="button plain" type="button" @click=${this.#forget}>Choisir un autre prénom</button>
      </div>
    </div>`;
  }

  #foot() {
    const { wall, freshness, lost, storage } = this.engine;
    const waiting = wall && waitingWords(wall.waiting);
    return html`<footer class="wall-foot">
      ${lost && !lost.isUnderstood
        ? html`<button class="button attention" type="button" @click=${() => this.send('lost', null)}>${icon('triangle-alert')}${lostWords(lost)}</button>`
        : nothing}
      ${storage.isLow ? html`<span class="tag attention strong">${icon('triangle-alert')}Tablette presque pleine : prévenez la coordination</span>` : nothing}
      <span class="tag ${waiting ? 'waiting strong' : ''}">${icon(waiting ? 'clock' : 'circle-check')}${waiting ?? 'Tout est envoyé'}</span>
      ${freshness.online ? nothing : html`<span class="tag waiting">${icon('cloud-off')}Hors ligne</span>`}
      <span class="tag">${icon('tablet-smartphone')}${wall?.device.name}</span>
      <button class="button plain rescue-way" type="button" @click=${() => this.send('rescue', null)}>Fichier de secours</button>
    </footer>`;
  }

  #onCodeShut = (/** @type {Event} */ event) => {
    event.stopPropagation();
    this.#coding = null;
    this.redraw();
  };

  /** A key or a phone instead of the tablet's own passkey. @param {CustomEvent} event */
  #byKey = ({ detail }) => {
    this.#coding = null;
    void this.#unlock(detail, { byKey: true });
  };

  /** @param {Staff} one */
  #ask(one) {
    this.#coding = one;
    this.redraw();
  }

  /** @param {Staff} one @param {{byKey?: boolean}} [how] */
  async #unlock(one, { byKey = false } = {}) {
    this.#chosen = one;
    this.#problem = '';
    this.#coding = !byKey && !this.engine.isQuick(one.id) && this.engine.codeOf(one.id) ? one : null;
    this.redraw();
    if (this.#coding) return;
    try {
      await this.engine.unlock(one.id);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // Another first name was touched meanwhile: the screen already asks for that one's key.
      if (this.#chosen !== one) return;
      if (error.code === 'code_wanted') return this.#ask(one);
      this.#problem = error.message;
      this.redraw();
    }
  }

  #again = () => this.#chosen && this.#unlock(this.#chosen);

  #forget = () => {
    this.#chosen = null;
    this.#problem = '';
    this.redraw();
  };

  #showAll = () => {
    this.#all = true;
    this.redraw();
    queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector('#team'))?.focus());
  };

  #onSearch = (/** @type {Event} */ { target }) => {
    this.#search = /** @type {HTMLInputElement} */ (target).value;
    this.redraw();
  };
}

/** @param {Staff[]} staff @param {(one: Staff) => unknown} tile */
const tiles = (staff, tile, kind = '') => html`<ul class="tiles ${kind}">
  ${repeat(staff, ({ id }) => id, tile)}
</ul>`;

const nobody = () => html`<div class="empty">
  ${icon('users')}
  <h2>Personne n’est encore affecté à cette tablette</h2>
  <p>Au bureau, affectez l’équipe à l’unité de cette tablette : les prénoms apparaîtront ici.</p>
</div>`;

customElements.define('chevet-wall', Wall);
