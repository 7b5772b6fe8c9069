/**
 * What an open tablet follows of the server: its session, and the changes of each unit.
 */
import { Refusal } from '../lib/answers.js';
import { forget, takeIn } from '../store/feed.js';
import { isFinal, isFull, isStranger, tolerate } from './failures.js';

/**
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {{tablet: import('./tablet.js').Tablet, server: import('./server.js').Server, questions: import('./questions.js').Questions,
 *   host: import('./contact.js').Host, onSuspended: () => void}} Parts onSuspended: the server closed the session
 */

/** What takes longer is told. */
const NOTICEABLE = 1_000;

export class Following {
  /** @param {Parts} parts */
  constructor({ tablet, server, questions, host, onSuspended }) {
    this.tablet = tablet;
    this.server = server;
    this.questions = questions;
    this.host = host;
    this.onSuspended = onSuspended;
  }

  /** @param {Opened} opened */
  async follow(opened) {
    if (opened.until && this.tablet.clock.estimate() >= new Date(opened.until)) {
      return this.host.lock('lease_expired');
    }
    if (opened.resume && !(await this.#resume(opened))) return undefined;
    await opened.filled;
    await this.#receive(opened);
    this.host.onFresh();
    await this.#reviewed(opened);
  }

  /** Every unit's changes; a unit that comes whole may take its time, and says so. @param {Opened} opened */
  async #receive(opened) {
    const isWhole = [...opened.marks.values()].some(({ cursor }) => !cursor);
    const told = isWhole ? setTimeout(() => this.host.onReceiving(true), NOTICEABLE) : undefined;
    await Promise.all(this.questions.take(opened).map((question) => this.#pull(opened, question)));
    clearTimeout(told);
    this.host.onReceiving(false);
  }

  /** What was put aside, where there may be some that the reader decides. @param {Opened} opened */
  async #reviewed(opened) {
    const { quarantined } = this.tablet.queue;
    // What the feed brought may be what was put aside, filed after all.
    if (quarantined > 0 && (await opened.settle())) await this.host.onReviewed();
    const mayHaveSome = quarantined > 0 || opened.staff.permissions.includes('quarantine.review');
    if (!opened.review.isDue(mayHaveSome) || this.host.opened() !== opened) return;
    try {
      const { items } = await this.server.get('/api/v1/quarantine');
      opened.review.take(items);
      await this.host.onReviewed();
    } catch (error) {
      opened.review.asked();
      tolerate(error);
    }
  }

  /** Opens, without a gesture, the server's session of an unlock made offline. @param {Opened} opened */
  async #resume(opened) {
    try {
      if (!this.tablet.owesLock) await this.tablet.owe(true);
      opened.keyNotices = (await opened.resume?.()) ?? 0;
    } catch (error) {
      if (isFinal(error) && this.host.opened() === opened) await this.host.lock('refused', error.detail);
      return tolerate(error);
    }
    opened.resume = null;
    opened.until = null;
    return true;
  }

  /** @param {Opened} opened @param {import('./questions.js').Question} question */
  async #pull(opened, { askedAt, answer }) {
    const { epoch } = this.tablet.ledger;
    const failed = (/** @type {unknown} */ error) => this.host.opened() === opened && this.#failed(error);
    const hear = (/** @type {any} */ part) => this.#heard(opened, part, { askedAt, epoch }).catch(failed);
    await answer.then(({ units }) => Promise.all(units.map(hear)), failed);
  }

  /**
   * One unit's part: what changed there, or why nothing is told.
   * @param {Opened} opened @param {any} part @param {{askedAt: number, epoch: string|null}} when it was asked
   */
  async #heard(opened, { unit, ...changes }, { askedAt, epoch }) {
    const isStill = () => this.host.opened() === opened;
    const onNew = () => this.host.onRows().then(isStill);
    if (changes.status) return isStill() && changes.status === 404 ? this.#forget(opened, unit) : undefined;
    await this.host.onEpoch(changes.epoch);
    // What a restored server forgot goes to it first: nothing blinks out of the list meanwhile.
    if (epoch !== null && epoch !== this.tablet.ledger.epoch) return undefined;
    return isStill() ? takeIn(opened, unit, changes, askedAt, onNew) : undefined;
  }

  /** @param {unknown} error */
  async #failed(error) {
    if (isFull(error)) return this.host.onFull();
    if (!(error instanceof Refusal)) return tolerate(error);
    if (isStranger(error)) this.tablet.wallAt = 0;
    if (error.status !== 401) return undefined;
    this.onSuspended();
    return this.host.lock('suspended');
  }

  /** This unit is no longer for this person on this tablet. @param {Opened} opened @param {string} unit */
  async #forget(opened, unit) {
    opened.memory.slices.delete(unit);
    opened.marks.delete(unit);
    opened.memory.touch();
    await forget(opened.db, unit);
    return this.host.onRows();
  }
}
