/**
 * The bedside as a whole: the doorstep, the wall, or the frame with its panes. It holds where one is, and passes on
 * what elements ask: go, compose, say, lock.
 */
import { html, nothing } from 'lit-html';
import { alarmStrip } from '../elements/alarm.js';
import { Drawn } from '../elements/drawn.js';
import '../elements/header.js';
import { icon } from '../elements/icon.js';
import { places } from '../elements/places.js';
import '../elements/toasts.js';
import './doorstep.js';
import { beyond, bringBeyond, ifHere, isComing, isMissing } from './parts.js';
import './persons.js';
import './wall.js';

/** @typedef {import('../lib/route.js').Route} Route */

const UNIT = 'chevet-unite';
/** Places that fill the page, and those that lie beside the list. @type {Route['name'][]} */
const WIDE = ['transmissions', 'todo', 'review', 'round', 'giving', 'photo', 'share'];
/** @type {Route['name'][]} */
const BESIDE = ['treatment', 'documents', 'wounds', 'sheet'];
/** The list is drawn first. */
const UNHURRIED = 600;

export class Bedside extends Drawn {
  /** @type {Route} */
  #route = { name: 'wall' };
  /** @type {import('./pieces.js').Touched} */
  #touched = {};
  /** @type {'state'|'lost'|'rescue'|'emergency'|null} the sheet about the tablet that is open */
  #about = null;
  /** @type {string|null} the follow-up whose sheet is open */
  #answering = null;
  /** @type {string|null} the person of whom something is being measured */
  #measured = null;
  #arrived = true;
  /** @type {string|null} the person whose page was just left */
  #left = null;
  #said = '';
  /** What nobody needs in the middle of a round. @type {string[]} */
  #held = [];
  /** @type {string|null} the unit shown while none was ever chosen */
  #first = null;
  #problem = '';

  connectedCallback() {
    super.connectedCallback();
    this.engine.addEventListener('change', this.#onChange);
    /** @type {Record<string, (detail: any) => void>} */
    const asked = {
      say: (saying) => this.#toasts?.say(saying),
      unit: (unit) => (localStorage.setItem(UNIT, unit), this.redraw()),
      state: () => ((this.#about = 'state'), this.redraw()),
      lost: () => ((this.#about = 'lost'), this.redraw()),
      rescue: () => ((this.#about = 'rescue'), this.redraw()),
      emergency: () => ((this.#about = 'emergency'), this.redraw()),
      held: () => ((this.#held = []), this.redraw()),
      leave: () => this.#leave(),
      recorded: (tell) => this.#recorded(tell),
      answer: (followUp) => ((this.#answering = followUp), this.redraw()),
      measure: (person) => ((this.#measured = person), this.redraw()),
      answered: (detail) => this.#answered(detail),
    };
    // Other units may still be on their way: once a hand is on the list, it stays the same list.
    this.addEventListener('pointerdown', () => (this.#first ||= this.engine.status === 'unlocked' ? this.#unit : null), { capture: true });
    for (const [name, answer] of Object.entries(asked)) {
      this.addEventListener(name, (event) => answer(/** @type {CustomEvent} */ (event).detail));
    }
  }

  /** What the engine says unasked: over the page while it is open, on the wall once it is locked. @param {CustomEvent} event */
  #onChange = ({ detail: { what, text } }) => {
    if (what === 'status') this.#arrived = true;
    if (what === 'status' && this.engine.status === 'unlocked') setTimeout(() => bringBeyond().then(this.redraw), UNHURRIED);
    if (what === 'status' && this.engine.status === 'locked') this.#forget();
    if (what === 'status' && this.engine.status !== 'locked') this.#said = '';
    if (what !== 'notice') return;
    if (this.engine.inRound) this.#held = [...this.#held, text];
    else if (this.engine.status === 'unlocked') this.#toasts?.say({ text, urgent: true });
    else this.#said = text;
    this.redraw();
  };

  /** Nothing of one reader is left on the wall for the next. */
  #forget() {
    this.#first = null;
    this.#about = null;
    this.#held = [];
    this.#measured = null;
    this.#toasts?.clear();
  }

  /** @param {{route: Route, touched: import('./pieces.js').Touched}} place */
  set place({ route, touched }) {
    this.#arrived ||= placeOf(route) !== placeOf(this.#route);
    this.#left = this.#route.person ?? null;
    // The browser's own "back": the sheet must give the focus back before it is taken away.
    if (route.name !== 'compose') /** @type {import('../elements/sheet.js').Sheet|null} */ (this.querySelector('chevet-composer, chevet-answer, chevet-measure'))?.shut();
    this.#route = route;
    this.#touched = touched;
    this.#release(route);
    this.#about = null;
    this.#answering = null;
    this.#measured = null;
    this.redraw();
  }

  /** Out of the round, what was held back is said. @param {Route} route */
  #release({ round }) {
    if (round) return;
    for (const text of this.#held) this.#toasts?.say({ text, urgent: true });
    this.#held = [];
  }

  /** What kept the tablet from starting. @param {string} text */
  set problem(text) {
    this.#problem = text;
    this.redraw();
  }

  view() {
    const isLost = this.#about === 'lost' && this.engine.lost !== null;
    return html`${this.#page()}<chevet-toasts .engine=${this.engine}></chevet-toasts>
      ${isLost ? beyond(this, 'lost') : nothing} ${this.#about === 'rescue' ? beyond(this, 'rescue') : nothing}`;
  }

  #page() {
    const { status } = this.engine;
    if (status === 'unlocked') return this.#frame();
    if (status === 'locked' || status === 'unlocking') return html`<chevet-wall .engine=${this.engine} .said=${this.#said}></chevet-wall>`;
    return html`<chevet-doorstep .engine=${this.engine} .problem=${this.#problem}></chevet-doorstep>`;
  }

  #frame() {
    if (this.engine.charter && !isMissing) return beyond(this, 'charter');
    const { name, person = this.#touched.person, round } = this.#route;
    const place = { unit: this.#unit, held: this.#held, person: person ?? '' };
    const wide = round ? 'round' : WIDE.includes(name) ? name : null;
    const isOwn = BESIDE.includes(name) || name === 'photo';
    const showing = wide ? 'river' : person ? 'person' : 'list';
    const given = { back: isOwn && this.engine.person(person ?? '') ? `/personnes/${person}` : person || round || ['giving', 'share'].includes(name) ? '/personnes' : null, unit: this.#unit };
    return html`<div class="frame">
        <chevet-header .engine=${this.engine} .given=${given}></chevet-header>
        ${ifHere('chevet-disagreements', () => html`<chevet-disagreements .engine=${this.engine}></chevet-disagreements>`)}
        ${showing === 'person' || round || name === 'giving' ? alarmStrip(this, this.engine.alarms().filter((alarm) => alarm.person !== person)) : this.#keyNews()}
        <main class="panes" data-showing=${showing}>${wide ? beyond(this, /** @type {'photo'} */ (wide), place) : this.#listAndPerson(place)}</main>
        ${places(this.engine, this.#route, this.#unit)}
      </div>
      ${name === 'compose' ? beyond(this, 'composer', { person: person ?? '', ...this.#touched }) : nothing}
      ${this.#answering ? beyond(this, 'answer', this.#answering) : nothing} ${this.#measured ? beyond(this, 'measure', this.#measured) : nothing} ${this.#about === 'state' ? beyond(this, 'state') : nothing}
      ${this.#about === 'emergency' ? beyond(this, 'emergency') : nothing}`;
  }

  /** Somebody's keys changed: they say, at the office's page, whether it was them. */
  #keyNews() {
    if (!this.engine.keyNotices) return nothing;
    return html`<div class="notice attention key-news" role="note">
      ${icon('key-round')}
      <p>Du nouveau sur vos clés d’accès. Dites si c’est bien vous.</p>
      <div class="buttons"><a class="button" href="/bureau/mes-cles" @click=${() => this.engine.toOffice()}>Voir</a></div>
    </div>`;
  }

  /** @param {import('./pieces.js').Place} place */
  #listAndPerson(place) {
    const { name, person = null } = this.#route;
    const given = { unit: this.#unit, chosen: person, composing: name === 'choose' };
    return html`<chevet-persons class="pane list" .engine=${this.engine} .given=${given}></chevet-persons>
      ${person ? beyond(this, BESIDE.includes(name) ? /** @type {'treatment'} */ (name) : 'person', place) : html`<div class="pane detail">${nobody()}</div>`}`;
  }

  /** The unit last chosen on this tablet, if one may still see it; else the first. '' is all of them. */
  get #unit() {
    const units = this.engine.units();
    const kept = localStorage.getItem(UNIT) ?? this.#first;
    if (kept === '' && units.length > 1) return '';
    return units.find(({ id }) => id === kept)?.id ?? units[0]?.id ?? '';
  }

  get #toasts() {
    return /** @type {import('../elements/toasts.js').Toasts|null} */ (this.querySelector('chevet-toasts'));
  }

  #leave() {
    if (this.#about || this.#answering || this.#measured) {
      this.#about = null;
      this.#answering = null;
      this.#measured = null;
      this.redraw();
      return;
    }
    this.send('back', this.#route.round ? '/tour' : `/personnes/${this.#route.person}`);
  }

  /** @param {import('./recorded.js').Telling} tell */
  #recorded(tell) {
    this.#leave();
    tell(this, (saying) => this.#toasts?.say(saying));
  }

  /** What was closed leaves its row: the page's heading takes the focus. @param {{text: string, undo: () => Promise<unknown>}} answered */
  #answered({ text, undo }) {
    this.#leave();
    this.#arrived = true;
    this.#toasts?.say({ text, action: { label: 'Annuler', run: () => this.attempt(undo) } });
  }

  /** After a change of place the heading takes the focus, or the row one came from: the keyboard and the voice begin there. */
  drawn() {
    if (!this.#arrived || this.#route.name === 'compose' || isComing(this)) return;
    this.#arrived = false;
    const row = this.#route.name === 'persons' && this.#left ? `, .row[href="/personnes/${this.#left}"]` : '';
    queueMicrotask(() => {
      const places = [...this.querySelectorAll(`[data-focus]${row}`)].filter((place) => place.getClientRects().length > 0);
      /** @type {HTMLElement|undefined} */ (places.at(-1))?.focus({ preventScroll: true });
    });
  }
}

/** A sheet over a page is not another place: closing it gives the focus back by itself. @param {Route} route */
const placeOf = ({ name, person, round }) => `${round ? 'round' : name === 'compose' ? 'person' : name} ${person ?? ''}`;

const nobody = () => html`<div class="empty">
  ${icon('users')}
  <h2>Choisissez une personne</h2>
  <p>Une personne, une cible, Enregistrer : trois gestes pour noter ce que l’équipe doit savoir.</p>
</div>`;

customElements.define('chevet-bedside', Bedside);
