/**
 * When a unit's store key was replaced (someone's access was withdrawn), what this unlock has in memory is sealed again
 * under the new one: the old key opens nothing that stays on the tablet.
 */
import { allKeys, rangeOf, sealBlocks } from './blocks.js';
import { strictly } from './database.js';
import { sealFact } from './facts.js';
import { resealThumbs } from './thumbs.js';

/** @typedef {{db: import('./database.js').Database, keyring: import('./keyring.js').Keyring,
 *   memory: import('./memory.js').Memory}} Parts */

/**
 * A key that was replaced while the tablet was locked: what this unlock could read is sealed again before that key is
 * withdrawn. A unit of which something did not open is left as it is; it is to be fetched whole.
 * @param {Parts} opened @param {Set<string>} broken
 */
export async function resealOld(opened, broken) {
  const { db, keyring } = opened;
  const renewed = keyring.renewed().filter((unit) => !broken.has(unit));
  if (renewed.length === 0) return;
  const rows = [...(await db.getAll('blocks')), ...(await db.getAll('pending'))];
  const isOld = (/** @type {string} */ unit) =>
    rows.some((row) => row.unit === unit && row.version !== keyring.newest(unit)?.version);
  for (const unit of renewed.filter(isOld)) await resealUnit(opened, unit);
}

/**
 * @param {Parts} opened
 * @param {string} unit
 */
export async function resealUnit({ db, keyring, memory }, unit) {
  const slice = memory.slices.get(unit);
  if (!slice) return;
  const facts = [...memory.facts.values()].filter((fact) => fact.unit === unit);
  const [blocks, thumbs, pending] = await Promise.all([
    sealBlocks(keyring, slice, allKeys(slice)),
    resealThumbs(db, keyring, unit),
    Promise.all(facts.map(({ state, reason, receivedAt, ...text }) => sealFact(keyring, text))),
  ]);
  await strictly(db, ['blocks', 'thumbs', 'pending'], (tx) => [
    tx.objectStore('blocks').delete(rangeOf(unit)),
    ...blocks.flatMap(({ key, row }) => (row ? tx.objectStore('blocks').put({ key, ...row }) : [])),
    ...thumbs.map((row) => tx.objectStore('thumbs').put(row)),
    ...pending.filter(({ id }) => memory.facts.has(id)).map((row) => tx.objectStore('pending').put(row)),
  ]);
}
