/**
 * Blocks on disk: read at unlock (what draws the list first), written when the feed changed them.
 */
import { open, seal } from './sealing.js';
import { Slice } from './slice.js';

/** @typedef {import('./database.js').Database} Database */
/** @typedef {import('./keyring.js').Keyring} Keyring */
/** @typedef {import('./database.js').Sealed & {key: string}} Row */
/** @typedef {{key: string, row: import('./database.js').Sealed|null}} Change */

/**
 * Slices with their persons and catalogue only: enough to draw the list. A block that no longer opens (altered, or
 * sealed with a key that was withdrawn) puts its unit among the broken ones: it must be fetched whole.
 * @param {Database} db @param {Keyring} keyring @param {string[]} units
 * @returns {Promise<{slices: Map<string, Slice>, broken: Set<string>}>}
 */
export async function readHeads(db, keyring, units) {
  const slices = new Map(units.map((unit) => [unit, new Slice(unit)]));
  const tx = db.transaction('blocks');
  const keys = [...slices.values()].flatMap((slice) => [slice.personsKey, slice.catalogueKey]);
  const rows = await Promise.all(keys.map((key) => tx.store.get(key)));
  return { slices, broken: await fillAll(slices, rows, keyring) };
}

/**
 * The days of every slice.
 * @param {Database} db @param {Keyring} keyring @param {Map<string, Slice>} slices
 * @returns {Promise<Set<string>>} broken units
 */
export async function readDays(db, keyring, slices) {
  const rows = await db.getAll('blocks');
  return fillAll(
    slices,
    rows.filter(({ key }) => !isHead(key)),
    keyring,
  );
}

/** @param {Map<string, Slice>} slices @param {(Row|undefined)[]} rows @param {Keyring} keyring */
async function fillAll(slices, rows, keyring) {
  /** @type {Set<string>} */
  const broken = new Set();
  const work = rows.map(async (row) => {
    const slice = row && slices.get(row.unit);
    if (slice && !(await fill(slice, row, keyring))) broken.add(row.unit);
  });
  await Promise.all(work);
  return broken;
}

/** @param {string} key */
const isHead = (key) => key.endsWith('/persons') || key.endsWith('/catalogue');

/** @param {Slice} slice @param {Row} row @param {Keyring} keyring */
async function fill(slice, row, keyring) {
  const value = await open(keyring, row.key, row);
  if (value === null) return false;
  slice.fill(row.key, value);
  return true;
}

/**
 * Seals the blocks a change touched, before any transaction opens.
 * @param {Keyring} keyring @param {Slice} slice @param {Iterable<string>} touched
 * @returns {Promise<Change[]>}
 */
export function sealBlocks(keyring, slice, touched) {
  return Promise.all(
    [...touched].map(async (key) => {
      const value = slice.block(key);
      return { key, row: value && (await seal(keyring, slice.unit, key, value)) };
    }),
  );
}

/** Every key a slice would be kept under. @param {Slice} slice */
export function allKeys(slice) {
  return [slice.personsKey, slice.catalogueKey, ...slice.days.keys(), ...slice.shelves.flatMap((shelf) => [...shelf.keys()])];
}

/** The keys of one unit's blocks. @param {string} unit */
export function rangeOf(unit) {
  return IDBKeyRange.bound(`${unit}/`, `${unit}0`, false, true);
}
