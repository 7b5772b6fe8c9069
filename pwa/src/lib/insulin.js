/**
 * Insulin at the bedside: which glycaemia is recent, which forbids it, how much by the scale. The rules of
 * `medication/insulin.py`; what is recent and what is low is the home's, told with the line. Amounts are decimal text.
 */
import { numberWords } from './amount_words.js';
import { isBelow, plain, product, sum } from './decimals.js';

/** @typedef {{below: string|null, amount: string}} Rung */

const MINUTE = 60_000;
/** @type {Record<string, string>} */
const IN_GRAMS = { 'g/l': '1', 'mmol/l': '0.18016', 'mg/dl': '0.01' };

/** In g/L; null for a unit that is none of a glycaemia. @param {string} value @param {string} unit */
export function inGrams(value, unit) {
  const factor = IN_GRAMS[unit.toLowerCase()];
  return factor ? product(value, factor) : null;
}

/** Whether it still says what the glycaemia is now. @param {Date} at @param {number} minutes @param {Date} now */
export const isRecent = (at, minutes, now) => at.getTime() >= now.getTime() - minutes * MINUTE;

/** Whether it forbids insulin. @param {string} grams @param {string} low */
export const isLow = (grams, low) => isBelow(grams, low);

/** The first rung that it is below, or the last, which is for all others. @param {Rung[]} scale @param {string} grams */
export const rungFor = (scale, grams) => scale.find(({ below }) => below === null || isBelow(grams, below)) ?? null;

/** "de 1,5 à moins de 2 g/L". @param {Rung[]} scale @param {Rung} rung */
export function rungWords(scale, rung) {
  const above = scale[scale.indexOf(rung) - 1]?.below ?? null;
  const [low, high] = [above, rung.below].map((one) => one && numberWords(one));
  if (!high) return low ? `${low} g/L et plus` : 'toute glycémie';
  return low ? `de ${low} à moins de ${high} g/L` : `moins de ${high} g/L`;
}

/** The fixed part of the taking and its rung. @param {Rung[]} scale @param {string|null} fixed @param {string} grams */
export const amountFor = (scale, fixed, grams) => plain(sum(fixed ?? '0', rungFor(scale, grams)?.amount ?? '0'));
