/**
 * Proofs of unlock, sealed, kept as long as an envelope of their session is: a server that was restored from a backup
 * may have forgotten the session, and must be able to believe it again.
 */
import { strictly } from '../store/database.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('../store/database.js').ProofRow} Proof
 */

/** The server takes no more at once. */
const MOST = 200;

/** @param {Database} db @param {Proof} proof */
export const keepProof = (db, proof) => strictly(db, ['proofs'], (tx) => [tx.objectStore('proofs').put(proof)]);

/**
 * Those to offer: the ones the server has not had, and, of an unlock made without it, those that explain what goes with
 * them.
 * @param {Database} db @param {Set<string>} sessions of the envelopes that go with them @returns {Promise<Proof[]>}
 */
export async function dueProofs(db, sessions) {
  const due = (await db.getAll('proofs')).filter(
    ({ session, sent, met }) => !sent || (!met && sessions.has(session)),
  );
  due.sort((one, other) => Number(sessions.has(other.session)) - Number(sessions.has(one.session)));
  return due.slice(0, MOST);
}

/** @param {Database} db @param {Proof[]} proofs that the server has had */
export function markSent(db, proofs) {
  const fresh = proofs.filter(({ sent }) => !sent);
  if (fresh.length === 0) return Promise.resolve();
  return strictly(db, ['proofs'], (tx) => fresh.map((proof) => tx.objectStore('proofs').put({ ...proof, sent: true })));
}

/** The server does not know these sessions (any more): their proofs are offered again. @param {Database} db @param {Set<string>} sessions */
export function offerProofsAgain(db, sessions) {
  return strictly(db, ['proofs'], async (tx) => {
    const proofs = tx.objectStore('proofs');
    const known = await Promise.all([...sessions].map((session) => proofs.get(session)));
    return known.flatMap((proof) => (proof?.met ? proofs.put({ ...proof, met: false }) : []));
  });
}
