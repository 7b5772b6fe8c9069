/**
 * Which numbering a tablet goes on with, from what its store and its cookie remember; and numbers said as ranges.
 */

/**
 * @typedef {import('./canary.js').Mark} Mark
 * @typedef {{install: string, last_seq: number}|'unknown'} Prior what is known of the numbering before this one
 * @typedef {{install: string, seq: number, prior: Prior|null}} Numbering prior: null when it simply goes on
 * @typedef {[number, number]} Range both included
 */

const MOST_RANGES = 500;

/**
 * The store is right, unless it is gone or has gone back in time: numbers that the cookie saw taken are never taken again.
 * @param {Mark|null} stored @param {Mark|null} mirrored @param {() => string} newId @returns {Numbering}
 */
export function numberingOf(stored, mirrored, newId) {
  const hasGoneBack = stored !== null && mirrored?.install === stored.install && mirrored.seq > stored.seq;
  if (stored && !hasGoneBack) return { ...stored, prior: null };
  // No number was ever taken: whatever store there was held nothing.
  if (!stored && mirrored?.seq === 0) return { install: mirrored.install, seq: 0, prior: null };
  const prior = mirrored ? { install: mirrored.install, last_seq: mirrored.seq } : /** @type {const} */ ('unknown');
  return { install: newId(), seq: 0, prior };
}

/** @param {number[]} numbers in any order @returns {Range[]} at most 500: past that, the last one covers the rest */
export function rangesOf(numbers) {
  /** @type {Range[]} */
  const ranges = [];
  for (const number of [...new Set(numbers)].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && (number === last[1] + 1 || ranges.length === MOST_RANGES)) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
