/**
 * The treatment of one person, to be read before giving: what stops, what changed, what is due by moment, what may be
 * given if needed, and the lines that have nothing due today. Drawn from the tablet, network or not.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { graveCautions, otherCautions } from '../elements/cautions.js';
import { doseCard, lineCard } from '../elements/dose.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { changesFor, personTabs } from '../elements/person_tabs.js';
import { changesSection } from '../elements/treatment_changes.js';
import { dueWords, moment } from '../lib/due.js';
import { capitalised } from '../lib/said.js';
import { dataWords } from '../lib/state_words.js';
import { isOld, listed, moments, nextDose, pauseOf } from '../lib/treatment.js';
import { unbroken } from '../lib/unbroken.js';
import './box_check.js';
import { GivingHere } from './giving/in_treatment.js';
import { head } from './person.js';

/** @typedef {import('../lib/treatment.js').Line} Line */
/** @typedef {import('../lib/treatment.js').Dose} Dose */
/** @typedef {import('../lib/treatment.js').Moment} Moment */
/** @typedef {import('../elements/dose.js').Reading} Reading */
/** @typedef {import('../elements/dose.js').Told} Told */

const HOUR = 3_600_000;

export class TreatmentScreen extends Drawn {
  #person = '';
  #here = new GivingHere(this);

  /** @param {string} id */
  set person(id) {
    this.#person = id;
    this.redraw();
    if (this.engine.person(id)) this.attempt(() => this.engine.record('person.open', { person: id, body: {} }));
  }

  view() {
    const person = this.engine.person(this.#person);
    if (!person) return gone();
    const lines = /** @type {Line[]} */ (this.engine.rowsOf('line', person.id));
    this.#here.look(person, new Date());
    return html`${head(person)} ${personTabs(this, person.id, 'treatment')}
      <div class="scroll">
        <div class="column treatment">${this.#age()} ${lines.length ? html`<chevet-box-check .engine=${this.engine} .person=${person.id}></chevet-box-check>` : nothing} ${lines.length ? this.#treatment(person.id, lines) : this.#empty()}</div>
      </div>
      ${this.#here.view()}`;
  }

  /** How old what is shown is: past twelve hours it may well have changed. */
  #age() {
    const { freshness } = this.engine;
    const isStale = isOld(freshness.asOf, new Date());
    return html`<p class="age tag ${isStale ? 'attention strong' : ''}" role=${isStale ? 'note' : nothing}>
      ${icon(isStale ? 'triangle-alert' : freshness.online ? 'clock' : 'cloud-off')}
      <span>${capitalised(`${freshness.online ? '' : 'hors ligne, '}${dataWords(freshness, this.zone)}`)}${isStale ? ' : le traitement a pu changer, vérifiez auprès de l’infirmière' : ''}</span>
    </p>`;
  }

  /** @param {string} person @param {Line[]} lines */
  #treatment(person, lines) {
    const now = new Date();
    const doses = /** @type {Dose[]} */ (this.engine.rowsOf('dose', person));
    const caution = this.engine.rowsOf('caution', person)[0] ?? null;
    const news = changesFor(this.engine, person, now);
    const reading = { caution, changed: new Set(news.filter(({ isSeen }) => !isSeen).map(({ line }) => line.id)) };
    const due = moments(doses, lines, { now, ...this.zone });
    const shown = [...due.earlier, ...(due.hand ? [due.hand] : []), ...due.later];
    const others = listed(lines, new Set(shown.flatMap(({ doses: some }) => some.map(({ line }) => line))), now);
    return html`${graveCautions(this, caution)} ${changesSection(this, person, news)} ${this.#moments(due, reading)}
      ${this.#lines('Si besoin', others.asNeeded, (line) => ({ ...reading, more: asNeeded(line), tags: left(line, this.#here.allowed(line)) }), (line) => this.#here.asNeeded(line))}
      ${this.#lines('Pas aujourd’hui', others.otherDays, (line) => ({ ...reading, more: this.#next(doses, line, now) }))}
      ${this.#lines('Suspendu', others.suspended, (line) => ({ ...reading, more: this.#pause(line, now), tags: suspended }))}
      ${this.#lines('À venir', others.coming, (line) => ({ ...reading, more: [['Début', capitalised(moment(new Date(line.starts_at), this.zone))]] }))}
      ${this.#lines('Arrêté récemment', others.over, (line) => ({ caution: null, more: [['Fin', line.ends_at ? capitalised(moment(new Date(line.ends_at), this.zone)) : '']], tags: stopped }))}
      ${otherCautions(this, caution)}`;
  }

  /** @param {{earlier: Moment[], hand: Moment|null, later: Moment[]}} due @param {Reading} reading */
  #moments({ earlier, hand, later }, reading) {
    const count = earlier.reduce((sum, { doses }) => sum + doses.length, 0);
    return html`${count
        ? html`<details class="fold" ?open=${!hand}>
            <summary>${icon('history')}<span>Plus tôt aujourd’hui (${count} ${count > 1 ? 'prises' : 'prise'})</span>${icon('chevron-down')}</summary>
            ${earlier.map((one) => this.#moment(one, reading, false))}
          </details>`
        : nothing}
      ${hand ? this.#moment(hand, reading, true) : html`<p class="none quiet">Plus aucune prise prévue aujourd’hui.</p>`} ${later.map((one) => this.#moment(one, reading, false))}`;
  }

  /** @param {Moment} one @param {Reading} reading @param {boolean} isAtHand */
  #moment({ key, heading, at, doses }, reading, isAtHand) {
    const isToCome = !isAtHand && at.getTime() > Date.now();
    return html`<section class="moment-of-day ${isAtHand ? 'at-hand' : ''}" data-moment=${key}>
      <h2>${capitalised(heading)}${isAtHand ? html` <small>${this.#nearness(at)}</small>` : nothing}</h2>
      ${repeat(doses, ({ id }) => id, (dose) => html`${doseCard(this, dose, { ...reading, tags: this.#here.tag(dose.id) })}${isToCome ? nothing : this.#here.keys(dose.id)}`)}
    </section>`;
  }

  /** @param {Date} at */
  #nearness(at) {
    const ahead = at.getTime() - Date.now();
    return ahead <= 0 ? 'maintenant' : ahead < HOUR ? dueWords(at, this.zone) : 'prochain moment';
  }

  /** @param {string} title @param {Line[]} lines @param {(line: Line) => Reading} readingOf @param {(line: Line) => unknown} [keys] */
  #lines(title, lines, readingOf, keys = () => nothing) {
    if (lines.length === 0) return nothing;
    return html`<section class="moment-of-day">
      <h2>${title}</h2>
      ${repeat(lines, ({ id }) => id, (line) => html`${lineCard(this, line, readingOf(line))}${keys(line)}`)}
    </section>`;
  }

  /** @param {Dose[]} doses @param {Line} line @param {Date} now @returns {Told[]} */
  #next(doses, line, now) {
    const next = nextDose(doses, line.id, now);
    return next ? [['Prochaine', `${capitalised(moment(new Date(next.due_at), this.zone))} : ${next.dose}`]] : [];
  }

  /** @param {Line} line @param {Date} now @returns {Told[]} */
  #pause(line, now) {
    const pause = pauseOf(line, now);
    if (!pause) return [];
    const until = pause.until ? `Reprise ${moment(new Date(pause.until), this.zone)}` : 'Jusqu’à nouvel ordre';
    return [['Suspendu', [until, pause.reason].filter(Boolean).join('. ')]];
  }

  #empty() {
    const { asOf } = this.engine.freshness;
    return html`<div class="empty">
      ${icon(asOf ? 'pill' : 'cloud-off')}
      <h2>${asOf ? 'Aucun traitement connu de cette tablette' : 'Le traitement arrive'}</h2>
      <p>${asOf ? 'Ce qui est prescrit au bureau vient ici, avec les prises de trois jours, même sans réseau.' : 'Cette tablette n’a pas encore tout reçu du serveur.'}</p>
    </div>`;
  }
}

/** @param {Line} line @returns {Told[]} */
function asNeeded({ as_needed: given }) {
  return given ? [['Protocole', given.protocol]] : [];
}

/** What may still be given. @param {Line} line @param {string|null} now as this tablet works it out; null: as it was delivered */
const left = ({ as_needed: given }, now) =>
  given
    ? html`${given.indication ? html`<span class="tag strong no">${icon('message-square-text')}${capitalised(given.indication)}</span>` : nothing}<span class="tag">${icon('clock')}${unbroken(now ?? given.says)}</span>`
    : nothing;

const suspended = html`<span class="tag waiting strong">${icon('pause')}Suspendu, ne pas donner</span>`;
const stopped = html`<span class="tag waiting strong">${icon('x')}Arrêté, ne plus donner</span>`;

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-treatment', TreatmentScreen);
