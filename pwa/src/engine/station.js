/**
 * The tablet standing by itself, whoever is signed in or nobody: its window's turn to write, its wall, its queue, and
 * its rounds with the server.
 */
import { EngineError } from '../lib/engine_error.js';
import { Sender } from '../outbox/sender.js';
import { Contact } from './contact.js';
import { askFirstWall } from './first_wall.js';
import { quarantineNotice } from './notices.js';
import { Reading } from './reading.js';
import { Recorder } from './recorder.js';
import { Drawing } from './painted.js';
import { Server } from './server.js';
import { Tablet } from './tablet.js';
import { Windows } from './windows.js';

/**
 * @typedef {{fetch?: typeof globalThis.fetch, locks?: any, credentials?: CredentialsContainer, page?: Document,
 *   databaseName?: string}} Surroundings what the browser provides, unless a test does
 * @typedef {import('../outbox/sender.js').Answer} Answer
 * @typedef {import('../outbox/rows.js').Row} Row
 */

export class Station extends Reading {
  /** @protected @type {Promise<void>} when this window, having its turn, is ready to write */
  ready = Promise.resolve();
  /** @protected @type {Tablet} */
  tablet = /** @type {any} */ (null);
  /** @protected @type {Contact|null} */
  contact = null;
  /** @protected @type {Recorder|null} */
  recorder = null;
  /** @protected @type {Windows|null} */
  windows = null;
  #isClosed = false;
  /** When the local store is read. @type {Promise<void>} */
  #opening = new Promise(() => {});
  #drawing = new Drawing(() => this.emit('rows'));

  /** @param {Surroundings} surroundings */
  constructor({ fetch, locks, page, databaseName }) {
    super();
    this.page = page ?? globalThis.document;
    this.locks = locks ?? globalThis.navigator?.locks;
    this.database = { name: databaseName, onClosed: () => this.#closed() };
    this.server = new Server({
      fetch,
      idle: () => this.idle(),
      onTime: (timing) => void this.#opening.then(() => this.tablet.learnTime(timing)),
      onReach: (isReached) => this.#reached(isReached),
    });
  }

  /** Resolves when screens know what to show: the wall, "elsewhere", or that this tablet is nobody's yet. */
  async start() {
    /** @type {Promise<any>|null} */
    let wall = askFirstWall(this.server, this.database.name);
    wall.catch(() => {});
    await (this.#opening = this.#openTablet());
    this.showWall();
    this.windows = new Windows({
      locks: this.locks,
      onGain: () => ([this.ready, wall] = [this.#takeUp(wall), null]),
      onLose: () => this.#lose(),
      onAsked: () => this.lock('elsewhere'),
      onLocked: () => void this.lock('elsewhere'),
    });
    if (!(await this.windows.enter())) this.become('elsewhere');
    await this.ready;
    void globalThis.navigator?.storage?.persist?.().catch(() => {});
    this.page.defaultView?.addEventListener('online', () => void this.contact?.nudge());
    this.page.addEventListener('visibilitychange', () => void this.contact?.nudge());
  }

  /** "Reprendre ici": the other window locks and stops writing. */
  async takeOver() {
    await this.windows?.turn.takeOver();
    await this.ready;
  }

  /** Ends every timer and connection of this page. */
  async stop() {
    await this.lock('left');
    this.windows?.close();
    await this.ready.catch(() => {});
    await this.contact?.stop();
    this.tablet.db.close();
  }

  /** @param {string} reason @param {string|null} [message] in French, when the reason's own is not exact */
  async lock(reason, message) {
    throw new Error(`nothing to lock: ${reason} ${message}`);
  }

  /** @protected Seconds since the last gesture while unlocked, else null. @returns {number|null} */
  idle() {
    return null;
  }

  /** @protected @param {import('./opened.js').Opened} opened */
  isOpen(opened) {
    return this.opened === opened;
  }

  async #openTablet() {
    try {
      this.tablet = await Tablet.open(this.database);
      await this.tablet.read();
      this.#isClosed = false;
    } catch (cause) {
      throw new EngineError('storage_failed', { cause });
    }
  }

  /** This window's turn to write: what another one wrote meanwhile is read first. */
  async #takeUp(/** @type {Promise<any>|null} */ wall) {
    if (this.#isClosed) await this.#openTablet();
    else await this.tablet.read();
    const { tablet, server } = this;
    this.recorder = new Recorder(tablet);
    const sender = new Sender(tablet.db, server, {
      install: tablet.install,
      lastSeq: () => this.recorder?.writer.seq ?? tablet.seq,
      currentSession: () => this.opened?.session.id ?? null,
      onAnswer: (answer, rows) => this.#answered(answer, rows),
    });
    this.contact = new Contact({ tablet, server, sender, host: this.#host(), wall });
    this.showWall();
    this.become(tablet.wall ? 'locked' : 'starting');
    this.contact.start();
    void tablet.prune(null);
    if (!tablet.wall) await this.contact.nudge();
  }

  /** @returns {import('./contact.js').Host} */
  #host() {
    return {
      opened: () => this.opened,
      isUnlocking: () => this.status === 'unlocking',
      lock: (reason, message) => this.lock(reason, message),
      onSending: (isSending) => this.keepSending(isSending),
      onRows: () => this.#drawing.soon(),
      onFresh: () => this.keepFreshness(this.freshness.online),
      onWall: () => this.#wallCame(),
      onStranger: () => this.#stranger(),
    };
  }

  /** A server that comes back does not wait for what its absence put off. @param {boolean} isReached */
  #reached(isReached) {
    const isBack = isReached && !this.freshness.online;
    this.keepFreshness(isReached);
    if (isBack) void this.contact?.nudge();
  }

  #lose() {
    void this.contact?.stop();
    void this.lock('elsewhere');
    this.become('elsewhere');
  }

  /** Another version of the app, or the browser, closed the store. */
  #closed() {
    this.#isClosed = true;
    this.windows?.turn.leave();
    this.#lose();
  }

  async #wallCame() {
    this.showWall();
    if (['starting', 'not-enrolled'].includes(this.status)) this.become('locked');
    const { opened } = this;
    const me = this.tablet.wall?.staff.find(({ id }) => id === opened?.staff.id);
    if (opened && me) await opened.renew(me);
    if (opened && !me && this.isOpen(opened)) await this.lock('removed');
  }

  /** The server does not know this tablet, or no longer. */
  async #stranger() {
    await this.lock('removed');
    await this.tablet.leave();
    this.showWall();
    this.become('not-enrolled');
  }

  /** @protected */
  showWall() {
    this.wall = this.tablet.shownWall();
    this.emit('wall');
    this.keepQueue(this.tablet.queue);
  }

  /** @protected */
  async recount() {
    await this.tablet.count();
    this.showWall();
  }

  /** @param {Answer} answer @param {Row[]} rows as they now are on disk */
  async #answered({ durable_through }, rows) {
    this.opened?.note(rows);
    for (const row of rows) if (row.state === 'quarantined') this.notify(quarantineNotice(row));
    this.emit('rows');
    await this.recount();
    if (durable_through) await this.tablet.prune(durable_through);
  }
}
