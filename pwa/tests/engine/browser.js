/**
 * The little of a browser that the engine needs under Node: a page, Web Locks, and IndexedDB in memory.
 */
import 'fake-indexeddb/auto';
import { Engine } from '../../src/engine.js';

/** A page that can be hidden. */
export class Page extends EventTarget {
  visibilityState = 'visible';
  defaultView = new EventTarget();
  body = { dataset: { version: 'v1' } };
  referrer = '';

  /** @param {Map<string, string>} [jar] */
  constructor(jar = new Map()) {
    super();
    this.jar = jar;
  }

  get cookie() {
    return [...this.jar].map((pair) => pair.join('=')).join('; ');
  }

  set cookie(text) {
    const [name, value] = text.split(';')[0].split('=');
    this.jar.set(name, value);
  }

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
  cookies = new Map();
  /** What `navigator.storage` says. */
  storage = {
    isKept: false,
    room: { usage: 1e6, quota: 1e9 },
    persisted: async () => this.storage.isKept,
    persist: async () => (this.storage.isKept = true),
    estimate: async () => this.storage.room,
  };
  #open = [];

  /** @param {import('./home.js').Home} home */
  constructor(home) {
    this.home = home;
  }

  /** @param {{from?: string}} [options] from: the address of the page before */
  async page({ from = 'https://chevet.example/appareil/lien' } = {}) {
    const page = Object.assign(new Page(this.cookies), { referrer: from });
    const { home, locks, storage, databaseName } = this;
    const late = () => import('../../src/engine/late.js');
    const surroundings = { late, fetch: home.fetch, credentials: home.authenticator, page, locks, storage, databaseName };
    const engine = new Engine(surroundings);
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

  /** As when the browser evicts what it keeps of the site; cookies are kept apart. */
  async wipe() {
    await this.crash();
    const asked = indexedDB.deleteDatabase(this.databaseName);
    await new Promise((resolve, reject) => Object.assign(asked, { onsuccess: resolve, onerror: reject, onblocked: reject }));
  }

  /** As when the browser is closed. */
  async close() {
    for (const engine of this.#open.splice(0)) await engine.stop();
  }
}

/** Waits for what must come true. @param {() => unknown} isTrue */
export async function until(isTrue, patience = 20_000) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never came true: ${isTrue}`);
}
