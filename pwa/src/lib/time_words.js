/**
 * Instants and spans in French words. Every function takes `now` and the establishment's time zone where it matters,
 * so that a tablet set to another zone still says the home's hours.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @typedef {{now?: Date, timeZone?: string}} Context */

/** "à l’instant", "il y a 12 min", "aujourd’hui à 8 h 05", "hier à 14 h 05", "mardi à 9 h", "le 3 nov. à 9 h". */
export function ago(/** @type {Date} */ at, /** @type {Context} */ { now = new Date(), timeZone } = {}) {
  const elapsed = now.getTime() - at.getTime();
  if (elapsed > -MINUTE && elapsed < 45_000) return 'à l’instant';
  if (elapsed >= 45_000 && elapsed < HOUR) return `il y a ${Math.max(1, Math.round(elapsed / MINUTE))} min`;
  return `${day(at, { now, timeZone })} à ${hour(at, { timeZone })}`;
}

/** "aujourd’hui", "hier", "demain", "mardi" within six days past, else "le 3 nov." (with the year when it differs). */
export function day(/** @type {Date} */ at, /** @type {Context} */ { now = new Date(), timeZone } = {}) {
  const distance = dayNumber(at, timeZone) - dayNumber(now, timeZone);
  if (distance === 0) return 'aujourd’hui';
  if (distance === -1) return 'hier';
  if (distance === 1) return 'demain';
  if (distance < 0 && distance > -7) return words(at, { weekday: 'long' }, timeZone);
  const sameYear = words(at, { year: 'numeric' }, timeZone) === words(now, { year: 'numeric' }, timeZone);
  return `le ${words(at, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, timeZone)}`;
}

/** "8 h", "14 h 05". */
export function hour(/** @type {Date} */ at, /** @type {Context} */ { timeZone } = {}) {
  const [hours, minutes] = words(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, timeZone).split(':');
  return minutes === '00' ? `${Number(hours)} h` : `${Number(hours)} h ${minutes}`;
}

/** "mardi 3 novembre 2026 à 14 h 05". */
export function exact(/** @type {Date} */ at, /** @type {Context} */ { timeZone } = {}) {
  const date = words(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, timeZone);
  return `${date} à ${hour(at, { timeZone })}`;
}

/** How long, for the header: "moins d’une minute", "4 min", "2 h", "3 j". */
export function span(/** @type {number} */ ms) {
  if (ms < MINUTE) return 'moins d’une minute';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} j`;
}

/** "86 ans", "8 mois". @param {string} bornOn YYYY-MM-DD */
export function age(bornOn, { now = new Date() } = {}) {
  const [year, month, date] = bornOn.split('-').map(Number);
  const months = (now.getFullYear() - year) * 12 + now.getMonth() + 1 - month - (now.getDate() < date ? 1 : 0);
  if (months < 24) return `${Math.max(0, months)} mois`;
  return `${Math.floor(months / 12)} ans`;
}

/** What is drawn with "il y a 4 min" is drawn again when this changes: every half minute. */
export const thisMinute = () => Math.floor(Date.now() / 30_000);

/** @type {Map<string, Intl.DateTimeFormat>} making a formatter costs more than a frame at a slow CPU */
const formatters = new Map();

/** @param {Date} at @param {Intl.DateTimeFormatOptions} options @param {string} [timeZone] */
function words(at, options, timeZone) {
  const name = JSON.stringify([options, timeZone]);
  const known = formatters.get(name) ?? new Intl.DateTimeFormat('fr-FR', { ...options, timeZone });
  formatters.set(name, known);
  return known.format(at);
}

/** @param {Date} at @param {string} [timeZone] days since 1970 on the wall calendar */
function dayNumber(at, timeZone) {
  const date = words(at, { year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone);
  const [dayOfMonth, month, year] = date.split('/').map(Number);
  return Date.UTC(year, month - 1, dayOfMonth) / DAY;
}
