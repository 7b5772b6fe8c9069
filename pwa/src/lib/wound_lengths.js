/**
 * A length as it is typed with a ruler in the other hand: millimetres, unless "cm" is said. Never guessed. The twin of
 * `transmissions/wounds/lengths.py`.
 */

/** @type {Record<string, [number, number]>} */
export const POSSIBLE = { length_mm: [1, 600], width_mm: [1, 600], depth_mm: [0, 150] };
/** @type {Record<string, number>} */
export const USUAL_MOST = { length_mm: 200, width_mm: 200, depth_mm: 40 };
/** @type {Record<string, string>} */
export const LENGTHS = { length_mm: 'Longueur', width_mm: 'Largeur', depth_mm: 'Profondeur' };

const TYPED = /^([0-9]{1,4})(?:[.,]([0-9]{1,2}))?\s*(mm|cm)?$/;

/**
 * What was read: millimetres, or, when a decimal leaves the unit in doubt, what it would be in centimetres; null for what
 * is no length.
 * @param {string} text @returns {{mm: number|null, ifCm: number|null}|null}
 */
export function readLength(text) {
  const found = TYPED.exec(text.trim().toLowerCase());
  if (!found) return null;
  const [, whole, decimals, unit] = found;
  const mm = fromCm(whole, decimals);
  if (unit === 'cm') return mm === null ? null : { mm, ifCm: null };
  if (!decimals || !decimals.replaceAll('0', '')) return { mm: Number(whole), ifCm: null };
  if (unit === 'mm') return null;
  return mm === null ? null : { mm: null, ifCm: mm };
}

/** Whole millimetres only. @param {string} whole @param {string|undefined} decimals */
function fromCm(whole, decimals) {
  const hundredths = (decimals ?? '').padEnd(2, '0');
  return hundredths[1] === '0' ? Number(whole) * 10 + Number(hundredths[0]) : null;
}

/** "35 mm". @param {number} mm */
export const lengthWords = (mm) => `${mm} mm`;

/** "3,5 cm". @param {number} mm */
export const inCm = (mm) => `${Math.floor(mm / 10)}${mm % 10 ? `,${mm % 10}` : ''} cm`;

/** "3,5 cm, soit 35 mm". @param {number} mm */
export const bothWords = (mm) => `${inCm(mm)}, soit ${mm} mm`;
