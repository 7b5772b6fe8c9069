/**
 * The hand that gives to one person: whether it knows who she is, why it did not scan, what it is being asked; and the
 * way from a tap to what is recorded. A screen has one, and draws what it asks.
 */
import { html, nothing } from 'lit-html';
import { bodyOf, proposed } from '../../lib/giving_body.js';
import { stopsAsNeeded, stopsOf } from '../../lib/giving_stops.js';
import { OUTCOMES, counts } from '../../lib/outcomes.js';
import { capitalised } from '../../lib/said.js';
import { allowedStop } from './as_needed.js';
import './amending.js';
import './sheet.js';
import { handled, stepsFor } from './steps.js';

/**
 * @typedef {import('../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('./reading.js').Hers} Hers
 * @typedef {import('../../lib/giving_body.js').Of} Of
 * @typedef {import('../../lib/giving_state.js').Standing} Standing
 * @typedef {import('../../lib/giving_body.js').Said} Said
 * @typedef {import('../../lib/giving_body.js').Scan} Scan
 * @typedef {import('../../lib/giving_body.js').Identified} Identified
 * @typedef {import('../../engine/administered.js').Administration} Administration
 * @typedef {{code: string, text: string}} NoScan
 * @typedef {{hers: Hers, items: Of[], mode: 'give'|'other'}} Asked what the sheet is about
 */

/** These say something of the whole round, not of her: they hold for whoever comes next. */
const OF_THE_TABLET = ['reader_broken', 'container'];

export class Hand {
  /** @type {{person: string, how: Identified}|null} who stands before this hand, once it said so */
  #known = null;
  /** @type {(NoScan & {person: string|null})|null} */
  #noScan = null;
  /** What was read of a pack, by line; of a container, by dose. @type {Map<string, Scan>} */
  #scans = new Map();
  /** @type {Asked|null} */
  #asked = null;
  /** @type {{hers: Hers, administration: Administration}|null} */
  #amended = null;

  /** @param {Drawn} host */
  constructor(host) {
    this.host = host;
  }

  /** @param {string} person */
  knows(person) {
    return this.#known?.person === person;
  }

  /** @param {string} person @param {Identified} how */
  identify(person, how) {
    this.#known = { person, how };
    this.host.redraw();
  }

  /** Somebody else stands there now. */
  letGo() {
    this.#known = null;
    this.#scans.clear();
    if (this.#noScan?.person) this.#noScan = null;
  }

  /** Read, and right for a line of hers, or for a dose that a container holds. @param {string} lineOrDose @param {Scan} scan */
  scanned(lineOrDose, scan) {
    this.#scans.set(lineOrDose, scan);
  }

  /** @param {{dose: {id: string}|null, line: {id: string}|null}} of */
  scanOf({ dose, line }) {
    return this.#scans.get(dose?.id ?? '') ?? this.#scans.get(line?.id ?? '') ?? null;
  }

  /** What stands in the way; not what a step of the gesture looks into. @param {Hers} hers @param {Of|Standing} of */
  stops(hers, of) {
    const looked = this.#looked(hers, of);
    return this.#against(hers, of).filter(({ kind }) => !looked.has(kind));
  }

  /** What a step of the gesture looks into, to be read before it. @param {Hers} hers @param {Of|Standing} of */
  warnings(hers, of) {
    const looked = this.#looked(hers, of);
    return this.#against(hers, of).filter(({ kind }) => looked.has(kind));
  }

  /** @param {Hers} hers @param {Of|Standing} of */
  #against({ about, lines, administrations }, of) {
    const { dose, line } = of;
    if (dose) return stopsOf(/** @type {Standing} */ (of), about);
    return line ? stopsAsNeeded(line, about, allowedStop(line, lines, administrations, about.context)) : [];
  }

  /** @param {Hers} hers @param {Of|Standing} of @returns {Set<string>} */
  #looked(hers, { dose, line }) {
    return line ? handled(this.#context(hers, { dose, line }, 'given')) : new Set();
  }

  /** @param {Hers} hers @param {Of} of @param {string} outcome @returns {import('./steps/shape.js').Context} */
  #context({ person, administrations, about }, { dose, line }, outcome) {
    return { engine: this.host.engine, person: person.id, line, dose, act: dose?.act ?? 'give', outcome, administrations, now: about.context.now };
  }

  /** @param {Hers} hers @param {Of} of @param {string} outcome */
  steps(hers, of, outcome) {
    return stepsFor(this.#context(hers, of, outcome));
  }

  /** Whether one tap is enough: nothing to ask, nothing against. @param {Hers} hers @param {Of} of */
  isPlain(hers, of) {
    const outcome = of.line && proposed(of, hers.about.role);
    return Boolean(outcome) && this.stops(hers, of).length === 0 && this.steps(hers, of, outcome).every(({ applies }) => applies?.({}) === false);
  }

  /** Why nothing was scanned is asked where something could have been. @param {Hers} hers @param {Of} of */
  asksScan({ person }, of) {
    const { line } = of;
    if (this.scanOf(of) || (this.#noScan && [null, person.id].includes(this.#noScan.person))) return false;
    return this.host.engine.rowsOf('drug', '').some(({ id, packs }) => id === line.drug && packs.length > 0);
  }

  /** @param {Hers} hers @param {NoScan} why */
  withoutScan({ person }, why) {
    this.#noScan = { ...why, person: OF_THE_TABLET.includes(why.code) ? null : person.id };
  }

  /** @param {Hers} hers @param {Of[]} items */
  give(hers, items) {
    const isClear = this.knows(hers.person.id) && items.every((one) => this.isPlain(hers, one)) && !items.some((one) => this.asksScan(hers, one));
    if (!isClear) return this.ask({ hers, items, mode: 'give' });
    return this.host.attempt(() => this.record(hers, items.map((of) => ({ of, body: this.body(hers, of, { outcome: proposed(of, hers.about.role) }) }))));
  }

  /** An outcome that asks for nothing more. @param {Hers} hers @param {Of} of @param {string} outcome */
  tell(hers, of, outcome) {
    return this.host.attempt(() => this.record(hers, [{ of, body: this.body(hers, of, { outcome }) }]));
  }

  /** @param {Asked} asked */
  ask(asked) {
    this.#asked = asked;
    this.host.redraw();
  }

  /** @param {Hers} hers @param {Administration} administration */
  amend(hers, administration) {
    this.#amended = { hers, administration };
    this.host.redraw();
  }

  /** @param {Hers} hers @param {Of} of @param {Said} said */
  body({ person }, of, said) {
    const scan = this.scanOf(of) ?? (this.#noScan ? { how: /** @type {const} */ ('none'), no_scan: this.#noScan.code } : null);
    const body = bodyOf(of, { identified: this.knows(person.id) ? this.#known?.how : 'none', scan, ...said });
    if (!this.#noScan?.text || scan?.how !== 'none' || !counts(said.outcome)) return body;
    return { ...body, note: [`Sans scan : ${this.#noScan.text}`, body.note].filter(Boolean).join('. ') };
  }

  /** Safe on the tablet when it resolves; ten seconds to take it back. @param {Hers} hers @param {{of: Of, body: any}[]} all */
  async record({ person }, all) {
    const { engine } = this.host;
    const done = await Promise.all(all.map(({ body }) => engine.record('dose.administer', { person: person.id, body })));
    // What outlives this screen: taking it back is asked of the page.
    const page = /** @type {Drawn} */ (this.host.closest('chevet-bedside') ?? this.host);
    const undo = () => Promise.all(done.map(({ id }) => engine.record('dose.retract', { person: person.id, body: { administration: id } })));
    page.send('say', { text: saying(all), urgent: all.some(({ body }) => body.already_done && body.went_past.length), action: { label: 'Annuler', run: () => page.attempt(undo) } });
  }

  /** What is being asked, over the screen. */
  view() {
    const { engine } = this.host;
    const shut = (/** @type {Event} */ event) => {
      event.stopPropagation();
      this.#asked = this.#amended = null;
      this.host.redraw();
    };
    if (this.#amended) return html`<chevet-amending .engine=${engine} .given=${{ hand: this, ...this.#amended }} @leave=${shut}></chevet-amending>`;
    return this.#asked ? html`<chevet-giving-sheet .engine=${engine} .given=${{ hand: this, ...this.#asked }} @leave=${shut}></chevet-giving-sheet>` : nothing;
  }

  get isAsking() {
    return this.#asked !== null || this.#amended !== null;
  }
}

/** "Donné : DOLIPRANE 500 mg"; "Donné : 5 médicaments". @param {{of: Of, body: any}[]} all */
function saying(all) {
  const [{ of, body }] = all;
  const what = all.length > 1 ? `${all.length} médicaments` : of.line.label.split(',')[0];
  const label = all.every((one) => one.body.outcome === body.outcome) ? OUTCOMES[/** @type {'give'} */ (body.act)][body.outcome]?.label : null;
  const call = body.already_done && body.went_past.length ? '. Appelez l’infirmière' : '';
  return `${body.outcome === 'helped' && label ? 'Aidé à prendre' : capitalised(label ?? 'noté')} : ${what}${call}`;
}
