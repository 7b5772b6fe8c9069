/**
 * The outbox on disk. Rows are only ever added, marked, and let go long after the server said they are safe.
 */
import { strictly } from '../store/database.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('../store/database.js').OutboxRow} Row
 * @typedef {{count: number, oldestAt: Date|null, quarantined: number}} Summary
 */

const DAY = 24 * 60 * 60 * 1000;
export const KEPT_DAYS = 14;
export const BATCH_ROWS = 200;
export const BATCH_BYTES = 4 * 1024 * 1024;

/** @param {Row['state']} state @param {number} [after] */
const inState = (state, after = 0) => IDBKeyRange.bound([state, after], [state, Infinity], true);

/** @param {Database} db @returns {Promise<Summary>} */
export async function summarise(db) {
  const index = db.transaction('outbox').store.index('by_state');
  const [count, quarantined, oldest] = await Promise.all([
    index.count(inState('waiting')),
    index.count(inState('quarantined')),
    index.get(inState('waiting')),
  ]);
  return { count, quarantined, oldestAt: oldest ? new Date(oldest.at) : null };
}

/**
 * The next rows to send, in the order they were written.
 * @param {Database} db @param {{after?: number, rows?: number, bytes?: number}} [limits] after: only rows past this number
 * @returns {Promise<Row[]>} at least one, if any waits
 */
export async function nextBatch(db, { after = 0, rows = BATCH_ROWS, bytes = BATCH_BYTES } = {}) {
  const range = inState('waiting', after);
  const waiting = await db.transaction('outbox').store.index('by_state').getAll(range, rows);
  let size = 0;
  const over = waiting.findIndex((row, at) => (size += row.jwe.length + 3) > bytes && at > 0);
  return over === -1 ? waiting : waiting.slice(0, over);
}

/** @param {Database} db @param {Row[]} rows to put back as they now are */
export function store(db, rows) {
  return strictly(db, ['outbox'], (tx) => rows.map((row) => tx.objectStore('outbox').put(row)));
}

/** Whether a session still has envelopes to send. @param {Database} db @returns {Promise<Set<string>>} */
export async function sessionsWaiting(db) {
  const rows = await db.transaction('outbox').store.index('by_state').getAll(inState('waiting'));
  return new Set(rows.map(({ session }) => session));
}

/**
 * Lets go of envelopes the server has had for 14 days, or that a verified backup covers.
 * @param {Database} db @param {{now: Date, durableThrough: string|null}} limits
 */
export async function prune(db, { now, durableThrough }) {
  const limit = new Date(now.getTime() - KEPT_DAYS * DAY).toISOString();
  const isSafe = (/** @type {string} */ at) =>
    at < limit || (durableThrough !== null && Date.parse(at) <= Date.parse(durableThrough));
  const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
  for await (const cursor of tx.store.index('by_state').iterate(inState('acknowledged'))) {
    const { acknowledged_at } = cursor.value;
    if (acknowledged_at && isSafe(acknowledged_at)) await cursor.delete();
  }
  await tx.done;
}
