/**
 * Takes in one answer of the change feed: memory first, so that it can be drawn, then the touched blocks, the cursor
 * and the facts that ended, in one transaction. A store that could not be written keeps its old cursor, so the same
 * changes come again.
 */
import { strictly } from './database.js';
import { allKeys, rangeOf, sealBlocks } from './blocks.js';
import { settled } from './settle.js';
import { SHELVED } from './shelf.js';
import { Slice } from './slice.js';

/**
 * @typedef {import('./database.js').Database} Database
 * @typedef {import('./keyring.js').Keyring} Keyring
 * @typedef {import('./memory.js').Memory} Memory
 * @typedef {import('../lib/rows.js').FeedAnswer} FeedAnswer
 * @typedef {{cursor: string|null, as_of: string|null, kept?: string}} Mark where a unit's feed stands; kept: the as_of on disk
 */

/** A version of the app that knows more kinds of rows asks for each unit whole: what came before was left aside. */
const KNOWN = SHELVED.join();

/** @param {string} unit */
export const markKey = (unit) => `feed/${unit}`;

/**
 * @param {{db: Database, keyring: Keyring, memory: Memory, marks: Map<string, Mark>}} opened
 * @param {string} unit @param {FeedAnswer} answer @param {number} askedAt this page's clock when it was asked
 * @param {() => Promise<boolean>} [onNew] there is something new to draw: the disk waits for it, and is left alone when
 *   it says that nobody reads any more
 * @returns {Promise<boolean>} whether there was
 */
export async function takeIn({ db, keyring, memory, marks }, unit, answer, askedAt, onNew = async () => true) {
  const { slice, touched, whole } = change(memory, unit, answer);
  for (const key of slice.prune(new Date(answer.now))) touched.add(key);
  const removed = new Set((answer.removed ?? []).map(({ id }) => id));
  const ended = settled(slice, memory.facts, { askedAt, now: Date.parse(answer.now), removed });
  for (const fact of ended) memory.facts.delete(fact.id);
  const isNew = whole || touched.size > 0 || ended.length > 0;
  if (isNew) {
    memory.touch();
    if (!(await onNew())) return true;
  }
  const mark = { cursor: answer.cursor, as_of: answer.now };
  const before = marks.get(unit);
  if (isNew || isDue(before, mark)) {
    const changes = await sealBlocks(keyring, slice, touched);
    await write(db, { unit, whole, changes, ended: ended.map(({ id }) => id), mark });
    marks.set(unit, { ...mark, kept: mark.as_of });
  } else marks.set(unit, { ...mark, kept: before?.kept });
  return isNew;
}

/**
 * An empty answer is worth a write when the cursor moved, or once a minute, so that a restart knows how old the data are.
 * @param {Mark|undefined} before @param {Mark} mark
 */
function isDue(before, mark) {
  if (!before?.kept || before.cursor !== mark.cursor) return true;
  return Date.parse(mark.as_of ?? '') - Date.parse(before.kept) >= 60_000;
}

/** @param {Memory} memory @param {string} unit @param {FeedAnswer} answer */
function change(memory, unit, answer) {
  const known = memory.slices.get(unit);
  const whole = answer.full === true || !known;
  const slice = whole || !known ? new Slice(unit) : known;
  const touched = slice.merge(answer.rows ?? {});
  for (const key of slice.remove(answer.removed ?? [])) touched.add(key);
  if (!whole) return { slice, touched, whole };
  memory.slices.set(unit, slice);
  return { slice, touched: new Set(allKeys(slice)), whole };
}

/**
 * @param {Database} db
 * @param {{unit: string, whole: boolean, changes: import('./blocks.js').Change[], ended: string[], mark: Mark}} what
 */
function write(db, { unit, whole, changes, ended, mark }) {
  return strictly(db, ['blocks', 'meta', 'pending'], (tx) => {
    const blocks = tx.objectStore('blocks');
    return [
      ...(whole ? [blocks.delete(rangeOf(unit))] : []),
      ...changes.map(({ key, row }) => (row ? blocks.put({ key, ...row }) : blocks.delete(key))),
      ...ended.map((id) => tx.objectStore('pending').delete(id)),
      tx.objectStore('meta').put({ ...mark, known: KNOWN }, markKey(unit)),
    ];
  });
}

/** Where each unit's feed stands. @param {Database} db @param {string[]} units @returns {Promise<Map<string, Mark>>} */
export async function readMarks(db, units) {
  const tx = db.transaction('meta');
  const marks = await Promise.all(units.map((unit) => tx.store.get(markKey(unit))));
  return new Map(units.map((unit, at) => [unit, markOf(marks[at])]));
}

/** @param {{cursor: string|null, as_of: string|null, known?: string}} [written] @returns {Mark} */
function markOf({ cursor, as_of, known } = { cursor: null, as_of: null }) {
  return { cursor: known === KNOWN ? cursor : null, as_of };
}

/**
 * Forgets a unit that this tablet may no longer show. What waits for the server stays.
 * @param {Database} db @param {string} unit
 */
export function forget(db, unit) {
  return strictly(db, ['blocks', 'thumbs', 'meta'], (tx) => [
    tx.objectStore('blocks').delete(rangeOf(unit)),
    tx.objectStore('thumbs').delete(rangeOf(unit)),
    tx.objectStore('meta').delete(markKey(unit)),
  ]);
}
