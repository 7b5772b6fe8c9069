/**
 * How the area of a wound goes, in figures and in words. The twin of `transmissions/wounds/trend.py`.
 */

/**
 * @typedef {{at: string, area: number}} Point
 * @typedef {{before: Point, now: Point, percent: number, days: number}} Trend
 */

export const FAR_ENOUGH = 14;
const STABLE = 5;
const DAY = 86_400_000;

/** The last area against the latest one at least two weeks older, or else the first. @param {Point[]} points @returns {Trend|null} */
export function trend(points) {
  const ordered = [...points].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const now = ordered.at(-1);
  if (!now || ordered.length < 2) return null;
  const far = ordered.slice(0, -1).filter((point) => daysBetween(point.at, now.at) >= FAR_ENOUGH);
  return between(far.at(-1) ?? ordered[0], now);
}

/** @param {Point} before @param {Point} now @returns {Trend|null} */
export function between(before, now) {
  const days = daysBetween(before.at, now.at);
  return days < 1 || before.area <= 0 ? null : { before, now, percent: percentOf(before.area, now.area), days };
}

/** Halves upwards. @param {number} before @param {number} now */
export const percentOf = (before, now) => Math.floor((200 * (now - before) + before) / (2 * before));

/** Whole days, rounded. @param {string} one @param {string} other */
export const daysBetween = (one, other) => Math.floor((Date.parse(other) - Date.parse(one) + DAY / 2) / DAY);

/** "diminue de 20 % en 14 jours". @param {Trend} found */
export function trendWords({ percent, days }) {
  const span = `${days} ${days > 1 ? 'jours' : 'jour'}`;
  if (Math.abs(percent) < STABLE) return `stable sur ${span}`;
  return `${percent > 0 ? 'augmente' : 'diminue'} de ${Math.abs(percent)} % en ${span}`;
}

/** "12,4 cm²"; in square millimetres under one square centimetre. @param {number} mm2 */
export function areaWords(mm2) {
  if (mm2 < 100) return `${mm2} mm²`;
  const tenths = Math.floor((mm2 + 5) / 10);
  return `${Math.floor(tenths / 10)}${tenths % 10 ? `,${tenths % 10}` : ''} cm²`;
}
