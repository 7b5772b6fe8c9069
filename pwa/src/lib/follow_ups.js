/**
 * Follow-ups in a list: what is late, whose it is, under which heading and in which order. Values in, values out; the
 * hours and delays are those of `transmissions/follow_up_times.py`.
 */
import { day } from './time_words.js';
import { instantOf, wallAt } from './wall_clock.js';

/** @typedef {import('../store/follow_ups.js').FollowUp} FollowUp */
/** @typedef {import('./time_words.js').Context} Context */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When the teams of a day take over, at the wall clock. */
const SHIFT_STARTS = [7, 14, 21];
const NURSING = ['nurse', 'lead_nurse'];

/** Late for so long that nurses must hear of it. @param {FollowUp} one */
export function hasEscalated({ closed, escalates_at }, now = new Date()) {
  return !closed && escalates_at !== null && Date.parse(escalates_at) <= now.getTime();
}

/** Another team leaves it to this one. @param {FollowUp} one @param {Context} [context] */
export function isCarriedOver({ closed, due_at }, { now = new Date(), timeZone } = {}) {
  return !closed && Date.parse(due_at) < shiftStart(now, timeZone).getTime();
}

/** When the present shift began. @param {Date} now @param {string} [timeZone] */
export function shiftStart(now, timeZone) {
  const wall = wallAt(now, timeZone);
  const starts = [wall.day - 1, wall.day].flatMap((day) => SHIFT_STARTS.map((hour) => instantOf({ ...wall, day, hour, minute: 0 }, timeZone)));
  return /** @type {Date} */ (starts.filter((start) => start <= now).at(-1));
}

/**
 * Whether it is for this reader: asked of her role, asked or taken on by her, or escalated to nurses.
 * @param {FollowUp} one @param {{id: string, role: string}} me
 */
export function isFor(one, me, now = new Date()) {
  if (one.mine || one.acknowledged?.by === me.id || (one.role && one.role === me.role)) return true;
  return isNurse(me) && hasEscalated(one, now);
}

/** @param {{role: string}} me */
export const isNurse = ({ role }) => NURSING.includes(role);

/** Whether an answer of hers is the one that was asked for. @param {FollowUp} one @param {{role: string}} me */
export const answersFor = ({ role }, me) => role === null || role === me.role || isNurse(me);

/** "Peser", "Réévaluer : Douleur". @param {Pick<FollowUp, 'what'|'label'>} one */
export const titleOf = ({ what, label }) => what || (label ? `Réévaluer : ${label}` : 'À réévaluer');

/** What was answered, in one line. @param {FollowUp} one */
export function answerOf({ closed }) {
  if (!closed) return '';
  const said = [closed.chips.join(' · '), closed.result ?? ''].filter(Boolean).join(' · ');
  if (closed.outcome === 'not_needed') return said ? `Pas nécessaire : ${said}` : 'Pas nécessaire';
  return said || 'Fait';
}

/** Urgent first, then by the hour; the id so that two tablets show one order. @param {FollowUp} one @param {FollowUp} other */
export const inOrder = (one, other) =>
  Number(other.urgent) - Number(one.urgent) || Date.parse(one.due_at) - Date.parse(other.due_at) || (one.id < other.id ? -1 : 1);

const HEADINGS = ['En retard', 'Dans l’heure', 'Plus tard aujourd’hui', 'Demain', 'Plus tard', 'Fait récemment'];

/**
 * Under a heading each, in the order in which a hand should take them; what was closed in the last day comes last.
 * @param {FollowUp[]} all @param {Context} [context]
 * @returns {{heading: string, followUps: FollowUp[]}[]}
 */
export function listed(all, { now = new Date(), timeZone } = {}) {
  const groups = HEADINGS.map((heading) => ({ heading, followUps: /** @type {FollowUp[]} */ ([]) }));
  for (const one of all) {
    const place = placeOf(one, now, timeZone);
    if (place !== null) groups[place].followUps.push(one);
  }
  const done = /** @type {typeof groups[number]} */ (groups.at(-1));
  for (const { followUps } of groups) followUps.sort(inOrder);
  done.followUps.sort((one, other) => Date.parse(other.closed?.at ?? '') - Date.parse(one.closed?.at ?? ''));
  return groups.filter(({ followUps }) => followUps.length > 0);
}

/** @param {FollowUp} one @param {Date} now @param {string|undefined} timeZone */
function placeOf({ closed, due_at }, now, timeZone) {
  if (closed) return now.getTime() - Date.parse(closed.at) < DAY ? 5 : null;
  const due = new Date(due_at);
  const ahead = due.getTime() - now.getTime();
  if (ahead <= 0) return 0;
  if (ahead <= HOUR) return 1;
  const when = day(due, { now, timeZone });
  return when === 'aujourd’hui' ? 2 : when === 'demain' ? 3 : 4;
}
