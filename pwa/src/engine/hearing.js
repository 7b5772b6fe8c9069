/**
 * What the tablet makes of the server's answers, whoever is signed in: what it had, what never arrived, who may open
 * this tablet, and that it was restored from a backup.
 */
import { Drawing } from './painted.js';
import { quarantineNotice } from './notices.js';
import { Reading } from './reading.js';
import { Room } from './room.js';

/**
 * @typedef {import('../outbox/sender.js').Answer} Answer
 * @typedef {import('../outbox/rows.js').Row} Row
 */

export class Hearing extends Reading {
  /** @protected @type {import('./tablet.js').Tablet} */
  tablet = /** @type {any} */ (null);
  /** @protected @type {import('./contact.js').Contact|null} */
  contact = null;
  /** @protected @type {import('./server.js').Server} */
  server = /** @type {any} */ (null);
  /** @type {Document|undefined} */
  page = undefined;
  #drawing = new Drawing(() => this.emit('rows'));

  /** @param {StorageManager|undefined} storage */
  constructor(storage) {
    super();
    /** @protected */
    this.room = new Room(storage, (state) => {
      this.storage = state;
      this.emit('queue');
    });
  }

  /** @param {string} reason @param {string|null} [message] in French, when the reason's own is not exact */
  async lock(reason, message) {
    throw new Error(`nothing to lock: ${reason} ${message}`);
  }

  /** Whoever reads this tablet was told which entries never arrived; the office goes on seeing it. */
  async understandLoss() {
    await this.tablet.ledger.understand();
    this.#showLoss();
  }

  /** @protected @param {import('./opened.js').Opened} opened */
  isOpen(opened) {
    return this.opened === opened;
  }

  /** @protected @returns {import('./contact.js').Host} */
  host() {
    return {
      opened: () => this.opened,
      isUnlocking: () => this.status === 'unlocking',
      lock: (reason, message) => this.lock(reason, message),
      onSending: (isSending) => this.keepSending(isSending),
      onReceiving: (receiving) => receiving !== this.queue.receiving && this.keepQueue({ receiving }),
      onRows: () => this.#drawing.soon(),
      onFresh: () => this.keepFreshness(this.freshness.online),
      onWall: () => this.#wallCame(),
      onStranger: (isNobodys) => this.#stranger(isNobodys),
      onEpoch: (epoch) => this.#meetEpoch(epoch),
      onFull: () => this.room.isFull(),
      isLow: () => this.storage.isLow,
      onReviewed: () => this.recount(),
    };
  }

  /** @protected What the sender needs of the tablet. @returns {import('../outbox/sender.js').Options} */
  sending() {
    const { ledger } = this.tablet;
    return {
      install: () => ledger.install,
      prior: () => ledger.priors[0] ?? null,
      state: () => this.#state(),
      onAnswer: (answer, rows) => this.#answered(answer, rows),
      onProgress: (done, total) => this.keepProgress(done, total),
    };
  }

  /** @protected */
  showWall() {
    this.wall = this.tablet.shownWall();
    this.lost = this.tablet.ledger.lost;
    this.emit('wall');
    this.keepQueue(this.tablet.queue);
  }

  /** @protected */
  async recount() {
    await this.tablet.count();
    this.showWall();
  }

  #showLoss() {
    this.lost = this.tablet.ledger.lost;
    this.emit('queue');
  }

  /** What the office's page of devices shows of this tablet. */
  #state() {
    const { count, oldestAt } = this.tablet.queue;
    const { persisted, usage, quota } = this.storage;
    const app_version = (this.page?.body?.dataset.version ?? '').slice(0, 40);
    return { app_version, waiting: count, oldest_at: oldestAt?.toISOString() ?? null, persisted, usage, quota };
  }

  async #wallCame() {
    this.showWall();
    if (['starting', 'not-enrolled'].includes(this.status)) this.become('locked');
    const { opened } = this;
    const me = this.tablet.wall?.staff.find(({ id }) => id === opened?.staff.id);
    if (opened && me) await opened.renew(me);
    if (opened && !me && this.isOpen(opened)) await this.lock('removed');
  }

  /** The server does not know this tablet, or no longer. @param {boolean} isNobodys it was never one of the home's */
  async #stranger(isNobodys) {
    await this.lock('removed');
    if (isNobodys) await this.tablet.ledger.beginsHere();
    await this.tablet.leave();
    this.showWall();
    this.become('not-enrolled');
  }

  /** @param {Answer} answer @param {Row[]} rows as they now are on disk */
  async #answered(answer, rows) {
    await this.#noted(rows);
    if (await this.tablet.ledger.note(answer)) this.#showLoss();
    await this.#meetEpoch(answer.epoch);
    await this.recount();
    await this.tablet.prune(this.opened?.session.id ?? null);
  }

  /** @param {Row[]} rows */
  async #noted(rows) {
    this.opened?.note(rows);
    for (const row of rows) if (row.state === 'quarantined') this.#setAside(row);
    // Before a decision that arrived is let go itself: what it was about goes with it.
    if (this.tablet.queue.quarantined > 0) await this.opened?.settle();
    void this.#drawing.soon();
  }

  /** What a rescue file needs of the tablet, whoever is signed in or nobody. @returns {import('./rescue.js').Means} */
  get means() {
    const { tablet, server } = this;
    return { tablet, server, heard: (rows) => this.#noted(rows).then(() => this.recount()) };
  }

  /** @param {Row} row */
  #setAside(row) {
    this.notify(quarantineNotice(row));
    if (this.opened) this.opened.review.isWanted = true;
  }

  /**
   * A server that was restored may lack what it once had: all that is kept goes again, before anything is read from it.
   * @param {string|undefined} epoch @returns {Promise<boolean>} whether it was restored
   */
  async #meetEpoch(epoch) {
    if (!(await this.tablet.meetEpoch(epoch))) return false;
    this.opened?.forgetFeed();
    this.showWall();
    void this.contact?.nudge();
    return true;
  }
}
