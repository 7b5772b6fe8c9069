/**
 * After a restore the server may have forgotten what it had acknowledged: its epoch says so. All that the tablet kept
 * is then offered again, pages too, with the proofs of its sessions, and every unit is asked for whole.
 */
import { markKey } from '../store/feed.js';
import { strictly } from '../store/database.js';
import { offerPartsAgain } from './parts.js';

/** @typedef {import('../store/database.js').Database} Database */

/** @param {Database} db @param {string} epoch @returns {Promise<void>} */
export function offerAgain(db, epoch) {
  const within = IDBKeyRange.bound(markKey(''), markKey('\uffff'));
  return strictly(db, ['meta', 'outbox', 'proofs', 'parts'], async (tx) => {
    const meta = tx.objectStore('meta');
    const outbox = tx.objectStore('outbox');
    const proofs = tx.objectStore('proofs');
    const [rows, kept, parts] = await Promise.all([outbox.getAll(), proofs.getAll(), offerPartsAgain(tx)]);
    return [
      ...rows.filter(({ state }) => state !== 'waiting').map((row) => outbox.put({ ...row, state: 'waiting' })),
      ...kept.map((proof) => proofs.put({ ...proof, sent: false, met: false })),
      ...parts,
      meta.delete(within),
      meta.put(epoch, 'epoch'),
    ];
  });
}
