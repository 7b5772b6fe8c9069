/**
 * What this tablet knows with nobody signed in: its place in the home (the wall), its numbers, its clock, and the
 * envelopes that wait. Nothing here says anything of a person accompanied.
 */
import { newId } from '../lib/uuid.js';
import { Clock } from '../outbox/clock.js';
import { prune, summarise } from '../outbox/rows.js';
import { openDatabase, strictly } from '../store/database.js';

/**
 * @typedef {import('../lib/rows.js').Wall} Wall
 * @typedef {{staff: string, at: string}} LastHere
 */

/** A page that is left has no time to note that its lock was told: this note outlives it. */
const FAREWELL = 'chevet-verrou-dit';
const REMEMBERED = 8;
const RECENT = 16 * 60 * 60 * 1000;

export class Tablet {
  clock = new Clock();
  /** @type {Wall|null} */
  wall = null;
  /** When the wall was last fetched, by this page's clock. */
  wallAt = 0;
  install = '';
  seq = 0;
  /** Whether the server's session of the last unlock may still be open. */
  owesLock = false;
  /** @type {LastHere[]} the last first */
  lastHere = [];
  /** @type {import('../outbox/rows.js').Summary} */
  queue = { count: 0, oldestAt: null, quarantined: 0 };

  /** @param {import('../store/database.js').Database} db */
  constructor(db) {
    this.db = db;
  }

  /** @param {{name?: string, onClosed?: () => void}} options */
  static async open(options) {
    return new Tablet(await openDatabase(options));
  }

  /** Reads it all again: another window may have written meanwhile. */
  async read() {
    const tx = this.db.transaction('meta');
    const names = ['install', 'seq', 'wall', 'clock', 'last_here', 'owes_lock'];
    const [install, seq, wall, clock, lastHere, owesLock] = await Promise.all(names.map((name) => tx.store.get(name)));
    const isTold = globalThis.localStorage?.getItem(FAREWELL) === 'oui';
    Object.assign(this, {
      seq: seq ?? 0,
      wall: wall ?? null,
      lastHere: lastHere ?? [],
      owesLock: owesLock === true && !isTold,
    });
    this.clock.measure = clock ?? null;
    this.install = install ?? (await this.#begin());
    await this.count();
  }

  /** A new local store, with its own name and its own numbers. */
  async #begin() {
    const install = newId();
    await strictly(this.db, ['meta'], (tx) => [tx.objectStore('meta').put(install, 'install')]);
    return install;
  }

  async count() {
    this.queue = await summarise(this.db);
  }

  /** One more entry waits: known without asking the disk. */
  countOneMore() {
    const { count, oldestAt } = this.queue;
    this.queue = { ...this.queue, count: count + 1, oldestAt: oldestAt ?? new Date() };
  }

  /** Lets go of envelopes that the server has safely. @param {string|null} durableThrough what a verified backup covers */
  async prune(durableThrough) {
    await prune(this.db, { now: this.clock.estimate(), durableThrough }).catch(() => {});
  }

  /** @param {Wall} wall */
  async keepWall(wall) {
    this.wall = wall;
    this.wallAt = Date.now();
    await this.db.put('meta', wall, 'wall');
  }

  /** This tablet is no longer one of the home's: what it could read goes, what waits for the server stays. */
  async leave() {
    this.wall = null;
    this.lastHere = [];
    const names = (await this.db.getAllKeys('meta')).filter((name) => name.startsWith('feed/'));
    await strictly(this.db, ['meta', 'blocks'], (tx) => [
      ...['wall', 'last_here', ...names].map((name) => tx.objectStore('meta').delete(name)),
      tx.objectStore('blocks').clear(),
    ]);
  }

  /** @param {import('./server.js').Timing} timing */
  learnTime({ now, askedAt, answeredAt }) {
    if (!this.clock.learn(now, askedAt, answeredAt)) return;
    this.db.put('meta', this.clock.measure, 'clock').catch(() => {});
  }

  /** The page is left, and the server is being told. */
  sayFarewell() {
    globalThis.localStorage?.setItem(FAREWELL, 'oui');
  }

  /** @param {boolean} owes */
  async owe(owes) {
    this.owesLock = owes;
    globalThis.localStorage?.removeItem(FAREWELL);
    await this.db.put('meta', owes, 'owes_lock');
  }

  /** @param {string} staff who just unlocked */
  async keepLastHere(staff) {
    const others = this.lastHere.filter((one) => one.staff !== staff);
    this.lastHere = [{ staff, at: new Date().toISOString() }, ...others].slice(0, REMEMBERED);
    await this.db.put('meta', this.lastHere, 'last_here');
  }

  /** The wall as screens draw it: the last here first, then those on duty, then by first name. */
  shownWall() {
    if (!this.wall) return null;
    const { device, establishment, units, staff } = this.wall;
    const limit = new Date(Date.now() - RECENT).toISOString();
    const recent = this.lastHere.filter(({ at }) => at > limit).map((one) => one.staff);
    const rank = (/** @type {string} */ id) => (recent.includes(id) ? recent.indexOf(id) : REMEMBERED);
    const shown = staff.map(({ id, first_name, role_label, on_duty }) => {
      return { id, firstName: first_name, roleLabel: role_label, onDuty: on_duty, lastHere: recent.includes(id) };
    });
    shown.sort(
      (one, other) =>
        rank(one.id) - rank(other.id) ||
        Number(other.onDuty) - Number(one.onDuty) ||
        one.firstName.localeCompare(other.firstName, 'fr'),
    );
    const { count, oldestAt } = this.queue;
    return { device, establishment, units, staff: shown, waiting: { count, oldestAt } };
  }
}
