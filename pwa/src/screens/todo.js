/**
 * À faire: what remains to be done for the persons of the unit, for everyone or for the reader alone. Late first, then by
 * the hour; what was done lately last. Each opens the sheet that closes it.
 */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from '../elements/drawn.js';
import { followUpRow } from '../elements/follow_up.js';
import { icon } from '../elements/icon.js';
import { matches } from '../lib/fold.js';
import { answerOf, isFor, listed, titleOf } from '../lib/follow_ups.js';
import { thisMinute } from '../lib/time_words.js';

/** @typedef {import('../elements/shapes.js').FollowUp} FollowUp */

/** A shorter list is read faster than it is searched. */
const WORTH_SEARCHING = 8;

export class Todo extends Drawn {
  #unit = '';
  #search = '';
  #onlyMine = false;

  /** '' for all units. @param {string} unit */
  set unit(unit) {
    this.#unit = unit;
    this.redraw();
  }

  view() {
    const all = this.engine.followUps(this.#unit || undefined);
    const mine = all.filter((one) => this.#isMine(one));
    const kept = (this.#onlyMine ? mine : all).filter((one) => this.#isFound(one));
    const groups = listed(kept, this.zone);
    return html`<div class="scroll">
        <div class="column">
          <h1 class="river-head" tabindex="-1" data-focus>À faire</h1>
          ${all.length || this.#search ? this.#tools(all, mine) : nothing} ${kept.some(({ closed }) => !closed) ? nothing : this.#empty()}
          <div class="todo" @keydown=${this.#onKey}>${groups.map((group) => this.#group(group))}</div>
        </div>
      </div>`;
  }

  /** @param {FollowUp} one */
  #isMine(one) {
    return this.engine.me !== null && isFor(one, this.engine.me);
  }

  /** @param {FollowUp} one */
  #isFound(one) {
    if (!this.#search) return true;
    const person = this.engine.person(one.person);
    return matches(`${person?.displayName} ${person?.family_name} ${person?.room ?? ''} ${titleOf(one)} ${one.label ?? ''} ${one.authorName} ${answerOf(one)}`, this.#search);
  }

  /** @param {FollowUp[]} all @param {FollowUp[]} mine */
  #tools(all, mine) {
    const open = (/** @type {FollowUp[]} */ some) => some.filter(({ closed }) => !closed).length;
    const chip = (/** @type {boolean} */ onlyMine, /** @type {string} */ word, /** @type {number} */ count) => html`<button
      class="chip"
      type="button"
      aria-pressed=${this.#onlyMine === onlyMine}
      @click=${() => this.#show(onlyMine)}
    >
      ${word} <span class="count">${count}</span>
    </button>`;
    return html`${all.length > WORTH_SEARCHING ? this.#searchField() : nothing}
      <div class="filters" role="group" aria-label="Pour qui">${chip(false, 'Toute l’équipe', open(all))} ${chip(true, 'Pour moi', open(mine))}</div>`;
  }

  #searchField() {
    return html`<div class="list-tools" role="search">
      <label class="search">
        <span class="unseen">Chercher dans ce qui est à faire</span>${icon('search')}
        <input class="field" type="search" autocomplete="off" placeholder="Nom, chambre, cible" .value=${this.#search} @input=${this.#onSearch} />
      </label>
    </div>`;
  }

  /** @param {{heading: string, followUps: FollowUp[]}} group */
  #group({ heading, followUps }) {
    const units = new Map(this.engine.units().map(({ id, name }) => [id, name]));
    const unitOf = (/** @type {FollowUp} */ { person }) => (this.#unit || units.size < 2 ? '' : (units.get(this.engine.person(person)?.unit ?? '') ?? ''));
    return html`<h2 class="group">${heading}</h2>
      <ul class="rows">
        ${repeat(followUps, ({ id }) => id, (one) => {
          const unit = unitOf(one);
          const drawnFrom = [one, unit, this.engine.person(one.person), this.engine.me?.id, this.zone.timeZone, thisMinute()];
          return html`<li>${guard(drawnFrom, () => followUpRow(this, one, unit))}</li>`;
        })}
      </ul>`;
  }

  #empty() {
    if (this.#search) return empty('search', 'Rien ne correspond', 'Essayez le début du nom, la chambre ou la cible.');
    if (this.#onlyMine) {
      return empty('list-checks', 'Rien pour vous en particulier', 'Ce qui est demandé à votre métier, ou par vous, apparaît ici.', html`<button
        class="button plain"
        type="button"
        @click=${() => this.#show(false)}
      >
        Voir toute l’équipe
      </button>`);
    }
    if (!this.engine.freshness.asOf) return empty('cloud-off', 'La liste arrive', 'Cette tablette n’a pas encore tout reçu du serveur.');
    return empty('list-checks', 'Rien à faire pour l’instant', 'Un « Résultat attendu », demandé en notant une transmission, vient ici à son heure, pour toute l’équipe.');
  }

  /** @param {boolean} onlyMine */
  #show(onlyMine) {
    this.#onlyMine = onlyMine;
    this.redraw();
  }

  #onSearch = (/** @type {Event} */ { target }) => {
    this.#search = /** @type {HTMLInputElement} */ (target).value;
    this.redraw();
  };

  /** Up and down go from one to the next, over the headings. */
  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const tasks = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.task')]);
    const next = tasks[tasks.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
}

/** @param {import('../elements/icon.js').IconName} name @param {string} title @param {string} words @param {unknown} [more] */
const empty = (name, title, words, more = nothing) => html`<div class="empty">
  ${icon(name)}
  <h2>${title}</h2>
  <p>${words}</p>
  ${more}
</div>`;

customElements.define('chevet-todo', Todo);
