/**
 * The room that the browser gives: whether it keeps it for good, and how much of it is left. Asked for at the first
 * unlock, when a hand is on the tablet; looked at from time to time.
 */

/**
 * @typedef {{persisted: boolean|null, usage: number|null, quota: number|null, isLow: boolean}} State null: not known
 */

const LOW = 0.8;
/** A large quota on a disk that is full is no room either. */
const LEAST = 30 * 1024 * 1024;
const LOOKED_EVERY = 10 * 60 * 1000;

export class Room {
  /** @type {State} */
  state = { persisted: null, usage: null, quota: null, isLow: false };
  #lookedAt = 0;
  #isAsked = false;

  /** @param {StorageManager|undefined} storage @param {(state: State) => void} onChange */
  constructor(storage, onChange) {
    this.storage = storage;
    this.onChange = onChange;
  }

  /** @param {{now?: boolean}} [options] now: whatever was seen a moment ago */
  async look({ now = false } = {}) {
    if (!now && Date.now() - this.#lookedAt < LOOKED_EVERY) return;
    this.#lookedAt = Date.now();
    const [persisted, { usage = null, quota = null }] = await Promise.all([
      answerOf(() => this.storage?.persisted(), null),
      answerOf(() => this.storage?.estimate(), {}),
    ]);
    this.#keep({ persisted, usage, quota, isLow: isLow(usage, quota) });
  }

  /** Asks to be kept, once a page: some browsers ask the person at the screen. */
  async askToStay() {
    if (this.#isAsked || this.state.persisted) return;
    this.#isAsked = true;
    const persisted = await answerOf(() => this.storage?.persist(), null);
    this.#keep({ ...this.state, persisted });
  }

  /** A write found no room. */
  isFull() {
    this.#keep({ ...this.state, isLow: true });
  }

  /** @param {State} state */
  #keep(state) {
    const before = this.state;
    this.state = state;
    if (state.persisted !== before.persisted || state.isLow !== before.isLow) this.onChange(state);
  }
}

/** @param {number|null} usage @param {number|null} quota */
function isLow(usage, quota) {
  if (usage === null || !quota) return false;
  return usage >= quota * LOW || quota - usage < LEAST;
}

/** @template T @param {() => Promise<T>|undefined} ask @param {T} unknown @returns {Promise<T>} */
async function answerOf(ask, unknown) {
  try {
    return (await ask()) ?? unknown;
  } catch {
    return unknown;
  }
}
