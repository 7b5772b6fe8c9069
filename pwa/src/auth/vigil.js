/**
 * Watches over an unlocked tablet: locks it when nobody has touched it for a while, and when it is put away. A picker,
 * a camera or a passkey sheet that the app itself opened does not count as put away, for a minute.
 */

const GRACE = 60_000;
const GESTURES = ['pointerdown', 'keydown', 'wheel', 'touchstart'];

/**
 * @typedef {{page: Document, idleSeconds: () => number, onExpire: (reason: 'idle'|'hidden') => void,
 *   clocks?: (() => number)[]}} Options
 */

/** The clock on the wall goes on while the tablet sleeps; the page's own cannot be set back. The later one is right. */
const CLOCKS = [() => Date.now(), () => performance.now()];

export class Vigil {
  /** @type {number[]} by each clock */
  #lastGesture = [];
  /** @type {number[]} */
  #steppedOut = [];
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #timer;

  /** @param {Options} options */
  constructor({ page, idleSeconds, onExpire, clocks = CLOCKS }) {
    this.page = page;
    this.idleSeconds = idleSeconds;
    this.onExpire = onExpire;
    this.clocks = clocks;
  }

  start() {
    this.stop();
    this.gesture();
    this.#timer = setInterval(this.#look, 1_000);
    this.page.addEventListener('visibilitychange', this.#look);
    for (const name of GESTURES) this.page.addEventListener(name, this.gesture, { passive: true, capture: true });
  }

  stop() {
    clearInterval(this.#timer);
    this.#steppedOut = [];
    this.page.removeEventListener('visibilitychange', this.#look);
    for (const name of GESTURES) this.page.removeEventListener(name, this.gesture, { capture: true });
  }

  gesture = () => {
    this.#lastGesture = this.#read();
  };

  /** The app opens something of the system's over itself. */
  stepOut() {
    this.#steppedOut = this.#read();
  }

  /** For how many seconds nobody has touched the tablet. */
  idle() {
    return Math.floor(this.#since(this.#lastGesture) / 1_000);
  }

  #read() {
    return this.clocks.map((clock) => clock());
  }

  /** @param {number[]} then */
  #since(then) {
    return Math.max(0, ...this.#read().map((now, at) => now - (then[at] ?? -Infinity)));
  }

  #look = () => {
    const isAway = this.page.visibilityState === 'hidden' && this.#since(this.#steppedOut) >= GRACE;
    if (isAway) this.onExpire('hidden');
    else if (this.idle() >= this.idleSeconds()) this.onExpire('idle');
  };
}
