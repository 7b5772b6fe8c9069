/**
 * One window of this tablet writes at a time. A Web Lock says which; the others may ask for it ("reprendre ici"), and a
 * window that does not answer (frozen, crashed) loses it.
 */

const LOCK = 'chevet-writer';
const ASK_PATIENCE = 1_500;

/**
 * @typedef {{request: (name: string, options: object, hold: (lock: unknown) => Promise<void>|void) => Promise<unknown>}} Locks
 * @typedef {{locks: Locks|undefined, onGain: () => void, onLose: () => void, ask: () => void}} Options
 *   ask: tells the window that has the lock to let it go
 */

export class Turn {
  held = false;
  /** @type {() => void} */
  #letGo = () => {};
  /** @type {AbortController} */
  #waiting = new AbortController();
  #isOver = false;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
  }

  /** Asks for the lock; `onGain` is called whenever it comes, now or when the other window closes. */
  queue() {
    const { locks } = this.options;
    if (this.#isOver) return;
    if (!locks) {
      this.#gain();
      return;
    }
    this.#waiting = new AbortController();
    this.#request(locks, { signal: this.#waiting.signal });
  }

  /** Takes it from the other window: politely, then not. */
  async takeOver() {
    const { locks, ask } = this.options;
    if (this.held) return;
    this.#isOver = false;
    if (!locks) return this.#gain();
    ask();
    for (const end = Date.now() + ASK_PATIENCE; !this.held && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    if (this.held) return;
    this.#waiting.abort();
    this.#request(locks, { steal: true });
  }

  /** Lets another window write, and waits in line again. */
  release() {
    if (!this.held) return;
    this.#lose();
    this.#letGo();
    // A moment later, so that the window that asked comes first.
    setTimeout(() => this.queue(), 50);
  }

  /** Lets go, and waits no more. */
  leave() {
    this.#isOver = true;
    this.#waiting.abort();
    this.held = false;
    this.#letGo();
  }

  /** @param {Locks} locks @param {object} options */
  #request(locks, options) {
    let mine = false;
    const hold = () => {
      mine = true;
      this.#gain();
      return new Promise((/** @type {(value: void) => void} */ resolve) => {
        this.#letGo = resolve;
      });
    };
    locks.request(LOCK, { mode: 'exclusive', ...options }, hold).catch(() => {
      // Our own abort while waiting is no loss; a lock taken from us is.
      if (!mine || !this.held) return;
      this.#lose();
      this.queue();
    });
  }

  #gain() {
    this.held = true;
    this.options.onGain();
  }

  #lose() {
    this.held = false;
    this.options.onLose();
  }
}
