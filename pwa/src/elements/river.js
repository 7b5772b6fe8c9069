/**
 * The river of days, for one person or for the whole unit: what is looked for, filters as chips, unread marks, one thumb
 * to mark as read; and for a person, what came before the days that the tablet keeps.
 */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { whileIdle } from '../lib/idle.js';
import { UNREAD, filtered, grouped, ordered } from '../lib/reading.js';
import { ANYTHING, asksForMore, search, searchable } from '../lib/search.js';
import { Drawn } from './drawn.js';
import { opens } from './entry.js';
import { drawnFrom, readingOf } from './entry_reading.js';
import { empty, nothingFound } from './empty_river.js';
import { followKeys } from './find_keys.js';
import { readAll } from './marking.js';
import { dayView, daysOf } from './measure.js';
import './older.js';
import { FEW, STEP, placeKept } from './place_kept.js';
import './receipts.js';
import { kindsOf, searchOf } from './river_tools.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./place_kept.js').Place} Place */

/** The next entries are drawn before the thumb is there. */
const AHEAD = '900px';
/** Between two letters nothing more is drawn (ms). */
const PAUSE = 400;

export class River extends Drawn {
  /** @type {{person?: string, unit?: string}} */
  #given = {};
  #isNew = true;
  /** @type {Place} */
  #place = /** @type {any} */ (null);
  /** Marked as read here, and left where they were until the reader moves on. @type {Set<string>} */
  #held = new Set();
  /** @type {string|null} the entry whose readers are shown */
  #readersOf = null;
  /** What takes the focus once it is drawn. */
  #focus = '';
  #giveUp = () => {};
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #pause;
  #deafen = () => {};
  #end = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && this.#more(), { rootMargin: AHEAD });
  /** What comes before the river and scrolls away with it. @type {unknown} */
  lead = nothing;
  /** The same in a line, while something is looked for. @type {unknown} */
  brief = nothing;

  /** One person's days, or a unit's ('' for all). Each place is found as it was left. @param {{person?: string, unit?: string}} given */
  set given(given) {
    const { person, unit } = this.#given;
    if (given.person !== person || given.unit !== unit || !this.#place) {
      this.#leave();
      this.#place = placeKept(this.engine, given.person ?? `unit ${given.unit}`);
      this.#isNew = true;
      this.#prepare(given);
    }
    this.#given = given;
    this.redraw();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#deafen = followKeys(this, { find: () => this.#find(), giveUp: () => this.#giveUpFinding() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#deafen();
    this.#end.disconnect();
    clearTimeout(this.#pause);
    this.#leave();
  }

  #leave() {
    this.#giveUp();
    this.#held.clear();
    this.#readersOf = null;
    if (this.#place) this.#place.top = this.querySelector('.scroll')?.scrollTop ?? 0;
  }

  /** Ahead of the first key: a week of a unit takes longer to fold than a key may take. @param {{person?: string, unit?: string}} given */
  #prepare(given) {
    this.#giveUp = whileIdle(this.#entriesOf(given), searchable);
  }

  /** @param {{person?: string, unit?: string}} given */
  #entriesOf({ person, unit }) {
    return person ? daysOf(this.engine, person) : this.engine.unitEntries(unit || undefined);
  }

  view() {
    const all = this.#entriesOf(this.#given);
    const { kind, asked, shown } = this.#place;
    const unreadFirst = !this.#given.person && this.#place.unreadFirst;
    const found = search(all, asked, this.zone);
    const kept = ordered(filtered(found, kind, this.#held), unreadFirst, this.#held);
    const drawn = kept.slice(0, shown);
    const groups = grouped(drawn, { unreadFirst, held: this.#held, ...this.zone });
    return html`<div class="scroll">
        <div class="column">
          ${searchOf(this.#tools, all, kept.length)} ${asksForMore(asked) ? this.brief : this.lead}
          ${all.length ? kindsOf(this.#tools, found) : empty(this.#given.person)}
          <div class="river">
            ${groups.map((group) => this.#group(group))} ${kept.length || !all.length ? nothing : nothingFound(this.#place, () => this.#change({ kind: 'all', asked: ANYTHING }))}
            ${kept.length > shown
              ? html`<button class="button wide rest" type="button" @click=${this.#more}>Voir la suite (${kept.length - shown})</button>`
              : this.#older(all)}
          </div>
        </div>
      </div>
      ${readAll(this, drawn, this.#given.person)}
      ${this.#readersOf ? html`<chevet-receipts .engine=${this.engine} .entry=${this.#entryOfReaders} @leave=${this.#leaveReaders}></chevet-receipts>` : nothing}`;
  }

  drawn() {
    const rest = this.querySelector('.rest');
    this.#end.disconnect();
    clearTimeout(this.#pause);
    if (rest) this.#pause = setTimeout(() => this.#end.observe(rest), this.#place.shown === FEW ? PAUSE : 0);
    if (this.#isNew) this.querySelector('.scroll')?.scrollTo(0, this.#place.top);
    this.#isNew = false;
    if (this.#focus) /** @type {HTMLElement|null} */ (this.querySelector(this.#focus))?.focus();
    this.#focus = '';
  }

  /** @returns {import('./river_tools.js').Tools} */
  get #tools() {
    return {
      engine: this.engine,
      place: this.#place,
      person: this.#given.person,
      change: (change) => this.#change(change),
      find: () => this.#find(),
      giveUp: () => this.#giveUpFinding(),
    };
  }

  /** @param {{heading: string, entries: Entry[]}} group */
  #group({ heading, entries }) {
    const underDay = heading !== UNREAD;
    const reading = this.#reading(underDay);
    return html`<h2 class="day">${heading}</h2>
      ${repeat(entries, opens, (entry) => guard(drawnFrom(entry, reading), () => dayView(entry, reading)))}`;
  }

  /** @param {boolean} underDay */
  #reading(underDay) {
    const showReaders = (/** @type {Entry} */ entry) => {
      this.#readersOf = opens(entry);
      this.redraw();
    };
    return readingOf(this, { place: this.#place, held: this.#held, person: this.#given.person, underDay, showReaders });
  }

  /** @param {Entry[]} all what the tablet keeps of the person */
  #older(all) {
    const { person } = this.#given;
    if (!person || this.#place.kind !== 'all') return nothing;
    const known = new Set(all.map(({ id, root }) => root ?? id));
    const given = { person, place: this.#place, known, reading: this.#reading(true) };
    return html`<chevet-older .engine=${this.engine} .given=${given}></chevet-older>`;
  }

  #entryOfReaders = () => {
    const all = [...this.#entriesOf(this.#given), ...this.engine.olderEntries(this.#place.older.ids)];
    return all.find((entry) => opens(entry) === this.#readersOf) ?? null;
  };

  #leaveReaders = (/** @type {Event} */ event) => {
    event.stopPropagation();
    this.#readersOf = null;
    this.redraw();
  };

  /** @param {Partial<Place>} change */
  #change(change) {
    if (change.kind) this.#held.clear();
    Object.assign(this.#place, { shown: change.asked ? FEW : STEP }, change);
    this.redraw();
  }

  #more = () => {
    this.#place.shown += STEP;
    this.redraw();
  };

  #find() {
    this.#focus = '.find input';
    this.#change({ isFinding: true });
  }

  /** First what is looked for, then the search itself where it was asked for. */
  #giveUpFinding() {
    if (asksForMore(this.#place.asked)) return this.#change({ asked: ANYTHING });
    if (!this.#given.person) return undefined;
    this.#focus = '.seek';
    return this.#change({ isFinding: false });
  }
}

customElements.define('chevet-river', River);
