/**
 * The tablet's store on disk: one IndexedDB database. All that could name a person accompanied is sealed before it
 * comes here, and no key ever does (a non-extractable CryptoKey kept in IndexedDB is readable in the profile's files).
 *
 * Begin with `schema` below; `blocks.js` and `facts.js` seal, `memory.js` is what screens read.
 */
import { openDB } from 'idb';

/**
 * @typedef {{n: number, id: string, jwe: string, session: string, install: string, seq: number, at: string,
 *   state: 'waiting'|'acknowledged'|'quarantined', outcome: string|null, code: string|null, reason: string|null,
 *   acknowledged_at: string|null}} OutboxRow
 * @typedef {{session: string, jwe: string, sent: boolean, met?: boolean}} ProofRow sent: the server has had it; met: it
 *   opened that session itself, so that the proof is only needed should it forget
 * @typedef {{unit: string, version: number, iv: Uint8Array, sealed: ArrayBuffer}} Sealed
 * @typedef {import('idb').DBSchema & {
 *   meta: {key: string, value: any},
 *   outbox: {key: number, value: OutboxRow, indexes: {by_state: [string, number], by_id: string}},
 *   proofs: {key: string, value: ProofRow},
 *   pending: {key: string, value: Sealed & {id: string}},
 *   blocks: {key: string, value: Sealed & {key: string}},
 *   drafts: {key: number, value: {n: number, staff: string, jwe?: string, block?: Sealed}},
 *   captures: {key: string, value: import('./captures.js').CaptureRow},
 *   parts: {key: string, value: import('./parts.js').PartRow, indexes: {by_state: string, by_document: string}},
 *   ciphertexts: {key: string, value: ArrayBuffer},
 *   thumbs: {key: string, value: import('./thumbs.js').ThumbRow, indexes: {by_document: string}},
 * }} Schema
 * @typedef {import('idb').IDBPDatabase<Schema>} Database
 * @typedef {import('idb').StoreNames<Schema>} StoreName
 */

export const NAME = 'chevet-1';

/**
 * @param {{name?: string, onClosed?: () => void, beforeClosing?: () => Promise<unknown>}} [options]
 *   beforeClosing: what must be written first when another version of the app wants the store; onClosed: that one, or
 *   the browser, closed it
 * @returns {Promise<Database>}
 */
export async function openDatabase({ name = NAME, onClosed = () => {}, beforeClosing = async () => {} } = {}) {
  /** @type {Database} */
  const db = await openDB(name, 2, {
    upgrade: schema,
    async blocking() {
      await beforeClosing().catch(() => {});
      db.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return db;
}

/** What a version before made stays as it is. @param {Database} db @param {number} before */
function schema(db, before) {
  if (before < 1) first(db);
  db.createObjectStore('captures', { keyPath: 'id' });
  const parts = db.createObjectStore('parts', { keyPath: 'name' });
  parts.createIndex('by_state', 'state');
  parts.createIndex('by_document', 'document');
  db.createObjectStore('ciphertexts');
  db.createObjectStore('thumbs', { keyPath: 'key' }).createIndex('by_document', 'document');
}

/** @param {Database} db */
function first(db) {
  db.createObjectStore('meta');
  const outbox = db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
  outbox.createIndex('by_state', ['state', 'n']);
  outbox.createIndex('by_id', 'id', { unique: true });
  db.createObjectStore('proofs', { keyPath: 'session' });
  db.createObjectStore('pending', { keyPath: 'id' });
  db.createObjectStore('blocks', { keyPath: 'key' });
  db.createObjectStore('drafts', { keyPath: 'n', autoIncrement: true });
}

/**
 * One transaction that is on the disk, not merely on its way there, when this resolves. All or nothing; it rejects with
 * what the transaction itself says went wrong: a full disk shows only when it ends.
 * @template {StoreName[]} Names
 * @param {Database} db @param {Names} stores
 * @param {(tx: import('idb').IDBPTransaction<Schema, Names, 'readwrite'>) => Promise<unknown>[]|Promise<Promise<unknown>[]>} work
 *   its requests; awaits nothing but the transaction's own
 */
export async function strictly(db, stores, work) {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
  const over = tx.done.then(
    () => null,
    (/** @type {unknown} */ error) => error,
  );
  const results = await Promise.allSettled(await work(tx));
  const error = await over;
  if (error) throw results.map(causeOf).find(Boolean) ?? error;
}

/**
 * Why a request failed; one that merely fell with its neighbours does not know.
 * @param {PromiseSettledResult<unknown>} result
 */
function causeOf(result) {
  return result.status === 'rejected' && result.reason?.name !== 'AbortError' ? result.reason : null;
}
