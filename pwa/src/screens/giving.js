/**
 * The medication round (« Tournée »): a unit at one moment, one person at a time in walking order, each dose told with one
 * tap where it is plainly right. Nothing is recorded by going by. Its place is kept, sealed, for its author; a lock, a
 * colleague, a reload come back to the same person and dose. What others gave on this tablet is there, sent or not.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { readyToScan } from '../elements/scanning.js';
import { begun, byPerson, isUnderWay, KEY, momentWords, nextLeft, placeOf } from '../lib/giving.js';
import { capitalised } from '../lib/said.js';
import { listen } from '../lib/wedge.js';
import { ageLine } from './giving/age.js';
import { beginning } from './giving/beginning.js';
import { onward, once, stepped, toDose } from './giving/focus.js';
import { foot } from './giving/foot.js';
import { Hand } from './giving/hand.js';
import { doses, head } from './giving/one.js';
import { hersOf, momentsIn, walkOf } from './giving/reading.js';
import { Scans } from './giving/scans.js';
import { summary } from './giving/summary.js';
import { isLeft, walk } from './giving/walk.js';

/**
 * @typedef {import('../lib/giving.js').Giving} Giving
 * @typedef {import('../lib/giving.js').Moment} Moment
 * @typedef {import('./giving/reading.js').Walked} Walked
 * @typedef {import('./giving/reading.js').Hers} Hers
 */

export class GivingScreen extends Drawn {
  #unit = '';
  #isFilled = false;
  /** On a phone the list takes the place of the person. */
  #isListing = false;
  #isSummed = false;
  #said = '';
  /** The line whose box was just read: its card comes into sight. @type {string|null} */
  #toward = null;
  #hand = new Hand(this);
  /** What is on the screen, as last drawn. @type {{moment: Moment, persons: Walked[], hers: Hers|null}|null} */
  #drawn = null;
  #stopListening = () => {};
  /** What was just told is said above the keys, never over them. */
  #size = new ResizeObserver(([{ target }]) => {
    const { top, height } = target.getBoundingClientRect();
    const under = height ? Math.round(innerHeight - top) : 0;
    document.documentElement.style.setProperty('--under-toast', `${Math.min(under, innerHeight / 2)}px`);
  });
  #scans = new Scans(this, {
    shown: () => this.#drawn?.hers?.person.id ?? null,
    known: () => [this.#drawn?.hers?.person.id ?? ''].find((id) => this.#hand.knows(id)) ?? null,
    inRound: () => (this.#drawn ? new Set(this.#drawn.moment.doses.map(({ id }) => id)) : null),
    meet: (person) => this.#meet(person),
    go: (person) => this.#goScanned(person),
    read: (verdict, scan) => this.#read(verdict, scan),
    asNeeded: (line) => this.#asNeeded(line),
  });

  /** The unit on the list, where none was begun. @param {string} unit */
  set unit(unit) {
    this.#unit = unit;
    this.redraw();
  }

  connectedCallback() {
    super.connectedCallback();
    this.engine.inRound = true;
    this.addEventListener('click', once, { capture: true });
    this.#stopListening = listen(document, (scan) => void this.#scans.take(scan));
    void readyToScan();
    void this.engine.filled.then(() => {
      this.#isFilled = true;
      const giving = this.#giving;
      if (giving?.paused) void this.attempt(() => this.engine.saveDraft(KEY, { ...giving, paused: false }));
      if (!this.#drawn) this.redraw();
    });
  }

  /** Going elsewhere is a pause; a lock is not. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopListening();
    this.#size.disconnect();
    document.documentElement.style.removeProperty('--under-toast');
    this.engine.inRound = false;
    const giving = this.engine.me && this.#giving;
    if (giving && !giving.paused) void this.engine.saveDraft(KEY, { ...giving, paused: true }).catch(() => {});
  }

  /** @param {string} what */
  hears(what) {
    return ['rows', 'status', 'freshness'].includes(what);
  }

  /** @returns {Giving|null} */
  get #giving() {
    const giving = this.engine.draft(KEY);
    return isUnderWay(giving, new Date()) ? giving : null;
  }

  view() {
    const giving = this.#giving;
    if (!giving) return this.#isFilled ? this.#beginning() : html`<p class="unseen" role="status">Ouverture de la tournée</p>`;
    const now = new Date();
    const moment = momentsIn(this, giving.unit, now).find(({ key }) => key === giving.moment);
    const persons = moment ? walkOf(this, giving.unit, moment, now) : [];
    if (!moment || persons.length === 0) return this.#beginning();
    const place = placeOf(giving, persons);
    const hers = hersOf(this, persons[place], byPerson(moment).get(persons[place].id) ?? [], now);
    this.#drawn = { moment, persons, hers };
    const title = capitalised(momentWords(moment, { now, ...this.zone }));
    if (this.#isSummed) return summary({ title, persons, go: this.#go, back: this.#back, end: this.#end });
    const around = { host: this, hand: this.#hand, hers, moment: title };
    return html`<div class="round giving" data-listing=${this.#isListing} @keydown=${(/** @type {KeyboardEvent} */ event) => stepped(this, event)} @focusin=${this.#onFocus}>
      <aside class="round-walk" aria-label="Ordre de la tournée">${walk(persons, hers.person.id, this.#go)}<button class="button wide" type="button" @click=${this.#sum}>${icon('list-checks')}Ce qui reste et pourquoi</button></aside>
      <section class="round-one" aria-label="Personne">
        ${this.#bar(title, persons, place)} ${ageLine(this, moment.doses)} ${this.#scans.view(`Étiquette ou boîte de ${hers.person.displayName}`)}
        ${head(around)}
        <div class="scroll">${doses(around)}</div>
        ${foot(this.#hand, hers, { next: this.#next, scan: this.#scans.turn, isScanning: this.#scans.isOpen, nextWords: nextLeft(persons, place, isLeft) ? 'Suivant' : 'Finir' })}
      </section>
    </div>
    ${this.#hand.view()}`;
  }

  /** @param {string} title @param {Walked[]} persons @param {number} place */
  #bar(title, persons, place) {
    const left = persons.filter(isLeft).length;
    return html`<div class="round-bar">
      <button class="button plain round-where" type="button" aria-expanded=${this.#isListing} @click=${this.#list}>
        <b>${/demain|hier/.test(title) ? title : title.split(',')[0]}</b><span>${left ? `reste ${left} sur ${persons.length}` : 'tout est noté'}<span class="unseen">, ${place + 1}e personne sur ${persons.length}</span></span>${icon('chevron-down')}
      </button>
      <button class="button" type="button" @click=${this.#pause}>Pause</button>
      <progress max=${persons.length} value=${persons.length - left} aria-label="Avancée de la tournée"></progress>
    </div>`;
  }

  #beginning() {
    this.#drawn = null;
    return beginning(this, { unit: this.#unit, age: ageLine(this, []), begin: this.#begin });
  }

  #begin = (/** @type {Moment} */ moment, /** @type {Walked[]} */ persons) => {
    const first = persons.find(isLeft) ?? persons[0];
    this.#isSummed = false;
    this.#keep(begun(this.#unit, moment.key, first?.id ?? '', new Date()));
  };

  /** @param {Giving|null} giving */
  #keep(giving) {
    void this.attempt(() => this.engine.saveDraft(KEY, giving));
    this.redraw();
  }

  #go = (/** @type {string} */ id) => {
    const giving = this.#giving;
    if (!giving) return;
    this.#isListing = this.#isSummed = false;
    if (giving.at !== id) this.#hand.letGo();
    this.#scans.close();
    this.#keep({ ...giving, at: id, dose: null, paused: false });
  };

  #next = () => {
    const { persons = [], hers } = this.#drawn ?? {};
    const following = nextLeft(persons, persons.findIndex(({ id }) => id === hers?.person.id), isLeft);
    if (following) this.#go(following.id);
    else this.#sum();
  };

  /** Her label was read. @param {string} person */
  #meet(person) {
    if (this.#goScanned(person)) this.#hand.identify(person, 'label');
  }

  /** To whoever a label or a box is of, unless this moment owes her nothing: then nobody else comes up in her place. @param {string} person */
  #goScanned(person) {
    const isWalked = this.#drawn?.persons.some(({ id }) => id === person) ?? false;
    if (!isWalked) this.send('say', { text: `${this.engine.person(person)?.displayName ?? 'Cette personne'} : rien à donner à ce moment`, urgent: true });
    else if (person !== this.#drawn?.hers?.person.id) this.#go(person);
    return isWalked;
  }

  /** What is right is kept until its gesture. @param {import('../lib/verdicts.js').Verdict} verdict @param {import('../lib/giving_body.js').Scan} scan */
  #read({ line, container, person }, scan) {
    if (scan.how === 'box' && line) this.#hand.scanned(line, scan);
    const held = this.engine.rowsOf('container', person ?? '').find(({ id }) => id === container);
    for (const { items } of held?.slots ?? []) for (const { dose, left } of items) if (dose && !left) this.#hand.scanned(dose, scan);
    this.#toward = scan.how === 'box' ? line : null;
    this.redraw();
  }

  /** @param {string} id of the line */
  #asNeeded(id) {
    const hers = this.#drawn?.hers;
    const line = hers?.lines.find((one) => one.id === id);
    if (hers && line) this.#hand.ask({ hers, items: [{ dose: null, line }], mode: 'give' });
  }

  #list = () => {
    this.#isListing = !this.#isListing;
    this.redraw();
  };

  #sum = () => {
    this.#isSummed = true;
    this.#isListing = false;
    this.#scans.close();
    this.redraw();
  };

  #back = () => {
    this.#isSummed = false;
    this.redraw();
  };

  #pause = () => this.send('go', '/personnes');

  /** Over; ten seconds to think again. */
  #end = () => {
    const giving = this.#giving;
    // What outlives this screen: thinking again is asked of the page.
    const page = /** @type {Drawn} */ (this.closest('chevet-bedside'));
    this.#keep(null);
    const undo = async () => {
      await this.engine.saveDraft(KEY, giving);
      page.send('go', '/tournee');
    };
    page.send('go', '/personnes');
    page.send('say', { text: 'Tournée terminée', action: { label: 'Annuler', run: () => page.attempt(undo) } });
  };

  /** Whoever comes next is read from the top, and said aloud; the focus stays on the way of the hand. */
  drawn() {
    const keys = this.querySelector('.giving-foot, .round-foot');
    this.#size.disconnect();
    if (keys) this.#size.observe(keys);
    const shown = this.#isSummed ? 'summary' : (this.#giving?.at ?? '');
    if (shown === this.#said) return this.#follow();
    const isFirst = this.#said === '';
    this.#said = shown;
    this.querySelector('.round-one .scroll')?.scrollTo({ top: 0 });
    this.querySelector('.walk-row[aria-current]')?.scrollIntoView({ block: 'nearest' });
    const { dose } = this.#giving ?? {};
    if (isFirst && dose) toDose(this, dose);
    if (!isFirst) /** @type {HTMLElement|null} */ (this.querySelector('[data-focus]'))?.focus({ preventScroll: true });
    if (this.engine.person(shown)) void this.attempt(() => this.engine.record('person.open', { person: shown, body: {} }));
  }

  /** Where the hand is, so that one comes back to the same dose. @param {Event} event */
  #onFocus = ({ target }) => {
    const dose = /** @type {Element} */ (target).closest('.giving-card')?.getAttribute('data-dose') ?? null;
    const giving = this.#giving;
    if (dose && giving && giving.dose !== dose) void this.attempt(() => this.engine.saveDraft(KEY, { ...giving, dose }));
  };

  /** A button that was touched is gone with its dose: the next one takes the focus, so that the keyboard goes on. */
  #follow() {
    const dose = this.#toward && this.#drawn?.hers?.doses.find(({ line, status }) => line?.id === this.#toward && status !== 'done')?.dose.id;
    this.#toward = null;
    if (dose) return toDose(this, dose);
    if (!this.#hand.isAsking && !this.#isListing) onward(this);
  }
}

customElements.define('chevet-giving', GivingScreen);
