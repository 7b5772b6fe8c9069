/**
 * A person's treatment as whoever gives reads it: what is due by moment, what changed, what holds, waits or ended.
 * Values in, values out. Nothing clinical is decided here: words, who may give and what stops a dose come decided.
 */
import { day, hour } from './time_words.js';
import { instantOf, wallAt } from './wall_clock.js';

/**
 * @typedef {import('./rows.js').LineRow} Line
 * @typedef {import('./rows.js').DoseRow} Dose
 * @typedef {import('./rows.js').Alert} Alert
 * @typedef {import('./time_words.js').Context} Context
 * @typedef {Dose & {of: Line|null}} Due with the line it is of; null: the tablet has not that line
 * @typedef {{key: string, heading: string, at: Date, doses: Due[]}} Moment
 * @typedef {'running'|'suspended'|'coming'|'over'} Standing
 * @typedef {{lines: string[], author: string, state: string}} Seen that a giver acknowledged a change, on this tablet
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Past the hour by more, a moment is no longer the one at hand; so far ahead, the next shift's are shown too. */
const AT_HAND = HOUR;
const AHEAD = 12 * HOUR;
/** Older data are told aloud: what is prescribed may have changed since. */
export const OLD = 12 * HOUR;

/** @param {string|null} at */
const time = (at) => (at ? Date.parse(at) : Infinity);

/** @param {Pick<Line, 'starts_at'|'ends_at'|'over'|'pauses'>} line @param {Date} now @returns {Standing} */
export function standing({ starts_at, ends_at, over, pauses }, now) {
  const at = now.getTime();
  if (over || time(ends_at) <= at) return 'over';
  if (Date.parse(starts_at) > at) return 'coming';
  return pauseOf({ pauses }, now) ? 'suspended' : 'running';
}

/** The suspension that runs. @param {Pick<Line, 'pauses'>} line @param {Date} now */
export function pauseOf({ pauses }, now) {
  return pauses.find(({ from, until }) => Date.parse(from) <= now.getTime() && time(until) > now.getTime()) ?? null;
}

/**
 * What is due, by moment: of the local day, and of the next twelve hours where they reach into tomorrow.
 * @param {Dose[]} doses @param {Line[]} lines @param {Context} context
 * @returns {{earlier: Moment[], hand: Moment|null, later: Moment[]}} hand: the moment at hand, or the next one
 */
export function moments(doses, lines, { now = new Date(), timeZone } = {}) {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const [from, until] = windowOf(now, timeZone);
  const shown = doses.filter(({ due_at }) => time(due_at) >= from && time(due_at) < until);
  /** @type {Map<string, Moment>} */
  const groups = new Map();
  for (const dose of shown.sort(inOrder)) {
    const group = groups.get(dose.due_at) ?? { key: dose.due_at, at: new Date(dose.due_at), heading: '', doses: [] };
    group.doses.push({ ...dose, of: byId.get(dose.line) ?? null });
    groups.set(dose.due_at, group);
  }
  const all = [...groups.values()];
  for (const one of all) {
    one.heading = headingOf(one, { now, timeZone });
    one.doses.sort(byDrug);
  }
  const first = all.findIndex(({ at }) => at.getTime() + AT_HAND > now.getTime());
  if (first < 0) return { earlier: all, hand: null, later: [] };
  return { earlier: all.slice(0, first), hand: all[first], later: all.slice(first + 1) };
}

/** @param {Date} now @param {string} [timeZone] */
function windowOf(now, timeZone) {
  const wall = { ...wallAt(now, timeZone), hour: 0, minute: 0 };
  const tomorrow = instantOf({ ...wall, day: wall.day + 1 }, timeZone);
  return [instantOf(wall, timeZone).getTime(), Math.max(tomorrow.getTime(), now.getTime() + AHEAD)];
}

/** "8 h, le matin"; "demain à 8 h, le matin"; "8 h 30" for what is due at an hour of its own. @param {Moment} moment @param {Context} context */
function headingOf({ at, doses }, context) {
  const when = day(at, context);
  const clock = when === 'aujourd’hui' ? hour(at, context) : `${when} à ${hour(at, context)}`;
  const named = doses.find(({ slot }) => !/\d/.test(slot));
  return named ? `${clock}, ${named.slot}` : clock;
}

/** @param {Due} one @param {Due} other */
const byDrug = (one, other) => (one.of?.label ?? '').localeCompare(other.of?.label ?? '', 'fr') || inOrder(one, other);

/** @param {Dose} one @param {Dose} other */
const inOrder = (one, other) => time(one.due_at) - time(other.due_at) || (one.id < other.id ? -1 : 1);

/**
 * The lines beyond the doses of the day, each in one list: as needed, due another day, suspended, to come, over. A
 * version that another replaced is in none: it is told by what changed.
 * @param {Line[]} lines @param {Set<string>} due ids of those that have a dose on the screen @param {Date} now
 */
export function listed(lines, due, now) {
  const ordered = [...lines].sort((one, other) => one.label.localeCompare(other.label, 'fr') || (one.id < other.id ? -1 : 1));
  const are = (/** @type {Standing} */ wanted) => ordered.filter((line) => standing(line, now) === wanted);
  const running = are('running');
  return {
    asNeeded: running.filter(({ as_needed }) => as_needed),
    otherDays: running.filter(({ id, as_needed }) => !as_needed && !due.has(id)),
    suspended: are('suspended'),
    coming: are('coming'),
    over: are('over').filter(({ over }) => over !== 'replaced'),
  };
}

/** The next dose known of a line. @param {Dose[]} doses @param {string} line @param {Date} now @returns {Dose|null} */
export function nextDose(doses, line, now) {
  return doses.filter((dose) => dose.line === line && time(dose.due_at) > now.getTime()).sort(inOrder)[0] ?? null;
}

/**
 * What changed lately, the latest first, and whether this reader said so. A line replaced since is told by its successor.
 * @param {Line[]} lines @param {Seen[]} seen @param {string} me @param {Date} now
 */
export function changes(lines, seen, me, now) {
  return lines
    .filter(({ change, over }) => change && over !== 'replaced' && Date.parse(change.until) > now.getTime())
    .map((line) => ({ line, change: /** @type {NonNullable<Line['change']>} */ (line.change), isSeen: isSeen(line, seen, me) }))
    .sort((one, other) => time(other.change.at) - time(one.change.at));
}

/** Whoever wrote it knows it. @param {Line} line @param {Seen[]} seen @param {string} me */
function isSeen({ id, change }, seen, me) {
  if (change?.by === me || change?.seen.includes(me)) return true;
  return seen.some(({ lines, author, state }) => lines.includes(id) && author === me && state !== 'quarantined');
}

const GRAVE = ['hard_stop', 'interrupt'];
/** True for some hours only, and worked out on the card it is about: what was said of it when the row was made may be over. */
const BY_THE_HOUR = ['as_needed_allowance'];

/** What stops or interrupts first. @param {Alert[]} alerts */
export function sorted(alerts) {
  const lasting = alerts.filter(({ kind }) => !BY_THE_HOUR.includes(kind));
  const grave = lasting.filter(isGrave).sort((one, other) => GRAVE.indexOf(one.level) - GRAVE.indexOf(other.level));
  return { grave, others: lasting.filter((alert) => !isGrave(alert)) };
}

/** @param {Alert} alert */
const isGrave = ({ kind, level, override }) => GRAVE.includes(level) && !override && !BY_THE_HOUR.includes(kind);

/** What a care assistant reads on a dose in place of a way to go on; '' when nothing stops it. @param {Alert[]} alerts @param {string} chain */
export const stopOf = (alerts, chain) => alerts.find((alert) => isGrave(alert) && alert.chains.includes(chain))?.for_aide ?? '';

/** What is only shown, and yet is to be done before this very gesture. */
const BEFORE_GIVING = ['glycaemia_missing', 'inr_missing', 'avk_no_dose', 'patch_not_found'];

/** In few words, what to look to before a dose of this line. @param {Alert[]} alerts @param {string} chain */
export const beforeGiving = (alerts, chain) =>
  alerts.filter(({ kind, chains }) => BEFORE_GIVING.includes(kind) && chains.includes(chain)).map(({ label }) => label);

/**
 * Whether this role may give the line, and the words that say so; nothing of a line that nobody gives now.
 *
 * @param {Line} line @param {string} role @param {Date} now @returns {{may: boolean, words: string}|null}
 */
export function giving(line, role, now) {
  if (['suspended', 'over'].includes(standing(line, now))) return null;
  const told = line.may.find(([, , roles]) => roles.includes(role));
  return told ? { may: told[0], words: told[1] } : null;
}

/** @param {Date|null} asOf @param {Date} now */
export const isOld = (asOf, now) => !asOf || now.getTime() - asOf.getTime() > OLD;
