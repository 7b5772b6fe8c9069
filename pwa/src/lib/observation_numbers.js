/** A number as a hand types it, and as a screen shows it. Decimal text all along: nothing is rounded on the way. */

const TYPED = /^([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,9})(?:[.,]([0-9]{1,6}))?$/;

/** The number that was typed as canonical text (1250, 62.4), or null for what is none. @param {string} text */
export function read(text) {
  const found = TYPED.exec(text.trim());
  if (!found) return null;
  const whole = found[1].replace(/[^0-9]/g, '').replace(/^0+(?=[0-9])/, '');
  const after = (found[2] ?? '').replace(/0+$/, '');
  return after ? `${whole}.${after}` : whole;
}

/** How many decimals count. @param {string} number canonical */
export const decimalsOf = (number) => (number.split('.')[1] ?? '').length;

/** In French, with at least that many decimals. @param {string} number canonical */
export function shown(number, decimals = 0) {
  const [whole, after = ''] = number.split('.');
  const told = after.padEnd(decimals, '0');
  return told ? `${whole},${told}` : whole;
}

/** In another unit, rounded to that many decimals; a half goes up. @param {string} number @param {string} factor @param {number} decimals */
export function converted(number, factor, decimals) {
  const places = decimalsOf(number) + decimalsOf(factor) - decimals;
  const product = digits(number) * digits(factor);
  const scaled = places <= 0 ? product * 10n ** BigInt(-places) : (product * 2n + 10n ** BigInt(places)) / (2n * 10n ** BigInt(places));
  const text = String(scaled).padStart(decimals + 1, '0');
  const cut = text.length - decimals;
  return /** @type {string} */ (read(decimals ? `${text.slice(0, cut)}.${text.slice(cut)}` : text));
}

/** @param {string} number */
const digits = (number) => BigInt(number.replace('.', ''));
