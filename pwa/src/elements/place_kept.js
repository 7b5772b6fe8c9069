/**
 * What a reader chose on a screen, found again on return: filters, words looked for, how far the river was unrolled.
 * Kept in memory for one unlock, since the words may name someone; the next reader finds none of it.
 */
import { ANYTHING } from '../lib/search.js';

/**
 * @typedef {{key: string, ids: string[], next: string|null, total: number|null,
 *   phase: 'idle'|'loading'|'more'|'end'|'failed', problem: string}} Pages what was read on the server
 * @typedef {object} Place
 * @property {import('../lib/reading.js').Kind} kind
 * @property {import('../lib/search.js').Asked} asked
 * @property {boolean} isFinding whether the search is shown where it has to be asked for
 * @property {boolean} isNarrowing whether cible, author and period are shown
 * @property {boolean} unreadFirst
 * @property {number} shown how many entries are drawn
 * @property {number} top how far it was scrolled
 * @property {Set<string>} open entries whose details are shown
 * @property {Pages} older
 */

export const STEP = 30;
/** While someone types: what fits a screen comes with the letter, the rest right after. */
export const FEW = 7;

/** @returns {Pages} */
export const noPages = (key = '') => ({ key, ids: [], next: null, total: null, phase: 'idle', problem: '' });

/** @returns {Place} */
const fresh = () => ({
  kind: 'all',
  asked: ANYTHING,
  isFinding: false,
  isNarrowing: false,
  unreadFirst: true,
  shown: STEP,
  top: 0,
  open: new Set(),
  older: noPages(),
});

/** By what the engine says of the reader, which is another object at each unlock. @type {WeakMap<object, Map<string, Place>>} */
const kept = new WeakMap();

/** @param {{me: object|null}} engine @param {string} name of the place */
export function placeKept({ me }, name) {
  if (!me) return fresh();
  const places = kept.get(me) ?? new Map();
  kept.set(me, places);
  const place = places.get(name) ?? fresh();
  places.set(name, place);
  return place;
}
