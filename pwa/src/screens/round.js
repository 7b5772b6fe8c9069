/**
 * Un tour: the persons of a unit one at a time, in walking order, with what is open for each and the cibles at the thumb.
 * Nothing is recorded by going by: only a gesture writes. Its place is kept, sealed, for its author; locking, another
 * colleague, a reload all come back to the same person.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { begun, placeOf } from '../lib/round.js';
import { goneOn, goneTo, leftOf } from '../lib/round_steps.js';
import { walk } from './round/list.js';
import { notedIn } from './round/noted.js';
import { onePerson, roundKeys } from './round/one.js';
import { summary } from './round/summary.js';

/** @typedef {import('../elements/shapes.js').Person} Person */
/** @typedef {import('../lib/round.js').Round} Round */

export class RoundScreen extends Drawn {
  #unit = '';
  /** @type {string[]} */
  #held = [];
  #isFilled = false;
  /** On a phone the list takes the place of the person. */
  #isListing = false;
  #isSummed = false;
  #said = '';
  /** What was just saved is said above the keys, never over them. */
  #size = new ResizeObserver(([{ target }]) => {
    const under = Math.round(innerHeight - target.getBoundingClientRect().top);
    document.documentElement.style.setProperty('--under-toast', `${Math.min(under, innerHeight / 2)}px`);
  });

  /** The unit on the list, where none was begun; and what was held back meanwhile. @param {{unit: string, held: string[]}} given */
  set given({ unit, held }) {
    this.#unit = unit;
    this.#held = held;
    this.redraw();
  }

  connectedCallback() {
    super.connectedCallback();
    this.engine.inRound = true;
    void this.engine.filled.then(() => {
      this.#isFilled = true;
      const round = this.engine.round();
      if (round?.paused) this.#keep({ ...round, paused: false });
      this.redraw();
    });
  }

  /** Going elsewhere is a pause; a lock is not. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
    document.documentElement.style.removeProperty('--under-toast');
    this.engine.inRound = false;
    const round = this.engine.me && this.engine.round();
    if (round && !round.paused) void this.engine.keepRound({ ...round, paused: true });
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  view() {
    const round = this.engine.round();
    if (!round) return this.#isFilled ? this.#beginning() : html`<p class="unseen" role="status">Ouverture du tour</p>`;
    const persons = this.engine.persons(round.unit || undefined);
    if (persons.length === 0) return this.#beginning();
    const noted = notedIn(this.engine, round, persons);
    if (this.#isSummed) return summary(this, { round, persons, noted, held: this.#held, back: this.#back, end: this.#end, see: this.#see });
    const place = placeOf(round, persons);
    const left = leftOf(round, persons, new Set(noted.keys()));
    return html`<div class="round" data-listing=${this.#isListing}>
      <aside class="round-walk" aria-label="Ordre du tour">${walk(this, { round, persons, noted, place, go: this.#go })}</aside>
      <section class="round-one" aria-label="Personne">
        ${this.#bar(place, persons.length, left)}
        <div class="scroll">${onePerson(this, persons[place], noted.get(persons[place].id) ?? [])}</div>
        ${roundKeys(this, persons[place])} ${this.#foot(place, persons)}
      </section>
    </div>`;
  }

  /** @param {number} place @param {number} count @param {number} left */
  #bar(place, count, left) {
    return html`<div class="round-bar">
      <button class="button plain round-where" type="button" aria-expanded=${this.#isListing} @click=${this.#list}>
        <b>${place + 1} sur ${count}</b><span>${left ? `reste ${left}` : 'tout le monde est vu'}</span>${icon('chevron-down')}
      </button>
      ${this.#held.length ? html`<button class="button round-held" type="button" @click=${this.#sum}>${icon('message-square-text')}${this.#held.length}<span class="unseen"> messages gardés pour la fin</span></button>` : nothing}
      <button class="button" type="button" @click=${this.#pause}>Pause</button>
      <progress max=${count} value=${count - left} aria-label="Avancée du tour"></progress>
    </div>`;
  }

  /** @param {number} place @param {Person[]} persons */
  #foot(place, persons) {
    const isLast = place === persons.length - 1;
    return html`<footer class="round-foot">
      <button class="button big" type="button" ?disabled=${place === 0} @click=${() => this.#go(persons[place - 1].id)}>${icon('chevron-left')}Précédent</button>
      <button class="button primary big" type="button" @click=${this.#next}>${isLast ? 'Finir' : 'Suivant'}${icon('chevron-right')}</button>
    </footer>`;
  }

  #beginning() {
    const persons = this.engine.persons(this.#unit || undefined);
    const begin = () => this.#keep(begun(this.#unit, persons, new Date()));
    return html`<div class="empty">
      ${icon('footprints')}
      <h1 tabindex="-1" data-focus>${persons.length ? 'Commencer un tour' : 'Personne dans cette unité'}</h1>
      <p>Une personne à la fois, dans l’ordre des chambres : ce qui est à faire pour elle, ce qu’il faut savoir, de quoi noter. Rien n’est écrit sans un geste de vous.</p>
      ${persons.length ? html`<button class="button primary big" type="button" @click=${begin}>Commencer : ${persons.length} ${persons.length > 1 ? 'personnes' : 'personne'}</button>` : nothing}
    </div>`;
  }

  /** @param {Round|null} round */
  #keep(round) {
    void this.attempt(() => this.engine.keepRound(round));
    this.redraw();
  }

  #round() {
    return /** @type {Round} */ (this.engine.round());
  }

  #go = (/** @type {string} */ id) => {
    this.#isListing = false;
    this.#isSummed = false;
    this.#keep(goneTo(this.#round(), id));
  };

  #next = () => {
    const before = this.#round();
    const { round, isLast } = goneOn(before, this.engine.persons(before.unit || undefined));
    this.#isSummed = isLast;
    this.#keep(round);
  };

  #list = () => {
    this.#isListing = !this.#isListing;
    this.redraw();
  };

  #sum = () => {
    this.#isSummed = true;
    this.redraw();
  };

  #back = () => {
    this.#isSummed = false;
    this.redraw();
  };

  #see = () => {
    this.#held = [];
    this.send('held', null);
  };

  #pause = () => this.send('go', '/personnes');

  /** Over; ten seconds to think again. */
  #end = () => {
    const round = this.#round();
    // What outlives this screen: thinking again is asked of the page.
    const page = /** @type {Drawn} */ (this.closest('chevet-bedside'));
    this.#keep(null);
    const undo = async () => {
      await this.engine.keepRound(round);
      page.send('go', '/tour');
    };
    page.send('go', '/personnes');
    page.send('say', { text: 'Tour terminé', action: { label: 'Annuler', run: () => page.attempt(undo) } });
  };

  /** Whoever comes next is read from the top, and said aloud. */
  drawn() {
    const foot = this.querySelector('.round-keys') ?? this.querySelector('.round-foot');
    this.#size.disconnect();
    if (foot) this.#size.observe(foot);
    const shown = this.#isSummed ? 'summary' : (this.engine.round()?.at ?? '');
    if (shown === this.#said) return;
    const isFirst = this.#said === '';
    this.#said = shown;
    const heading = /** @type {HTMLElement|null} */ (this.querySelector('[data-focus]'));
    this.querySelector('.round-one .scroll')?.scrollTo({ top: 0 });
    if (!isFirst) heading?.focus({ preventScroll: true });
    if (this.engine.person(shown)) void this.attempt(() => this.engine.record('person.open', { person: shown, body: {} }));
  }
}

customElements.define('chevet-round', RoundScreen);
