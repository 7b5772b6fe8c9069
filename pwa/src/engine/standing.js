/**
 * Where the tablet stands, as plain values, and the event that says they changed.
 */

/**
 * @typedef {'starting'|'not-enrolled'|'locked'|'unlocking'|'unlocked'|'elsewhere'} Status
 * @typedef {'status'|'wall'|'rows'|'queue'|'freshness'|'notice'} What
 * @typedef {{count: number, oldestAt: Date|null, quarantined: number, pages?: number, sending: boolean, receiving: boolean,
 *   progress: {done: number, total: number}|null}} Queue receiving: whole units; progress: of a sending that takes its time
 */

/** How often an age that merely grew is worth drawing again. */
const FRESHNESS_STEP = 20_000;
/** What takes longer says how far it is. */
const NOTICEABLE = 1_000;

export class Standing extends EventTarget {
  #freshAt = 0;
  #sendingSince = 0;
  /** @type {Status} */
  status = 'starting';
  /** @type {ReturnType<import('./tablet.js').Tablet['shownWall']>} */
  wall = null;
  /** @type {Queue} */
  queue = { count: 0, oldestAt: null, quarantined: 0, sending: false, receiving: false, progress: null };
  /** @type {{asOf: Date|null, online: boolean}} */
  freshness = { asOf: null, online: globalThis.navigator?.onLine !== false };
  /** What the browser says of its room. @type {import('./room.js').State} */
  storage = { persisted: null, usage: null, quota: null, isLow: false };
  /** A round is on the screen: a hand may be busy for longer. */
  inRound = false;
  /** Numbers that never reached the server. @type {import('../outbox/ledger.js').Ledger['lost']} */
  lost = null;

  /** @param {What} what @param {object} [more] */
  emit(what, more = {}) {
    this.dispatchEvent(new CustomEvent('change', { detail: { what, ...more } }));
  }

  /** @protected @param {Status} status */
  become(status) {
    if (this.status === status) return;
    this.status = status;
    this.emit('status');
  }

  /** @protected @param {Partial<Queue>} change */
  keepQueue(change) {
    this.queue = { ...this.queue, ...change };
    this.emit('queue');
  }

  /** @protected @param {boolean} isSending */
  keepSending(isSending) {
    if (isSending) this.#sendingSince = Date.now();
    const sending = isSending && this.queue.count > 0;
    if (sending !== this.queue.sending) this.keepQueue({ sending, progress: null });
  }

  /** @protected @param {number} done @param {number} total */
  keepProgress(done, total) {
    const isSlow = Date.now() - this.#sendingSince >= NOTICEABLE;
    if (isSlow && done < total) this.keepQueue({ progress: { done, total } });
  }

  /** @protected @param {Date|null} asOf @param {boolean} online */
  keepFresh(asOf, online) {
    const before = this.freshness;
    this.freshness = { asOf, online };
    const isNews = online !== before.online || !asOf !== !before.asOf;
    if (!isNews && Date.now() - this.#freshAt < FRESHNESS_STEP) return;
    this.#freshAt = Date.now();
    this.emit('freshness');
  }

  /** Says something unasked, on the page or on the wall. @param {string|null|undefined} text in French */
  notify(text) {
    if (text) this.emit('notice', { text });
  }
}
