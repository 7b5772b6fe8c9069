/**
 * The documents of one person: what there is, how far each is, and its pages. What the tablet keeps shows with no network;
 * what is older is asked for.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import '../elements/page_view.js';
import { personTabs } from '../elements/person_tabs.js';
import { documentsOf, olderDocuments, roomWords } from '../engine/documents.js';
import { newestFirst } from '../lib/documents.js';
import { EngineError } from '../lib/engine_error.js';
import { empty, filterChips, shownUnder } from './documents/filters.js';
import { one } from './documents/one.js';
import { row } from './documents/row.js';
import { head } from './person.js';

/** @typedef {import('../engine/documents.js').Shown} Shown */

export class DocumentsScreen extends Drawn {
  #person = '';
  /** @type {string} a family, or what is to be filed */
  #filter = 'all';
  /** @type {string|null} the one that is read */
  #open = null;
  /** @type {Shown[]} */
  #older = [];
  /** Where the older ones go on; null before they were asked for. @type {{next: string|null}|null} */
  #more = null;
  #isAsking = false;
  /** What is said is said above the key at the thumb, never over it. */
  #size = new ResizeObserver(([{ target }]) => {
    const under = Math.round(innerHeight - target.getBoundingClientRect().top);
    document.documentElement.style.setProperty('--under-toast', `${Math.min(under, innerHeight / 2)}px`);
  });
  #problem = '';

  /** @param {string} id */
  set person(id) {
    if (id !== this.#person) this.#begin();
    this.#person = id;
    this.redraw();
    if (this.engine.person(id)) this.attempt(() => this.engine.record('person.open', { person: id, body: {} }));
  }

  #begin() {
    this.#filter = 'all';
    this.#open = null;
    this.#older = [];
    this.#more = null;
    this.#problem = '';
  }

  view() {
    const person = this.engine.person(this.#person);
    if (!person) return gone();
    const all = this.#all();
    const open = all.find(({ id }) => id === this.#open);
    return html`${head(person)}
      ${open ? one(this, open, { close: this.#close }) : html`${personTabs(this, person.id, 'documents')} ${this.#list(all)}`}`;
  }

  drawn() {
    const foot = this.querySelector('.dock, .page-tools');
    this.#size.disconnect();
    if (foot) this.#size.observe(foot);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
    document.documentElement.style.removeProperty('--under-toast');
  }

  /** What the tablet keeps, then what was asked for. */
  #all() {
    const kept = documentsOf(this.engine, this.#person);
    const known = new Set(kept.map(({ id }) => id));
    return [...kept, ...this.#older.filter(({ id }) => !known.has(id))].sort(newestFirst);
  }

  /** @param {Shown[]} all */
  #list(all) {
    const shown = shownUnder(all, this.#filter);
    const tight = roomWords(this.engine);
    return html`<div class="scroll">
        <div class="column documents">
          ${filterChips(all, this.#filter, (filter) => ((this.#filter = filter), this.redraw()))}
          ${tight ? html`<div class="notice attention">${icon('triangle-alert')}<p>${tight}</p></div>` : nothing}
          ${shown.length ? html`<ul class="document-list">${repeat(shown, ({ id }) => id, (document) => row(this, document, () => this.#read(document.id)))}</ul>` : empty(this.engine.freshness.asOf !== null, all.length > 0)}
          ${this.#end()}
        </div>
      </div>
      ${this.engine.may('document.capture') ? dock(this.#person) : nothing}`;
  }

  #end() {
    if (this.#problem) return html`<div class="notice attention" role="alert">${icon('cloud-off')}<p>${this.#problem}</p><div class="buttons"><button class="button" type="button" @click=${this.#ask}>Réessayer</button></div></div>`;
    if (this.#isAsking) return html`<p class="quiet" role="status">Les documents plus anciens arrivent</p>`;
    if (this.#more?.next === null) return html`<p class="quiet" role="status">C’est tout ce qu’il y a au dossier.</p>`;
    return html`<p><button class="button" type="button" @click=${this.#ask}>${icon('history')}Documents plus anciens</button></p>`;
  }

  #ask = async () => {
    const person = this.#person;
    this.#isAsking = true;
    this.#problem = '';
    this.redraw();
    try {
      const { documents, next } = await olderDocuments(this.engine, person, this.#more?.next);
      if (person !== this.#person) return;
      this.#older = [...this.#older, ...documents];
      this.#more = { next };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#isAsking = false;
      this.redraw();
    }
  };

  /** @param {string} id */
  #read(id) {
    this.#open = id;
    this.redraw();
    queueMicrotask(() => queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector('.document-one h2'))?.focus()));
  }

  #close = () => {
    const from = this.#open;
    this.#open = null;
    this.redraw();
    queueMicrotask(() => queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector(`[data-document="${from}"]`))?.focus()));
  };
}

/** @param {string} person */
const dock = (person) => html`<div class="dock">
  <a class="button primary big wide" href=${`/personnes/${person}/photo`}>${icon('camera')}Photographier un document</a>
</div>`;

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-documents', DocumentsScreen);
