/**
 * Files opened in an emergency, outside one's units: for an hour, in this page's memory alone, and gone with the lock. They
 * never enter the store that a team shares on the tablet. Part of the screens that need it.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { EngineError } from '../lib/engine_error.js';
import { Memory } from '../store/memory.js';
import { Slice } from '../store/slice.js';
import { confirmWith } from './confirming.js';
import { localFiles } from './emergency_here.js';

/**
 * @typedef {import('./confirming.js').Engine & {reading?: any}} Engine
 * @typedef {{family_name: string, given_name: string, born_on?: string, room?: string}} Wanted
 * @typedef {{id: string, name: string, born_on: string|null, unit: string|null, room: string|null, covered: boolean,
 *   isHere?: boolean}} Found isHere: no network, and the file is on this tablet
 * @typedef {{person: string, unit: string|null, until: Date, memory: Memory, isHere: boolean}} Access
 */

const PATIENCE = 8_000;
/** How often, and how many times, the server is asked for a file that was just opened. */
const AGAIN = 500;
const TIMES = 20;
const LASTS = 60 * 60 * 1000;

/** By the one who is signed in: another unlock is another object. @type {WeakMap<object, Emergencies>} */
const known = new WeakMap();

/** @param {Engine} engine @returns {Emergencies} */
export function emergenciesOf(engine) {
  if (!engine.me) throw new EngineError('locked');
  const mine = known.get(engine.me) ?? new Emergencies(engine);
  known.set(engine.me, mine);
  return mine;
}

class Emergencies {
  /** @type {Map<string, Access>} */
  #accesses = new Map();
  /** Those that were ended here: an answer that was on its way knows nothing of it. @type {Set<string>} */
  #ended = new Set();

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
    this.me = engine.me;
  }

  /** Those whose hour is not over, the last opened first. @returns {Access[]} */
  running() {
    const now = this.engine.tablet.clock.estimate();
    for (const [person, { until }] of this.#accesses) if (until <= now) this.#accesses.delete(person);
    return [...this.#accesses.values()].sort((one, other) => other.until.getTime() - one.until.getTime());
  }

  /** What the server keeps open, with the rows of now. Without the network, what is in memory stays. */
  async refresh() {
    try {
      const { accesses } = await this.engine.server.get('/api/v1/emergencies', { timeout: PATIENCE });
      const told = new Set(accesses.map((/** @type {{person: string}} */ { person }) => person));
      for (const [person, { isHere }] of this.#accesses) if (!isHere && !told.has(person)) this.#accesses.delete(person);
      for (const one of accesses) this.#take(one);
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof Refusal)) throw error;
    }
  }

  /** @param {{person: string, unit: string|null, until: string, rows: import('../lib/rows.js').Rows}} told */
  #take({ person, unit, until, rows }) {
    const access = { person, until: new Date(until) };
    if (this.#ended.has(nameOf(access))) return;
    const slice = new Slice(rows.person?.[0]?.unit ?? '');
    slice.merge(rows);
    this.#keep({ ...access, unit, slice, isHere: false });
  }

  /** @param {{person: string, unit: string|null, until: Date, slice: Slice, isHere: boolean}} told */
  #keep({ slice, ...about }) {
    const memory = new Memory({ me: this.me?.id ?? '', nameOf: (staff) => this.engine.nameOf(staff) });
    memory.slices.set(slice.unit, slice);
    memory.touch();
    this.#accesses.set(about.person, { ...about, memory });
  }

  /** Whoever bears this exact identity; null for nobody. Throws EngineError. @param {Wanted} wanted @returns {Promise<Found|null>} */
  async search(wanted) {
    try {
      return (await this.engine.server.post('/api/v1/emergencies/search', wanted, { timeout: PATIENCE })).person;
    } catch (cause) {
      const isOffline = cause instanceof Unreachable || (cause instanceof Refusal && cause.status === 401);
      if (isOffline) return (await this.#here()).search(wanted);
      throw new EngineError('server_error', { message: cause instanceof Refusal ? cause.detail : null, cause });
    }
  }

  #here() {
    return localFiles(this.engine);
  }

  /**
   * Opens the file: the reader's key over the very action, then its rows. Throws EngineError, and then nothing was opened.
   * @param {Found} found @param {string} reason
   */
  async open(found, reason) {
    const confirm = confirmWith(this.engine, [{ role: 'author', staff: this.me?.id ?? '' }]);
    await this.engine.record('emergency.open', { person: found.id, body: { reason: reason.trim() }, confirm });
    if (found.isHere) {
      const slice = await (await this.#here()).fileOf(found.id);
      const until = new Date(this.engine.tablet.clock.estimate().getTime() + LASTS);
      return this.#keep({ person: found.id, unit: found.unit, until, slice, isHere: true });
    }
    for (let time = 0; time < TIMES && !this.#accesses.has(found.id); time += 1) {
      await new Promise((done) => setTimeout(done, AGAIN));
      await this.refresh();
    }
    if (!this.#accesses.has(found.id)) throw new EngineError('server_error', { message: NOT_YET });
  }

  /** Before the hour is over. @param {string} person */
  async end(person) {
    const access = this.#accesses.get(person);
    if (access) this.#ended.add(nameOf(access));
    this.#accesses.delete(person);
    try {
      await this.engine.server.post(`/api/v1/emergencies/${person}/end`, {}, { timeout: PATIENCE });
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof Refusal)) throw error;
    }
  }
}

/** Opened again, it lasts until another instant. @param {{person: string, until: Date}} access */
const nameOf = ({ person, until }) => `${person} ${until.getTime()}`;

const NOT_YET =
  'Votre demande est enregistrée, mais le serveur n’a pas encore ouvert le dossier. Vérifiez le réseau, puis rouvrez « Accès en urgence » : il s’ouvrira s’il est accordé.';
