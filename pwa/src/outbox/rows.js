/**
 * The outbox on disk. Rows are only ever added, marked, and let go long after the server said they are safe.
 */
import { strictly } from '../store/database.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('../store/database.js').OutboxRow} Row
 * @typedef {{count: number, oldestAt: Date|null, quarantined: number, pages: number, hasPaper: boolean}} Summary pages: that wait too; hasPaper: pages or thumbnails are kept here
 * @typedef {Pick<Row, 'n'|'install'|'seq'|'session'> & {size: number}} Place of what waits, without what it holds
 * @typedef {{lastSeq: number, places: Place[]}} Waiting
 */

const DAY = 24 * 60 * 60 * 1000;
export const KEPT_DAYS = 14;
export const BATCH_ROWS = 200;
export const BATCH_BYTES = 4 * 1024 * 1024;

/** @param {Row['state']} state */
const inState = (state) => IDBKeyRange.bound([state, 0], [state, Infinity], true);

/** @param {Database} db @returns {Promise<Summary>} */
export async function summarise(db) {
  const tx = db.transaction(['outbox', 'parts', 'thumbs']);
  const index = tx.objectStore('outbox').index('by_state');
  const parts = tx.objectStore('parts');
  const [count, quarantined, oldest, pages, ...kept] = await Promise.all([
    index.count(inState('waiting')),
    index.count(inState('quarantined')),
    index.get(inState('waiting')),
    parts.index('by_state').count('waiting'),
    parts.count(),
    tx.objectStore('thumbs').count(),
  ]);
  return { count, quarantined, pages, hasPaper: kept.some(Boolean), oldestAt: oldest ? new Date(oldest.at) : null };
}

/** What waits, in the order it was written, and the last number taken, both as of one moment. @param {Database} db @returns {Promise<Waiting>} */
export async function waitingNow(db) {
  const tx = db.transaction(['meta', 'outbox']);
  const [lastSeq = 0, rows] = await Promise.all([
    tx.objectStore('meta').get('seq'),
    tx.objectStore('outbox').index('by_state').getAll(inState('waiting')),
  ]);
  return { lastSeq, places: rows.map(({ n, install, seq, session, jwe }) => ({ n, install, seq, session, size: jwe.length })) };
}

/** How many of these go together: at least one. @param {Place[]} places @param {number} rows */
export function batchOf(places, rows, bytes = BATCH_BYTES) {
  let size = 0;
  const over = places.slice(0, rows).findIndex((place, at) => (size += place.size + 3) > bytes && at > 0);
  return places.slice(0, over === -1 ? rows : over);
}

/** @param {Database} db @param {Place[]} places @returns {Promise<Row[]>} those that still wait */
export async function rowsAt(db, places) {
  const { store } = db.transaction('outbox');
  const rows = await Promise.all(places.map(({ n }) => store.get(n)));
  return rows.flatMap((row) => (row?.state === 'waiting' ? row : []));
}

/** @param {Database} db @param {Row[]} rows to put back as they now are */
export function store(db, rows) {
  return strictly(db, ['outbox'], (tx) => rows.map((row) => tx.objectStore('outbox').put(row)));
}

/** Whether what the server had at that time needs to be kept no longer: 14 days, or a verified backup. @param {string|null} at @param {{now: Date, durableThrough: string|null}} limits */
export function isSafe(at, { now, durableThrough }) {
  if (at === null) return false;
  return at < new Date(now.getTime() - KEPT_DAYS * DAY).toISOString() || (durableThrough !== null && Date.parse(at) <= Date.parse(durableThrough));
}

/**
 * Lets go of envelopes the server has had for 14 days, or that a verified backup covers, and of the proofs that no
 * envelope needs any more.
 * @param {Database} db @param {{now: Date, durableThrough: string|null, session?: string|null}} limits session: the one that is open
 */
export async function prune(db, { session = null, ...limits }) {
  const tx = db.transaction(['outbox', 'proofs'], 'readwrite', { durability: 'strict' });
  /** @type {Set<string|null>} */
  const needed = new Set([session]);
  for await (const cursor of tx.objectStore('outbox').iterate()) {
    const { state, acknowledged_at } = cursor.value;
    if (state === 'acknowledged' && isSafe(acknowledged_at, limits)) await cursor.delete();
    else needed.add(cursor.value.session);
  }
  for await (const cursor of tx.objectStore('proofs').iterate()) {
    if (cursor.value.sent && !needed.has(cursor.value.session)) await cursor.delete();
  }
  await tx.done;
}
