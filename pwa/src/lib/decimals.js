/**
 * Amounts and measures as decimal text ("1.5"): added, compared and shown without a number of the machine ever rounding one.
 */

/** @param {string} text @returns {[bigint, number]} its digits, and how many come after the point */
function parts(text) {
  const [whole, after = ''] = text.split('.');
  return [BigInt(whole + after), after.length];
}

/** Both, as whole numbers of the same smallest part. @param {string} one @param {string} other @returns {[bigint, bigint, number]} */
function aligned(one, other) {
  const [[a, first], [b, second]] = [parts(one), parts(other)];
  const places = Math.max(first, second);
  return [a * 10n ** BigInt(places - first), b * 10n ** BigInt(places - second), places];
}

/** @param {bigint} digits @param {number} places */
function text(digits, places) {
  const all = String(digits).padStart(places + 1, '0');
  return places ? plain(`${all.slice(0, -places)}.${all.slice(-places)}`) : all;
}

/** Without a zero that says nothing: "1.50" is "1.5", "2.0" is "2". @param {string} number */
export const plain = (number) => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);

/** @param {string} one @param {string} other */
export function sum(one, other) {
  const [a, b, places] = aligned(one, other);
  return text(a + b, places);
}

/** @param {string} one @param {string} other */
export function product(one, other) {
  const [[a, first], [b, second]] = [parts(one), parts(other)];
  return text(a * b, first + second);
}

/** @param {string} one @param {string} other */
export function isBelow(one, other) {
  const [a, b] = aligned(one, other);
  return a < b;
}
