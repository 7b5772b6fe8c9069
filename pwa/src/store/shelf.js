/**
 * Rows that have no day of their own, as the server described them: one sealed block per person and kind, or one for
 * the unit where the rows are nobody's in particular. A follow-up may be due again tomorrow; a line holds for months.
 */

/** @typedef {{id: string, person?: string, expires_at?: string|null}} Row */
/** @typedef {import('./slice.js').Touched} Touched */

/** Each kind of the feed that is kept so. A kind that is not here, nor in the slice, is not known to this version. */
export const SHELVED = /** @type {const} */ (['follow_up', 'line', 'dose', 'caution', 'drug', 'observation', 'last_measure', 'threshold', 'administration', 'dose_conflict', 'silence', 'label', 'recall', 'container', 'document', 'wound', 'health']);

/** @template {Row} R */
export class Shelf {
  /** @type {Map<string, R>} */
  rows = new Map();

  /** @param {string} unit @param {string} kind */
  constructor(unit, kind) {
    this.unit = unit;
    this.kind = kind;
  }

  /** Whether a block of this name would be one of these. @param {string} key */
  keeps(key) {
    return key.endsWith(`/${this.kind}s`);
  }

  /** @param {R} row */
  #keyOf({ person }) {
    return `${this.unit}/${person ? `${person}/` : ''}${this.kind}s`;
  }

  keys() {
    return new Set([...this.rows.values()].map((row) => this.#keyOf(row)));
  }

  /** @param {string} key */
  block(key) {
    const rows = [...this.rows.values()].filter((row) => this.#keyOf(row) === key);
    return rows.length ? rows : null;
  }

  /** @param {R} row @param {Touched} touched */
  put(row, touched) {
    this.drop(row.id, touched);
    this.rows.set(row.id, row);
    touched.add(this.#keyOf(row));
  }

  /** @param {string} id @param {Touched} touched */
  drop(id, touched) {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.delete(id);
    touched.add(this.#keyOf(row));
  }

  /** @param {string} person @param {Touched} touched */
  dropPerson(person, touched) {
    for (const row of [...this.rows.values()]) if (row.person === person) this.drop(row.id, touched);
  }

  /** @param {Date} now @param {Touched} touched */
  prune(now, touched) {
    for (const { id, expires_at } of [...this.rows.values()]) {
      if (expires_at && new Date(expires_at) <= now) this.drop(id, touched);
    }
  }
}
