/**
 * When a unit's store key was replaced (someone's access was withdrawn), what this unlock has in memory is sealed again
 * under the new one: the old key opens nothing that stays on the tablet.
 */
import { allKeys, rangeOf, sealBlocks } from './blocks.js';
import { strictly } from './database.js';
import { sealFact } from './facts.js';

/**
 * @param {{db: import('./database.js').Database, keyring: import('./keyring.js').Keyring,
 *   memory: import('./memory.js').Memory}} opened
 * @param {string} unit
 */
export async function resealUnit({ db, keyring, memory }, unit) {
  const slice = memory.slices.get(unit);
  if (!slice) return;
  const facts = [...memory.facts.values()].filter((fact) => fact.unit === unit);
  const [blocks, pending] = await Promise.all([
    sealBlocks(keyring, slice, allKeys(slice)),
    Promise.all(facts.map(({ state, reason, receivedAt, ...text }) => sealFact(keyring, text))),
  ]);
  await strictly(db, ['blocks', 'pending'], (tx) => [
    tx.objectStore('blocks').delete(rangeOf(unit)),
    ...blocks.flatMap(({ key, row }) => (row ? tx.objectStore('blocks').put({ key, ...row }) : [])),
    ...pending.filter(({ id }) => memory.facts.has(id)).map((row) => tx.objectStore('pending').put(row)),
  ]);
}
