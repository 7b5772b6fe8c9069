/**
 * Entries read on the server because they are older than what the tablet keeps: in memory until the lock, never on
 * disk. What is done to them here is laid over them like over the others.
 */
import { effectsOf, shownRows, withFacts } from './merge.js';
import { chained } from './versions.js';

/**
 * @typedef {import('../lib/rows.js').EntryRow} EntryRow
 * @typedef {import('./merge.js').Entry} Entry
 * @typedef {import('./merge.js').Reader} Reader
 * @typedef {import('./facts.js').Fact} Fact
 */

export class Older {
  /** @type {Map<string, EntryRow>} */
  #rows = new Map();

  /** @param {EntryRow[]} rows */
  keep(rows) {
    for (const row of rows) this.#rows.set(row.id, row);
  }

  /** @param {string} id */
  row(id) {
    return this.#rows.get(id) ?? null;
  }

  /**
   * Those of the ids that still stand, newest first. They are not counted as unread: nobody owes ten years of reading.
   * @param {string[]} ids @param {Map<string, Fact>} facts @param {Reader} reader @returns {Entry[]}
   */
  entries(ids, facts, reader) {
    const rows = ids.flatMap((id) => this.#rows.get(id) ?? []);
    const known = new Set(ids);
    const about = [...facts.values()].filter(({ type, body }) => type !== 'transmission.record' && known.has(body?.entry));
    const shown = chained(withFacts(shownRows(rows, reader), effectsOf(about), reader));
    return shown.map((entry) => (entry.unread ? readAlready(entry) : entry));
  }
}

/** @type {WeakMap<Entry, Entry>} */
const lastShown = new WeakMap();

/** The same object for the same entry. @param {Entry} entry */
function readAlready(entry) {
  const shown = lastShown.get(entry) ?? { ...entry, unread: false };
  lastShown.set(entry, shown);
  return shown;
}
