/**
 * What the feed is asked, and what was asked of it ahead: the server works while a tablet that just opened draws its
 * first screen. Units that are known share one question; one that comes whole has its own, since it takes its time.
 */

/**
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {import('../store/feed.js').Mark} Mark
 * @typedef {Map<string, string|null>} Asked the cursor held for each unit
 * @typedef {{asked: Asked, askedAt: number, answer: Promise<any>}} Question askedAt: this page's clock
 */

const PATIENCE = 20_000;

export class Questions {
  /** @type {WeakMap<Opened, Question[]>} */
  #ahead = new WeakMap();

  /** @param {import('./server.js').Server} server */
  constructor(server) {
    this.server = server;
  }

  /** Not while the server has no session yet. @param {Opened} opened */
  askAhead(opened) {
    if (!opened.resume) this.#ahead.set(opened, this.#ask(held(opened)));
  }

  /** For all its units; of what was asked ahead, only where a unit does not stand elsewhere by now. @param {Opened} opened */
  take(opened) {
    const now = held(opened);
    const ahead = (this.#ahead.get(opened) ?? []).filter(({ asked }) =>
      [...asked].every(([unit, cursor]) => now.get(unit) === cursor),
    );
    this.#ahead.delete(opened);
    for (const { asked } of ahead) for (const unit of asked.keys()) now.delete(unit);
    return [...ahead, ...this.#ask(now)];
  }

  /** @param {Asked} units @returns {Question[]} */
  #ask(units) {
    const known = [...units].filter(([, cursor]) => cursor);
    const whole = [...units].filter(([, cursor]) => !cursor);
    const groups = [...(known.length ? [known] : []), ...whole.map((one) => [one])];
    return groups.map((group) => this.#post(new Map(group)));
  }

  /** @param {Asked} asked @returns {Question} */
  #post(asked) {
    const units = [...asked].map(([unit, cursor]) => (cursor ? { unit, cursor } : { unit }));
    const askedAt = Date.now();
    const answer = this.server.post('/api/v1/changes', { units }, { timeout: PATIENCE });
    // Whoever takes it up hears of its failure.
    answer.catch(() => {});
    return { asked, askedAt, answer };
  }
}

/** @param {Opened} opened @returns {Asked} */
function held({ units, marks }) {
  return new Map(units.map((unit) => [unit, marks.get(unit)?.cursor ?? null]));
}
