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
    await Promise.all(opened.units.map((unit) => this.#pull(opened, unit)));
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

  /** @param {Opened} opened @param {string} unit */
  async #pull(opened, unit) {
    const { askedAt, answer } = this.questions.take(opened, unit);
    const { epoch } = this.tablet.ledger;
    const isStill = () => this.host.opened() === opened;
    const onNew = () => this.host.onRows().then(isStill);
    try {
      const changes = await answer;
      await this.host.onEpoch(changes.epoch);
      // What a restored server forgot goes to it first: nothing blinks out of the list meanwhile.
      if (epoch !== null && epoch !== this.tablet.ledger.epoch) return;
      if (isStill()) await takeIn(opened, unit, changes, askedAt, onNew);
    } catch (error) {
      if (isStill()) await this.#pullFailed(opened, unit, error);
    }
  }

  /** @param {Opened} opened @param {string} unit @param {unknown} error */
  async #pullFailed(opened, unit, error) {
    if (isFull(error)) return this.host.onFull();
    if (!(error instanceof Refusal)) return tolerate(error);
    if (isStranger(error)) this.tablet.wallAt = 0;
    if (error.status === 401) {
      this.onSuspended();
      return this.host.lock('suspended');
    }
    if (error.status !== 404) return undefined;
    // This unit is no longer for this person on this tablet.
    opened.memory.slices.delete(unit);
    opened.marks.delete(unit);
    opened.memory.touch();
    await forget(opened.db, unit);
    return this.host.onRows();
  }
}
