/**
 * On a person's page: a capture that its author has not finished waits here, one touch from being taken up again.
 */
import { html, nothing } from 'lit-html';
import { resumeDrafts } from '../engine/documents.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';

export class LeftCaptures extends Drawn {
  #person = '';
  /** Pages kept, of those left unfinished. */
  #pages = 0;

  /** @param {string} id */
  set person(id) {
    if (id === this.#person) return;
    this.#person = id;
    this.#pages = 0;
    if (this.isConnected) void this.#look();
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#look();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'status';
  }

  async #look() {
    const person = this.#person;
    const pages = await pagesLeft(this.engine, person).catch(() => 0);
    if (person !== this.#person) return;
    this.#pages = pages;
    this.redraw();
  }

  view() {
    if (!this.#pages) return nothing;
    return html`<a class="draft" href=${`/personnes/${this.#person}/photo`}>
      ${icon('camera')}<span>À terminer : ${this.#pages === 1 ? '1 page' : `${this.#pages} pages`}</span><b>Reprendre</b>
    </a>`;
  }
}

/** @param {any} engine @param {string} person */
async function pagesLeft(engine, person) {
  const drafts = await resumeDrafts(engine, person);
  return drafts.reduce((sum, { pages }) => sum + pages.filter(({ isRemoved }) => !isRemoved).length, 0);
}

customElements.define('chevet-left-captures', LeftCaptures);
