/**
 * The follow-ups of one unit's persons, as the server described them: one sealed block per person, since an open one has
 * no day of its own and may be due again tomorrow.
 */

/** @typedef {import('../lib/rows.js').FollowUpRow} FollowUpRow */
/** @typedef {import('./slice.js').Touched} Touched */

const NAME = '/follow_ups';

export class FollowUpShelf {
  /** @type {Map<string, FollowUpRow>} */
  rows = new Map();

  /** @param {string} unit */
  constructor(unit) {
    this.unit = unit;
  }

  /** Whether a block of this name would be one of these. @param {string} key */
  keeps(key) {
    return key.endsWith(NAME);
  }

  /** @param {FollowUpRow} row */
  #keyOf({ person }) {
    return `${this.unit}/${person}${NAME}`;
  }

  keys() {
    return new Set([...this.rows.values()].map((row) => this.#keyOf(row)));
  }

  /** @param {string} key */
  block(key) {
    const rows = [...this.rows.values()].filter((row) => this.#keyOf(row) === key);
    return rows.length ? rows : null;
  }

  /** @param {FollowUpRow} row @param {Touched} touched */
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
