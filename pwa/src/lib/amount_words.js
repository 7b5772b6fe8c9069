/**
 * An amount with its unit, as people read it aloud: the rule of `medication/amount_words.py`. No zero follows a comma, one
 * always precedes it, and a part of a tablet is a fraction, which is how it is cut.
 */
import { isBelow, plain } from './decimals.js';

/** @type {Record<string, string>} */
const FRACTIONS = { '25': '¼', '5': '½', '75': '¾' };
const CUT = ['comprimé', 'sachet', 'suppositoire'];
const SYMBOLS = ['mg', 'g', 'kg', 'µg', 'ml', 'l', 'ui', 'mmol', 'meq', '%'];

/** "1", "1,5", "0,75". @param {string} amount decimal text */
export const numberWords = (amount) => plain(amount).replace('.', ',');

/** In the plural from two on; only its first word agrees. @param {string} unit @param {string} amount */
export function unitWords(unit, amount) {
  const [first] = unit.split(' ');
  if (isBelow(amount, '2') || SYMBOLS.includes(first.toLowerCase()) || /[sx)]$/.test(first)) return unit;
  return `${first}s${unit.slice(first.length)}`;
}

/** "1 comprimé", "1 ½ comprimé", "20 gouttes"; without an amount, the unit alone. @param {string|null} amount @param {string} unit */
export const amountWords = (amount, unit) => (amount === null ? unit : `${counted(amount, unit)} ${unitWords(unit, amount)}`);

/** @param {string} amount @param {string} unit */
function counted(amount, unit) {
  const [whole, part] = plain(amount).split('.');
  const fraction = FRACTIONS[part];
  if (!fraction || !CUT.includes(unit.split(' ')[0].toLowerCase())) return numberWords(amount);
  return whole === '0' ? fraction : `${whole} ${fraction}`;
}
