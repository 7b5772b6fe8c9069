/**
 * What this tablet knows with nobody signed in: its place in the home (the wall), its numbers, its clock, and the
 * envelopes that wait. Nothing here says anything of a person accompanied.
 */
import { newId } from '../lib/uuid.js';
import { Canary } from '../outbox/canary.js';
import { Clock } from '../outbox/clock.js';
import { sealProof } from '../outbox/envelope.js';
import { Ledger } from '../outbox/ledger.js';
import { keepProof } from '../outbox/proofs.js';
import { prune, summarise } from '../outbox/rows.js';
import { openDatabase, strictly } from '../store/database.js';
import { REMEMBERED, shownWall } from './shown_wall.js';

/**
 * @typedef {import('../lib/rows.js').Wall} Wall
 * @typedef {import('./shown_wall.js').LastHere} LastHere
 * @typedef {() => Promise<typeof import('./late.js')>} Late
 */

/** A page that is left has no time to note that its lock was told: this note outlives it. */
const FAREWELL = 'chevet-verrou-dit';
const PRUNED_EVERY = 60 * 60 * 1000;

export class Tablet {
  clock = new Clock();
  /** @type {Wall|null} */
  wall = null;
  /** When the wall was last fetched, by this page's clock. */
  wallAt = 0;
  /** @type {Promise<unknown>} */
  #meeting = Promise.resolve();
  #prunedAt = 0;
  /** @type {string|null} what a backup covered then */
  #prunedThrough = null;
  /** Whether the server's session of the last unlock may still be open. */
  owesLock = false;
  /** @type {LastHere[]} the last first */
  lastHere = [];
  /** @type {import('../outbox/rows.js').Summary} */
  queue = { count: 0, oldestAt: null, quarantined: 0, pages: 0, hasPaper: false };

  /** @param {import('../store/database.js').Database} db @param {Late} late @param {import('../outbox/canary.js').Jar} [jar] */
  constructor(db, late, jar) {
    this.db = db;
    this.late = late;
    this.ledger = new Ledger(db, new Canary(jar));
  }

  /** @param {{name?: string, onClosed?: () => void, beforeClosing?: () => Promise<unknown>}} options @param {Late} late @param {import('../outbox/canary.js').Jar} [jar] */
  static async open(options, late, jar) {
    new Canary(jar).begin(newId);
    return new Tablet(await openDatabase(options), late, jar);
  }

  /** Reads it all again: another window may have written meanwhile. */
  async read() {
    const tx = this.db.transaction('meta');
    const names = ['wall', 'clock', 'last_here', 'owes_lock'];
    const [wall, clock, lastHere, owesLock] = await Promise.all(names.map((name) => tx.store.get(name)));
    const isTold = globalThis.localStorage?.getItem(FAREWELL) === 'oui';
    Object.assign(this, { wall: wall ?? null, lastHere: lastHere ?? [], owesLock: owesLock === true && !isTold });
    this.clock.measure = clock ?? null;
    await this.ledger.read();
    await this.count();
  }

  async count() {
    this.queue = await summarise(this.db);
  }

  /**
   * The proof of an unlock rests sealed: until the server has it, and as long as it may have to believe it again.
   * @param {string} session @param {object} proof @param {boolean} isMet the server had it
   */
  async keepProof(session, proof, isMet) {
    const { wall } = this;
    if (!wall) return;
    const jwe = await sealProof(proof, { establishment: wall.establishment.id, device: wall.device.id, session }, wall.intake);
    await keepProof(this.db, { session, jwe, sent: isMet, met: isMet });
  }

  /** One more entry waits: known without asking the disk. */
  countOneMore() {
    const { count, oldestAt } = this.queue;
    this.queue = { ...this.queue, count: count + 1, oldestAt: oldestAt ?? new Date() };
  }

  /** Lets go of envelopes that the server has safely, when there may be some. @param {string|null} session the one that is open */
  async prune(session) {
    const { durableThrough } = this.ledger;
    if (durableThrough === this.#prunedThrough && Date.now() - this.#prunedAt < PRUNED_EVERY) return;
    this.#prunedAt = Date.now();
    this.#prunedThrough = durableThrough;
    await prune(this.db, { now: this.clock.estimate(), durableThrough, session }).catch(() => {});
  }

  /**
   * The server says which epoch it lives in. Another one than before: it was restored, and all that is kept is offered again.
   * @param {string|undefined} epoch @returns {Promise<boolean>} whether it is another one
   */
  meetEpoch(epoch) {
    const met = this.#meeting.then(() => this.#meet(epoch));
    this.#meeting = met.catch(() => {});
    return met;
  }

  /** @param {string|undefined} epoch */
  async #meet(epoch) {
    const { ledger } = this;
    const before = ledger.epoch;
    if (!epoch || epoch === before) return false;
    await (before === null ? this.db.put('meta', epoch, 'epoch') : (await this.late()).offerAgain(this.db, epoch));
    ledger.epoch = epoch;
    await this.count();
    return before !== null;
  }

  /** @param {Wall} wall */
  async keepWall(wall) {
    this.wall = wall;
    this.wallAt = Date.now();
    await this.ledger.belongTo(wall.device.id);
    await this.db.put('meta', wall, 'wall');
  }

  /** This tablet is no longer one of the home's: what it could read goes, what waits for the server stays. */
  async leave() {
    this.wall = null;
    this.lastHere = [];
    const names = (await this.db.getAllKeys('meta')).filter((name) => name.startsWith('feed/'));
    await strictly(this.db, ['meta', 'blocks', 'thumbs'], (tx) => [
      ...['wall', 'last_here', ...names].map((name) => tx.objectStore('meta').delete(name)),
      tx.objectStore('blocks').clear(),
      tx.objectStore('thumbs').clear(),
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

  shownWall() {
    return shownWall(this.wall, this.lastHere, this.queue);
  }
}
