/**
 * An allowance in French, and what it stops: the words of `medication/as_needed_words.py`, with what was given on this
 * tablet since. Beyond it the gesture is stopped, never the fact.
 */
import { allowance } from './allowance.js';
import { amountWords } from './amount_words.js';
import { wallAt } from './wall_clock.js';

/**
 * @typedef {import('./allowance.js').Allowance} Allowance
 * @typedef {import('./rows.js').LineRow} Line
 * @typedef {{now: Date, timeZone?: string}} When
 */

const HOUR = 60;

/** What is left, or from when on and why. @param {Allowance} of @param {Pick<Line, 'rule'|'unit'>} line @param {When} when */
export function allowanceWords({ left, next_at, why }, { rule, unit }, when) {
  const most = amountWords(rule.max_per_day, unit);
  const from = fromWords(next_at, when);
  if (why === 'open') return `Reste ${amountWords(left, unit)} sur ${most} en 24 h.`;
  if (why === 'interval') return `Trop tôt : ${durationWords(rule.min_interval_minutes)} entre deux prises. Possible ${from}.`;
  if (why === 'maximum') return `Maximum des 24 h atteint (${most}). Possible ${from}.`;
  if (why === 'paused') return `Suspendu. Reprise ${from}.`;
  return why === 'not_begun' ? `Pas encore commencé. Possible ${from}.` : 'Ce traitement est terminé.';
}

/** "30 min", "4 h", "1 h 30". @param {number} minutes */
export function durationWords(minutes) {
  const [hours, rest] = [Math.floor(minutes / HOUR), minutes % HOUR];
  if (!hours) return `${rest} min`;
  return rest ? `${hours} h ${two(rest)}` : `${hours} h`;
}

/** @param {Date|null} at @param {When} when */
function fromWords(at, { now, timeZone }) {
  if (!at) return 'sur décision du prescripteur';
  const [wall, today] = [wallAt(at, timeZone), wallAt(now, timeZone)];
  const clock = `${two(wall.hour)}:${two(wall.minute)}`;
  const isToday = wall.year === today.year && wall.month === today.month && wall.day === today.day;
  return isToday ? `à ${clock}` : `le ${two(wall.day)}/${two(wall.month)} à ${clock}`;
}

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');

/** What may still be given of an as-needed line, now, in words. @param {Line} line @param {Line[]} lines @param {import('./allowance.js').Given[]} given @param {When} when */
export function allowanceNow(line, lines, given, when) {
  const found = allowance(line, lines, given, when.now);
  return { ...found, says: allowanceWords(found, line, when), because: found.is_sure ? '' : 'Une dose sans milligrammes connus compte pour une prise.' };
}

/** What stops it, or null. @param {Line} line @param {Line[]} lines @param {import('./allowance.js').Given[]} given @param {Date} now @param {{timeZone?: string}} zone */
export function allowanceStop(line, lines, given, now, { timeZone }) {
  const { why, says, because } = allowanceNow(line, lines, given, { now, timeZone });
  return why === 'open' ? null : { kind: 'as_needed_allowance', level: /** @type {const} */ ('hard_stop'), says, because, identity: null };
}
