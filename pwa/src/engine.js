/**
 * What bedside screens know of the tablet: one object per page, read synchronously, told of gestures. It keeps, seals
 * and sends through `store`, `outbox` and `auth`; screens never see how. `engine/reading.js` is what they read,
 * `engine/station.js` what the tablet does whoever is signed in, `engine/doing.js` what one person does; here is the door.
 *
 * Emits `change` (detail.what: 'status' | 'wall' | 'rows' | 'queue' | 'freshness' | 'notice'; a notice has a French
 * detail.text), and `locking` just before a lock: the last moment to save a draft.
 */
import { PasskeyUnlocker } from './auth/passkey_unlocker.js';
import { Vigil } from './auth/vigil.js';
import { Doing } from './engine/doing.js';
import { codeOf, doorError, meOf, passDoor } from './engine/door.js';
import { NOTICES } from './engine/notices.js';
import { Opened } from './engine/opened.js';
import { painted } from './engine/painted.js';
import { EngineError } from './lib/engine_error.js';
import { IDLE_SECONDS } from './lib/round.js';

/** @typedef {import('./auth/passkey_unlocker.js').Unlocker} Unlocker */

const FOR_GOOD = ['elsewhere', 'left', 'office', 'refused', 'removed', 'unreadable'];
/** How long a lock waits for drafts that are being sealed. */
const DRAFT_PATIENCE = 2_000;

export class Engine extends Doing {
  /** @type {Unlocker[]} */
  #unlockers;
  /** @type {AbortController|null} */
  #attempt = null;
  /** @type {Promise<unknown>} what the last lock still has to do */
  #locking = Promise.resolve();
  #toOffice = false;

  /** @param {import('./engine/station.js').Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings);
    this.#unlockers = [new PasskeyUnlocker(this.credentials)];
    this.vigil = new Vigil({
      page: /** @type {Document} */ (this.page),
      idleSeconds: () => Math.max(this.tablet.wall?.idle_seconds ?? 120, this.inRound ? IDLE_SECONDS : 0),
      onExpire: (reason) => void this.lock(reason),
    });
  }

  /** Resolves when screens know what to show. */
  async start() {
    this.#meetVisitors();
    await super.start();
    this.page?.defaultView?.addEventListener('pagehide', () => this.#leave());
    // A page that comes back from the browser's memory has forgotten its keys: it starts anew, locked.
    this.page?.defaultView?.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  }

  /** The lock is told on the way out; with no network, it is the next page's first word. */
  #leave() {
    if (this.#toOffice) {
      // Being hidden makes the page ask for news, and it would first tell the server the lock that the office has no use for.
      void this.contact?.stop();
      return void this.lock('office');
    }
    if (this.opened && this.freshness.online) this.tablet.sayFarewell();
    void this.lock('left');
  }

  /** The next page is the office's: this page's keys go, the server's session stays until the bedside is met again. */
  toOffice() {
    this.#toOffice = true;
  }

  /** Another way in, asked before the passkeys. @param {Unlocker} unlocker */
  use(unlocker) {
    this.#unlockers.unshift(unlocker);
  }

  /** Whether this person comes back by touching their key, without its code. @param {string} staffId */
  isQuick(staffId) {
    const { wall, clock } = this.tablet;
    const staff = wall?.staff.find(({ id }) => id === staffId);
    if (!wall || !staff) return false;
    const door = { wall, staff, now: () => clock.estimate() };
    return Boolean(this.#unlockers.find((one) => one.accepts(staff))?.parked?.of(door));
  }

  /** Whether this person has a passkey of this very tablet, behind a personal code. @param {string} staffId */
  codeOf(staffId) {
    return codeOf(this.tablet.wall?.staff.find(({ id }) => id === staffId));
  }

  /** @param {string} staffId @param {import('./engine/door.js').Typed|null} [typed] throws EngineError */
  async unlock(staffId, typed) {
    if (this.status === 'elsewhere' || !this.contact) throw new EngineError('elsewhere');
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    await this.lock('switch');
    await this.#locking;
    this.become('unlocking');
    try {
      const house = { tablet: this.tablet, contact: this.contact, unlockers: this.#unlockers, credentials: this.credentials };
      const { staff, unlocked } = await passDoor(house, staffId, attempt.signal, typed);
      await this.#enter(new Opened(this.tablet, staff, unlocked), unlocked.storeKeys);
    } catch (error) {
      if (this.#attempt === attempt && this.status === 'unlocking') this.become('locked');
      throw doorError(error);
    }
  }

  /** @param {Opened} opened @param {import('./auth/user_key.js').StoreKey[]} storeKeys */
  async #enter(opened, storeKeys) {
    await opened.open(this.tablet, storeKeys);
    if (this.status !== 'unlocking') throw new EngineError('elsewhere');
    this.opened = opened;
    this.me = meOf(opened.staff);
    this.charter = opened.staff.has_accepted ? null : (this.tablet.wall?.charter ?? null);
    this.contact?.questions.askAhead(opened);
    this.vigil.start();
    this.become('unlocked');
    this.emit('rows');
    this.keepFreshness(this.freshness.online);
    opened.filled = this.#fill(opened);
    this.tablet.keepLastHere(opened.staff.id).catch(() => {});
    void this.room.askToStay();
    void this.contact?.nudge();
  }

  /** @param {Opened} opened */
  async #fill(opened) {
    if (opened.memory.persons().length > 0) await painted();
    if (!this.isOpen(opened)) return;
    try {
      await opened.fill(this.tablet.clock.estimate());
      this.recorder?.prepare();
      if (this.isOpen(opened)) this.emit('rows');
    } catch {
      // The store was closed under us, or cannot be read: an unlock that shows half of it would mislead.
      if (this.isOpen(opened)) await this.lock('unreadable');
    }
  }

  /** Drops every key and text of this page. @param {string} reason @param {string|null} [message] */
  async lock(reason, message) {
    const { opened } = this;
    // Someone may have taken the tablet away, or the page goes: nobody comes back to it quickly.
    if (FOR_GOOD.includes(reason)) for (const { parked } of this.#unlockers) parked?.clear();
    if (!opened) return;
    this.dispatchEvent(new Event('locking'));
    this.opened = null;
    this.me = null;
    this.inRound = false;
    this.vigil.stop();
    this.keepFreshness(this.freshness.online);
    this.showWall();
    this.become('locked');
    this.emit('rows');
    this.notify(message ?? NOTICES[reason]);
    this.windows?.tell('locked');
    const drafts = Promise.race([opened.drafts.settle(), new Promise((done) => setTimeout(done, DRAFT_PATIENCE))]);
    const closed = reason === 'office' ? null : this.contact?.closeSession();
    this.#locking = Promise.all([closed, drafts]).catch(() => {});
    await this.#locking;
  }

  /** When what the last lock had to write is written, and the server told if it can be. @returns {Promise<unknown>} */
  whenLocked() {
    return this.#locking;
  }

  /** Someone touched the tablet. */
  gesture() {
    this.vigil.gesture();
  }

  /** The app opens a picker, the camera or a passkey sheet over itself: being hidden is not being put away, for a minute. */
  stepOut() {
    this.vigil.stepOut();
  }

  /** @protected */
  idle() {
    return this.opened ? this.vigil.idle() : null;
  }

  /**
   * A script loaded beside this one, before or after it, may ask to be told of the engine: it dispatches
   * `chevet:visitor` with a function, or listens to `chevet:engine`.
   */
  #meetVisitors() {
    this.page?.addEventListener('chevet:visitor', (event) => /** @type {CustomEvent} */ (event).detail(this));
    this.page?.dispatchEvent(new CustomEvent('chevet:engine', { detail: this }));
  }
}
