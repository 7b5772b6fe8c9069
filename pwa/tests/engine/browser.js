/**
 * The little of a browser that the engine needs under Node: a page, Web Locks, and IndexedDB in memory.
 */
import 'fake-indexeddb/auto';
import { Engine } from '../../src/engine.js';

/** A page that can be hidden. */
export class Page extends EventTarget {
  visibilityState = 'visible';
  defaultView = new EventTarget();

  hide() {
    this.visibilityState = 'hidden';
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

/** Web Locks of one origin: a queue for each name, abort and steal included. */
export class Locks {
  #held = null;
  #queue = [];

  request = (name, options, hold) =>
    new Promise((resolve, reject) => {
      const turn = { resolve, reject, hold };
      options.signal?.addEventListener('abort', () => {
        this.#queue = this.#queue.filter((one) => one !== turn);
        reject(new DOMException('aborted', 'AbortError'));
      });
      if (options.steal) {
        this.#held?.reject(new DOMException('stolen', 'AbortError'));
        this.#held = null;
        this.#queue.unshift(turn);
      } else this.#queue.push(turn);
      this.#next();
    });

  #next() {
    if (this.#held || this.#queue.length === 0) return;
    const turn = this.#queue.shift();
    this.#held = turn;
    const over = () => {
      if (this.#held === turn) this.#held = null;
      turn.resolve();
      this.#next();
    };
    queueMicrotask(() => Promise.resolve(turn.hold({})).then(over));
  }
}

let stores = 0;

/** A tablet's browser profile: pages opened in it share store and locks. */
export class Profile {
  databaseName = `test-${(stores += 1)}`;
  locks = new Locks();
  #open = [];

  /** @param {import('./home.js').Home} home */
  constructor(home) {
    this.home = home;
  }

  async page() {
    const page = new Page();
    const { home, locks, databaseName } = this;
    const engine = new Engine({ fetch: home.fetch, credentials: home.authenticator, page, locks, databaseName });
    this.#open.push(engine);
    await engine.start();
    return engine;
  }

  /** As when the machine stops: no goodbye. */
  async crash() {
    for (const engine of this.#open.splice(0)) {
      engine.vigil.stop();
      await engine.contact?.stop();
      engine.windows.close();
      engine.tablet.db.close();
    }
  }

  /** As when the browser is closed. */
  async close() {
    for (const engine of this.#open.splice(0)) await engine.stop();
  }
}

/** Waits for what must come true. @param {() => unknown} isTrue */
export async function until(isTrue, patience = 3_000) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came true: ${isTrue}`);
}
