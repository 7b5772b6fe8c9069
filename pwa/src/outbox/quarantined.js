/**
 * What the server put aside stays here, with its text, until somebody has decided, or until it was filed after all.
 */
import { strictly } from '../store/database.js';

/** @typedef {import('../store/database.js').Database} Database */

/** @param {Database} db @returns {Promise<string[]>} ids of the commands */
export async function quarantinedIds(db) {
  const range = IDBKeyRange.bound(['quarantined', 0], ['quarantined', Infinity], true);
  const rows = await db.getAllFromIndex('outbox', 'by_state', range);
  return rows.map(({ id }) => id);
}

/** Decided, or filed: the fact goes, the envelope rests with the acknowledged ones. @param {Database} db @param {string[]} ids @returns {Promise<void>} */
export function letGo(db, ids) {
  return strictly(db, ['outbox', 'pending'], async (tx) => {
    const outbox = tx.objectStore('outbox');
    const rows = await Promise.all(ids.map((id) => outbox.index('by_id').get(id)));
    const held = rows.flatMap((row) => (row?.state === 'quarantined' ? row : []));
    return [
      ...held.map((row) => outbox.put({ ...row, state: 'acknowledged', outcome: 'settled' })),
      ...held.map(({ id }) => tx.objectStore('pending').delete(id)),
    ];
  });
}
