/**
 * Between instants and what the clock on the home's wall says, in its own time zone: "demain à 8 h" is not 24 hours
 * away on the night the clocks change.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @typedef {{year: number, month: number, day: number, hour: number, minute: number}} Wall month from 1 */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formatters = new Map();

/** @param {Date} at @param {string} [timeZone] @returns {Wall} */
export function wallAt(at, timeZone) {
  const name = timeZone ?? '';
  const options = /** @type {const} */ ({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });
  const formatter = formatters.get(name) ?? new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', calendar: 'gregory', timeZone });
  formatters.set(name, formatter);
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year, month, day, hour, minute } = parts;
  return { year, month, day, hour, minute };
}

/**
 * The instant at which the wall says this; days and hours may overflow (the 31st of November is the 1st of December).
 * An hour that comes twice is the first of the two; one that never comes is as long after midnight as it would have been.
 * @param {Wall} wall @param {string} [timeZone]
 */
export function instantOf({ year, month, day, hour, minute }, timeZone) {
  const naive = Date.UTC(year, month - 1, day, hour, minute);
  const before = naive - offset(naive - DAY, timeZone);
  const after = naive - offset(naive + DAY, timeZone);
  const exact = [before, after].filter((at) => at + offset(at, timeZone) === naive);
  return new Date(exact.length ? Math.min(...exact) : before);
}

/** How far the wall is ahead of UTC, in ms. @param {number} at @param {string} [timeZone] */
function offset(at, timeZone) {
  const { year, month, day, hour, minute } = wallAt(new Date(at), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

/** "2026-11-21T15:00", as a field for a day and an hour has it. @param {Date} at @param {string} [timeZone] */
export function fieldOf(at, timeZone) {
  const { year, month, day, hour, minute } = wallAt(at, timeZone);
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** @param {string} field @param {string} [timeZone] @returns {Date|null} null while it is not whole */
export function ofField(field, timeZone) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(field);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, timeZone);
}
