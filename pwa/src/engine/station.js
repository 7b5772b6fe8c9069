/**
 * The tablet standing by itself, whoever is signed in or nobody: its store, its window's turn to write, and its rounds
 * with the server.
 */
import { EngineError } from '../lib/engine_error.js';
import { Sender } from '../outbox/sender.js';
import { Contact } from './contact.js';
import { askFirstWall } from './first_wall.js';
import { Hearing } from './hearing.js';
import { Recorder } from './recorder.js';
import { Server } from './server.js';
import { Tablet } from './tablet.js';
import { Windows } from './windows.js';

/**
 * @typedef {{fetch?: typeof globalThis.fetch, locks?: any, credentials?: CredentialsContainer, page?: Document,
 *   storage?: StorageManager, databaseName?: string, late: import('./tablet.js').Late}} Surroundings what the browser
 *   provides, unless a test does; late: fetches what the first screen does not wait for
 */

export class Station extends Hearing {
  /** @protected @type {Promise<void>} when this window, having its turn, is ready to write */
  ready = Promise.resolve();
  /** @protected @type {Recorder|null} */
  recorder = null;
  /** @protected @type {Windows|null} */
  windows = null;
  #isClosed = false;
  /** When the local store is read. @type {Promise<void>} */
  #opening = new Promise(() => {});

  /** @param {Surroundings} surroundings */
  constructor({ fetch, locks, page, storage, databaseName, credentials, late }) {
    super(storage ?? globalThis.navigator?.storage);
    this.credentials = credentials ?? globalThis.navigator?.credentials;
    this.page = page ?? globalThis.document;
    this.locks = locks ?? globalThis.navigator?.locks;
    this.late = late;
    this.database = {
      name: databaseName,
      onClosed: () => this.#closed(),
      beforeClosing: () => this.lock('elsewhere'),
    };
    this.server = new Server({
      fetch,
      idle: () => this.idle(),
      inRound: () => this.inRound,
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
    void this.room.look();
    this.page?.defaultView?.addEventListener('online', () => void this.contact?.nudge());
    this.page?.addEventListener('visibilitychange', () => void this.contact?.nudge());
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

  /** @protected Seconds since the last gesture while unlocked, else null. @returns {number|null} */
  idle() {
    return null;
  }

  async #openTablet() {
    try {
      this.tablet = await Tablet.open(this.database, this.late, this.page);
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
    const sender = new Sender(tablet.db, server, this.sending());
    this.contact = new Contact({ tablet, server, sender, host: this.host(), wall });
    this.showWall();
    this.become(tablet.wall ? 'locked' : 'starting');
    this.contact.start();
    void tablet.prune(null);
    if (!tablet.wall) await this.contact.nudge();
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
}
