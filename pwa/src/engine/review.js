/**
 * What the server put aside and the reader may judge: what this tablet knows by itself, network or not, and what the
 * server adds. Kept in memory with the rest of an unlock.
 */

/**
 * @typedef {import('../store/facts.js').Fact} Fact
 * @typedef {{command: string|null, quarantine: string|null, code: string|null, reason: string|null, received_at: string,
 *   device: {id: string, name: string}|null, author: string|null, person: string|null, type: string|null,
 *   at: string|null, body: any}} Told
 * @typedef {{key: string, command: string|null, quarantine: string|null, code: string|null, reason: string|null,
 *   at: string|null, author: string|null, authorName: string, mine: boolean, person: string|null, type: string|null,
 *   body: any, device: string|null}} Item
 */

const ASKED_EVERY = 5 * 60 * 1000;
export const SETTLE = 'quarantine.settle';

export class Review {
  /** @type {Told[]} */
  #told = [];
  #askedAt = 0;
  /** Settled in this unlock: an answer that was on its way does not bring them back. @type {Set<string>} */
  #over = new Set();
  /** The reader looks at the list, or something was just put aside. */
  isWanted = false;

  /** @param {boolean} mayHaveSome */
  isDue(mayHaveSome) {
    return this.isWanted || (mayHaveSome && Date.now() - this.#askedAt > ASKED_EVERY);
  }

  /** @param {Told[]} items */
  take(items) {
    this.#told = items;
    this.asked();
  }

  asked() {
    this.isWanted = false;
    this.#askedAt = Date.now();
  }

  /** @param {{command: string|null, quarantine: string|null}} of */
  settle({ command, quarantine }) {
    for (const id of [command, quarantine]) if (id) this.#over.add(id);
  }

  /** @param {import('../store/memory.js').Memory} memory @param {boolean} mayJudge others' too @returns {Item[]} oldest first */
  items(memory, mayJudge) {
    const over = new Set([...this.#over, ...settledBy(memory.facts.values())]);
    /** @type {Map<string, Item>} */
    const items = new Map();
    for (const fact of memory.facts.values()) {
      if (fact.state !== 'quarantined' || fact.type === SETTLE) continue;
      if (mayJudge || fact.author === memory.me) items.set(fact.id, ofFact(fact, memory));
    }
    for (const told of this.#told) {
      // A decision that was put aside decides nothing: what it was about is still in the list.
      if (told.type === SETTLE) continue;
      const key = told.command ?? told.quarantine ?? '';
      items.set(key, { ...ofServer(told, key, memory), ...known(items.get(key)) });
    }
    const isOpen = (/** @type {Item} */ { command, quarantine }) => !over.has(command ?? '') && !over.has(quarantine ?? '');
    return [...items.values()].filter(isOpen).sort((one, other) => (one.at ?? '').localeCompare(other.at ?? ''));
  }
}

/** What decisions made on this tablet concern, unless they were themselves put aside. @param {Iterable<Fact>} facts @returns {string[]} */
export function settledBy(facts) {
  const decisions = [...facts].filter(({ type, state }) => type === SETTLE && state !== 'quarantined');
  return decisions.flatMap(({ body }) => [body.command, body.quarantine].filter(Boolean));
}

/** What the tablet knows is whole, even where the server may not say it. @param {Item|undefined} item */
function known(item) {
  if (!item) return {};
  const { at, author, authorName, mine, person, type, body } = item;
  return { at, author, authorName, mine, person, type, body };
}

/** @param {Fact} fact @param {import('../store/memory.js').Memory} memory @returns {Item} */
function ofFact({ id, type, at, author, author_name, person, body, reason }, memory) {
  const who = { author, authorName: memory.nameOf(author) ?? author_name, mine: author === memory.me };
  return { key: id, command: id, quarantine: null, code: null, reason, at, ...who, person, type, body, device: null };
}

/** @param {Told} told @param {string} key @param {import('../store/memory.js').Memory} memory @returns {Item} */
function ofServer(told, key, memory) {
  const { command, quarantine, code, reason, received_at, device, author, person, type, at, body } = told;
  const who = { author, authorName: (author && memory.nameOf(author)) ?? '', mine: author === memory.me };
  return { key, command, quarantine, code, reason, at: at ?? received_at, ...who, person, type, body, device: device?.name ?? null };
}
