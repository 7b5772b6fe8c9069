/**
 * A medication round: what is due in a unit at one moment of the day, person by person, and what is left of it. Values
 * in, values out; nothing clinical is decided here.
 */
import { day, hour } from './time_words.js';
import { fieldOf, instantOf, wallAt } from './wall_clock.js';

/**
 * @typedef {import('./rows.js').DoseRow} Dose
 * @typedef {import('./time_words.js').Context} Context
 * @typedef {{key: string, name: string, at: Date, doses: Dose[]}} Moment name: "Matin", or "14 h" for what has an hour of its own
 * @typedef {{unit: string, moment: string, at: string, dose: string|null, started_at: string, paused: boolean}} Giving
 *   a round under way; at: the person shown; dose: the one a hand was last on
 */

/** The draft that keeps it: one for each author and tablet. */
export const KEY = 'giving';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** An hour of its own this near to a moment of the day is walked with it. */
const NEAR = 90 * MINUTE;
/** How far on each side a moment is still, or already, to be walked. */
const REACH = 12 * HOUR;
/** A moment is at hand from an hour before; what is left of it keeps it so for three. */
const BEFORE = HOUR;
const LINGERS = 3 * HOUR;
/** Whoever comes back tomorrow begins anew. */
const LONGEST = 12 * HOUR;

/** @type {Record<string, string>} */
const NAMES = { 'le matin': 'Matin', 'à midi': 'Midi', 'au goûter': 'Goûter', 'le soir': 'Soir', 'au coucher': 'Coucher', 'la nuit': 'Nuit' };

/** Whether it is due at a moment of the day, rather than at an hour of its own. @param {Dose} dose */
export const isNamed = ({ slot }) => slot in NAMES;

/** @param {Dose} dose */
const timeOf = ({ due_at }) => Date.parse(due_at);

/**
 * The moments to choose from, in their order: those of the twelve hours before and after.
 * @param {Dose[]} doses @param {Context} context @returns {Moment[]}
 */
export function momentsOf(doses, { now = new Date(), timeZone } = {}) {
  const near = doses.filter((dose) => Math.abs(timeOf(dose) - now.getTime()) <= REACH);
  /** @type {Map<string, Moment>} */
  const moments = new Map();
  const put = (/** @type {string} */ key, /** @type {string} */ name, /** @type {Dose} */ dose) => {
    const moment = moments.get(key) ?? { key, name, at: new Date(dose.due_at), doses: [] };
    moment.doses.push(dose);
    moments.set(key, moment);
  };
  const days = dayNamer(timeZone);
  for (const dose of near) if (isNamed(dose)) put(`${days(dose.due_at)}/${NAMES[dose.slot]}`, NAMES[dose.slot], dose);
  const named = [...moments.values()].map((moment) => ({ ...moment, at: moment.at.getTime() }));
  for (const dose of near.filter((one) => !isNamed(one)).sort((one, other) => timeOf(one) - timeOf(other))) {
    const one = nearest(named, timeOf(dose));
    const wall = wallAt(new Date(dose.due_at), timeZone);
    if (one) put(one.key, one.name, dose);
    else put(`${days(dose.due_at)}/${wall.hour} h`, `${wall.hour} h`, dose);
  }
  return [...moments.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
}

/** @param {{key: string, name: string, at: number}[]} named @param {number} at */
function nearest(named, at) {
  const close = named.filter((one) => Math.abs(one.at - at) <= NEAR);
  return close.sort((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))[0] ?? null;
}

/** "2026-11-22", once for each instant: many doses share one. @param {string} [timeZone] */
function dayNamer(timeZone) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (/** @type {string} */ at) => {
    const found = known.get(at) ?? dayName(new Date(at), timeZone);
    known.set(at, found);
    return found;
  };
}

/** @param {Date} at @param {string} [timeZone] */
function dayName(at, timeZone) {
  const { year, month, day: date } = wallAt(at, timeZone);
  return [year, month, date].map((part) => String(part).padStart(2, '0')).join('-');
}

/**
 * The moment to propose: the last one begun of which something is left, else the next, else the last.
 * @param {Moment[]} moments @param {Date} now @param {(moment: Moment) => boolean} isLeft @returns {Moment|null}
 */
export function atHand(moments, now, isLeft) {
  const ahead = (/** @type {Moment} */ { at }) => at.getTime() - now.getTime();
  const begun = moments.filter((one) => ahead(one) <= BEFORE && ahead(one) > -LINGERS && isLeft(one));
  return begun.at(-1) ?? moments.find((one) => ahead(one) > 0) ?? moments.at(-1) ?? null;
}

/** "Midi, 12 h"; "Matin, demain à 8 h"; "14 h". @param {Moment} moment @param {Context} [context] */
export function momentWords({ name, at }, context = {}) {
  const when = day(at, context);
  const clock = hour(at, context);
  if (when === 'aujourd’hui') return name === clock ? name : `${name}, ${clock}`;
  return name === clock ? `${when} à ${clock}` : `${name}, ${when} à ${clock}`;
}

/** What is due to each person at a moment. @param {Moment} moment @returns {Map<string, Dose[]>} */
export function byPerson({ doses }) {
  /** @type {Map<string, Dose[]>} */
  const groups = new Map();
  for (const dose of doses) {
    const group = groups.get(dose.person);
    if (group) group.push(dose);
    else groups.set(dose.person, [dose]);
  }
  return groups;
}

/** @param {string} unit '' for all @param {string} moment @param {string} at @param {Date} now @returns {Giving} */
export const begun = (unit, moment, at, now) => ({ unit, moment, at, dose: null, started_at: now.toISOString(), paused: false });

/** @param {Giving|null} giving @param {Date} now @returns {giving is Giving} */
export const isUnderWay = (giving, now) => giving !== null && now.getTime() - Date.parse(giving.started_at) < LONGEST;

/** Where one is, 0 for the first; somebody who left the list gives way to the first. @param {Giving} giving @param {{id: string}[]} persons */
export const placeOf = (giving, persons) => Math.max(0, persons.findIndex(({ id }) => id === giving.at));

/** The next who is owed something, after this place and round again; null when nobody is. @template {{id: string}} P @param {P[]} persons @param {number} place @param {(person: P) => boolean} isLeft @returns {P|null} */
export function nextLeft(persons, place, isLeft) {
  const ordered = [...persons.slice(place + 1), ...persons.slice(0, place)];
  return ordered.find(isLeft) ?? null;
}

/** The instant of an hour typed by hand, the last time the wall said so: "given at 23:50" is told after midnight too. @param {string} typed "HH:MM" @param {Date} now @param {string} [timeZone] @returns {Date|null} */
export function lastTime(typed, now, timeZone) {
  const match = /^(\d\d):(\d\d)$/.exec(typed);
  if (!match) return null;
  const [hours, minutes] = match.slice(1).map(Number);
  const wall = wallAt(now, timeZone);
  const today = instantOf({ ...wall, hour: hours, minute: minutes }, timeZone);
  return today.getTime() <= now.getTime() + MINUTE ? today : instantOf({ ...wall, day: wall.day - 1, hour: hours, minute: minutes }, timeZone);
}

/** The hour of the wall, as a field for an hour has it: "12:05". @param {Date} at @param {string} [timeZone] */
export const clockField = (at, timeZone) => fieldOf(at, timeZone).slice(-5);
