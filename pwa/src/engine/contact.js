/**
 * Every exchange with the server that nobody asked for: rounds, one at a time, of what must go first, what waits, what
 * changed and who may open this tablet. A round never throws for what the network or the server does.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { isStranger, tolerate } from './failures.js';
import { Following } from './following.js';
import { Questions } from './questions.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {import('../outbox/sender.js').Sender} Sender
 * @typedef {object} Host what a round asks of the engine
 * @property {() => Opened|null} opened
 * @property {() => boolean} isUnlocking
 * @property {(reason: string, message?: string|null) => Promise<void>} lock
 * @property {(isSending: boolean) => void} onSending
 * @property {(isReceiving: boolean) => void} onReceiving whole units, for longer than a moment
 * @property {() => Promise<void>} onRows resolves when what is new has been drawn
 * @property {() => void} onFresh
 * @property {() => Promise<void>} onWall
 * @property {(isNobodys: boolean) => Promise<void>} onStranger the server does not know this tablet, or no longer
 * @property {(epoch: string|undefined) => Promise<boolean>} onEpoch whether the server was restored since the last answer
 * @property {() => void} onFull the disk has no room left
 * @property {() => boolean} isLow it has little
 * @property {() => Promise<void>} onReviewed what was put aside changed
 * @typedef {{tablet: Tablet, server: import('./server.js').Server, sender: Sender, host: Host,
 *   wall?: Promise<any>|null}} Parts wall: asked already; null when it was not
 */

const POLL = 4_000;
const REST = 15_000;
/** How often the tablet says where it stands, whether or not anything waits. */
const REPORT_AGE = 600_000;
const WALL_AGE = { locked: 60_000, unlocked: 300_000 };

export class Contact {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  /** @type {Promise<void>|null} */
  #running = null;
  #again = false;
  #isUrgent = false;
  #isStopped = true;
  #reportedAt = 0;
  /** @type {unknown} */
  #toldPrior;
  /** @type {Promise<boolean>|null} */
  #closing = null;

  /** @param {Parts} parts */
  constructor({ tablet, server, sender, host, wall = null }) {
    this.wall = wall;
    this.tablet = tablet;
    this.server = server;
    this.questions = new Questions(server);
    this.sender = sender;
    this.host = host;
    const onSuspended = () => this.#reportAgain();
    this.following = new Following({ tablet, server, questions: this.questions, host, onSuspended });
  }

  /** Nobody here closed the session: the server may have been restored, which its answer to a report says. */
  #reportAgain() {
    this.#reportedAt = 0;
    this.#again = true;
  }

  start() {
    this.#isStopped = false;
    this.nudge();
  }

  /** @returns {Promise<unknown>} when the round that is under way, if any, is over */
  stop() {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    return this.#running ?? Promise.resolve();
  }

  /**
   * Something happened: do not wait for the clock.
   * @returns {Promise<void>} when the round that takes it into account is over
   */
  nudge() {
    this.#isUrgent = true;
    return this.#turn();
  }

  /** @returns {Promise<void>} */
  #turn() {
    if (this.#isStopped) return Promise.resolve();
    this.#again = true;
    this.#running ??= this.#run();
    return this.#running;
  }

  async #run() {
    clearTimeout(this.#timer);
    while (this.#again && !this.#isStopped) {
      this.#again = false;
      await this.#round().catch((error) => this.#isStopped || tolerate(error));
    }
    this.#running = null;
    if (!this.#isStopped) this.#timer = setTimeout(() => this.#turn(), this.#pause());
  }

  #pause() {
    const span = this.host.opened() ? POLL : REST;
    return span + Math.random() * 400;
  }

  async #round() {
    const isFree = () => !this.host.opened() && !this.host.isUnlocking();
    if (this.tablet.owesLock && isFree() && !(await this.closeSession())) return;
    await this.#send();
    const opened = this.host.opened();
    if (opened) await this.following.follow(opened);
    const age = Date.now() - this.tablet.wallAt;
    if (age > (opened ? WALL_AGE.unlocked : WALL_AGE.locked)) await this.fetchWall();
  }

  async #send() {
    const isUrgent = this.#isUrgent;
    const isDue = isUrgent || this.sender.backoff.isOver();
    this.#isUrgent = false;
    if (!isDue) return;
    const prior = this.tablet.ledger.priors[0];
    const isNews = Date.now() - this.#reportedAt > REPORT_AGE || prior !== this.#toldPrior;
    const isReport = this.tablet.wall !== null && isNews;
    this.host.onSending(true);
    await this.sender.pass({ isReport }).finally(() => this.host.onSending(false));
    // Pages follow their commands, and nobody waits for them; thumbnails are tidied by an unlock.
    const { pages, hasPaper } = this.tablet.queue;
    if (pages || (hasPaper && this.host.opened())) void this.#sendParts(isUrgent);
    if (!isReport || !this.sender.reached) return;
    this.#reportedAt = Date.now();
    this.#toldPrior = prior;
  }

  /** @param {boolean} isUrgent */
  async #sendParts(isUrgent) {
    const { tablet, server, host } = this;
    const given = { tablet, server, isOn: () => !this.#isStopped, isUrgent, isLow: host.isLow, opened: host.opened, onChange: host.onReviewed };
    try {
      // The list is drawn before the script that sends is fetched.
      await host.opened()?.filled;
      await (await tablet.late()).sendParts(given);
    } catch (error) {
      if (!this.#isStopped) tolerate(error);
    }
  }

  /** Wrong codes typed with no network; the wall does not wait for the script that tells them, nor fetch it for nothing. */
  async #tellTries() {
    const { db, late } = this.tablet;
    const tries = Object.values((await db.get('meta', 'code_tries')) ?? {});
    if (tries.some(({ untold }) => untold)) await (await late()).tellTries(db, this.server);
  }

  /** Who may open this tablet, as the server has it now. Never throws for what the network or the server does. */
  async fetchWall() {
    const asked = this.wall;
    this.wall = null;
    try {
      const kept = this.tablet.keepWall((await asked) ?? (await this.server.get('/api/v1/wall')));
      await Promise.all([this.host.onWall(), kept]);
      this.#tellTries().catch(tolerate);
    } catch (error) {
      if (!isStranger(error)) return void tolerate(error);
      this.tablet.wallAt = Date.now();
      await this.host.onStranger(error.code === 'not_enrolled');
    }
  }

  /**
   * Closes the server's session of the last unlock. Until it answers, this stays owed: it is then the first thing said.
   * @returns {Promise<boolean>} whether the server was reached
   */
  closeSession() {
    this.#closing ??= this.#close().finally(() => {
      this.#closing = null;
    });
    return this.#closing;
  }

  async #close() {
    try {
      await this.server.post('/api/v1/lock', {}, { keepalive: true, timeout: 4_000 });
    } catch (error) {
      if (error instanceof Unreachable) return false;
      if (!(error instanceof Refusal)) throw error;
      if (error.status >= 500) return true;
    }
    await this.tablet.owe(false);
    return true;
  }
}
