/**
 * Why a dose is due today, in few words; nothing for what is taken every day without end.
 */
import { day } from './time_words.js';
import { instantOf, wallAt } from './wall_clock.js';

/** @typedef {import('./rows.js').LineRow} Line */

const DAY = 86_400_000;
const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
/** A longer treatment is not counted in days. */
const LONGEST = 92;

/** @param {Line} line @param {string} dueAt @param {{now?: Date, timeZone?: string}} [context] */
export function whyToday(line, dueAt, context = {}) {
  const { rule } = line;
  if (!rule) return '';
  const on = dayNumber(new Date(dueAt), context.timeZone);
  const parts = [rule.kind === 'tapering' ? steps(rule.steps, on, context) : rule.kind === 'calendar' ? 'Dose du calendrier pour ce jour' : daysWords(rule.days, on), course(line, on, context)];
  return parts.filter(Boolean).join(' · ');
}

/** @param {any} days @param {number} on */
function daysWords(days, on) {
  if (days?.kind === 'weekdays') return weekdays(days.days);
  if (days?.kind === 'every_days') return days.n === 7 ? 'Toutes les semaines' : days.n === 1 ? '' : `Un jour sur ${days.n}`;
  if (days?.kind === 'cycle') return cure(days, on);
  if (days?.kind === 'month_days') return `${days.days.length > 1 ? 'Chaque mois, les' : 'Une fois par mois, le'} ${joined(days.days.map(String))}`;
  return '';
}

/** @param {number[]} chosen 1 for Monday */
function weekdays(chosen) {
  if (chosen.length === 7) return '';
  const names = chosen.map((one) => WEEKDAYS[one - 1]);
  return names.length === 1 ? `Toutes les semaines, le ${names[0]}` : `Les ${joined(names)}`;
}

/** @param {{on: number, off: number, from_on: string}} cycle @param {number} today */
function cure({ on, off, from_on }, today) {
  const nth = (((today - dayOf(from_on)) % (on + off)) + on + off) % (on + off);
  return `Cure : jour ${nth + 1} sur ${on}, puis ${off} ${off > 1 ? 'jours' : 'jour'} sans`;
}

/** @param {{from_on: string}[]} all @param {number} on @param {{now?: Date, timeZone?: string}} context */
function steps(all, on, context) {
  const at = all.filter(({ from_on }) => dayOf(from_on) <= on).length - 1;
  if (at < 0) return '';
  const next = all[at + 1];
  return `Dose par paliers : ${at + 1} sur ${all.length}${next ? `, change ${day(dateOf(next.from_on, context.timeZone), context)}` : ''}`;
}

/** "Jour 3 sur 7" where the first day is known, else until when. @param {Line} line @param {number} on @param {{now?: Date, timeZone?: string}} context */
function course({ starts_at, ends_at, version, rule }, on, context) {
  if (!ends_at || rule.days?.kind === 'cycle') return '';
  const first = dayNumber(new Date(starts_at), context.timeZone);
  const last = dayNumber(new Date(Date.parse(ends_at) - 1), context.timeZone);
  if (last - first + 1 > LONGEST) return '';
  if (version === 1) return `Jour ${on - first + 1} sur ${last - first + 1}`;
  const left = last - on;
  return left === 0 ? 'Dernier jour' : `Encore ${left} ${left > 1 ? 'jours' : 'jour'} après celui-ci`;
}

/** @param {string[]} words */
const joined = (words) => (words.length > 1 ? `${words.slice(0, -1).join(', ')} et ${words.at(-1)}` : words[0]);

/** @param {string} date YYYY-MM-DD */
const dayOf = (date) => Date.parse(`${date}T00:00:00Z`) / DAY;

/** @param {Date} at @param {string} [timeZone] */
function dayNumber(at, timeZone) {
  const { year, month, day: date } = wallAt(at, timeZone);
  return Date.UTC(year, month - 1, date) / DAY;
}

/** @param {string} date @param {string} [timeZone] */
function dateOf(date, timeZone) {
  const [year, month, one] = date.split('-').map(Number);
  return instantOf({ year, month, day: one, hour: 12, minute: 0 }, timeZone);
}
