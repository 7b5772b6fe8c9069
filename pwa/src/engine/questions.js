/**
 * What the feed is asked, and what was asked of it ahead: the server works while a tablet that just opened draws its
 * first screen.
 */

/**
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {{cursor: string|null|undefined, askedAt: number, answer: Promise<any>}} Question
 *   askedAt: this page's clock
 */

const PATIENCE = 20_000;

export class Questions {
  /** @type {WeakMap<Opened, Map<string, Question>>} */
  #ahead = new WeakMap();

  /** @param {import('./server.js').Server} server */
  constructor(server) {
    this.server = server;
  }

  /** Not while the server has no session yet. @param {Opened} opened */
  askAhead(opened) {
    if (opened.resume) return;
    this.#ahead.set(opened, new Map(opened.units.map((unit) => [unit, this.#ask(opened, unit)])));
  }

  /** What was asked ahead, unless the unit stands elsewhere by now. @param {Opened} opened @param {string} unit */
  take(opened, unit) {
    const ahead = this.#ahead.get(opened);
    const asked = ahead?.get(unit);
    ahead?.delete(unit);
    return asked && asked.cursor === opened.marks.get(unit)?.cursor ? asked : this.#ask(opened, unit);
  }

  /** @param {Opened} opened @param {string} unit @returns {Question} */
  #ask(opened, unit) {
    const cursor = opened.marks.get(unit)?.cursor;
    const query = new URLSearchParams({ unit, ...(cursor ? { cursor } : {}) });
    const askedAt = Date.now();
    const answer = this.server.get(`/api/v1/changes?${query}`, { timeout: PATIENCE });
    // Whoever takes it up hears of its failure.
    answer.catch(() => {});
    return { cursor, askedAt, answer };
  }
}
