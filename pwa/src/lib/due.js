/**
 * When a result is expected: the moments to offer with one tap, and how a moment that comes, or went by, is said.
 */
import { day, hour } from './time_words.js';
import { instantOf, wallAt } from './wall_clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NIGHT_ENDS = 5;
const MORNING = 8;
const EVENING = 20;
/** "À 15 h" is offered when it is at least this far; "ce soir 20 h" too. */
const FAR_ENOUGH = 90 * MINUTE;

/** @typedef {import('./time_words.js').Context} Context */
/** @typedef {{label: string, at: Date}} Choice */

/**
 * The moments to offer: soonest first, none twice.
 * @param {Date} now @param {string|undefined} timeZone @param {number[]} spans in minutes, from now
 * @returns {Choice[]}
 */
export function dueChoices(now, timeZone, spans = [60, 120]) {
  const wall = wallAt(now, timeZone);
  const today = (/** @type {number} */ at) => instantOf({ ...wall, hour: at, minute: 0 }, timeZone);
  const soon = spans.map((minutes) => ({ label: `Dans ${spanWords(minutes)}`, at: new Date(now.getTime() + minutes * MINUTE) }));
  const named = [];
  const evening = today(EVENING);
  if (evening.getTime() - now.getTime() >= FAR_ENOUGH) named.push({ label: `Ce soir ${EVENING} h`, at: evening });
  if (wall.hour < NIGHT_ENDS) named.unshift({ label: `Ce matin ${MORNING} h`, at: today(MORNING) });
  else named.push({ label: `Demain ${MORNING} h`, at: instantOf({ ...wall, day: wall.day + 1, hour: MORNING, minute: 0 }, timeZone) });
  const round = roundHour(now, timeZone);
  const isOffered = [...soon, ...named].some(({ at }) => at.getTime() === round.at.getTime());
  return [...soon, ...(isOffered ? [] : [round]), ...named];
}

/** The first full hour of the wall that is far enough. @param {Date} now @param {string} [timeZone] @returns {Choice} */
function roundHour(now, timeZone) {
  const wall = wallAt(new Date(now.getTime() + FAR_ENOUGH - 1), timeZone);
  const at = instantOf({ ...wall, hour: wall.hour + 1, minute: 0 }, timeZone);
  return { label: `À ${hour(at, { timeZone })}`, at };
}

/** "30 min", "1 h", "1 h 30". @param {number} minutes */
function spanWords(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest ? `${hours} h ${String(rest).padStart(2, '0')}` : `${hours} h`;
}

/** "à 15 h", "demain à 8 h", "hier à 14 h 05", "le 24 nov. à 8 h". @param {Date} at @param {Context} [context] */
export function moment(at, context = {}) {
  const when = day(at, context);
  return when === 'aujourd’hui' ? `à ${hour(at, context)}` : `${when} à ${hour(at, context)}`;
}

/** "en retard de 25 min", "en retard depuis hier à 14 h", "maintenant", "dans 25 min", "à 15 h". @param {Date} at @param {Context} [context] */
export function dueWords(at, context = {}) {
  const ahead = at.getTime() - (context.now ?? new Date()).getTime();
  if (ahead >= HOUR) return moment(at, context);
  if (ahead > 0) return `dans ${spanWords(Math.ceil(ahead / MINUTE))}`;
  if (ahead > -MINUTE) return 'maintenant';
  return `en retard ${lateness(at, -ahead, context)}`;
}

/** @param {Date} at @param {number} late in ms @param {Context} context */
function lateness(at, late, context) {
  // "Depuis 1 h 30" would be heard as a length of time: within the day a length is what is said.
  if (late < 12 * HOUR || day(at, context) === 'aujourd’hui') return `de ${spanWords(coarse(Math.floor(late / MINUTE)))}`;
  return `depuis ${moment(at, context)}`;
}

/** Past three hours minutes say nothing. @param {number} minutes */
const coarse = (minutes) => (minutes < 180 ? minutes : Math.floor(minutes / 60) * 60);
