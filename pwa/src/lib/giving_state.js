/**
 * How each dose of a person stands for whoever comes to give it: still to give, to offer again, done, not to be given
 * because she is away, or perhaps given. Values in, values out.
 */
import { clockState, standing } from './administration.js';

/**
 * @typedef {import('./rows.js').DoseRow} Dose
 * @typedef {import('./rows.js').LineRow} Line
 * @typedef {import('../engine/administered.js').Administration} Administration
 * @typedef {'todo'|'again'|'unsure'|'done'|'away'} Status unsure: perhaps given, to be looked into
 * @typedef {'due'|'early'|'open'|'late'|'untraced'} Timing untraced: nobody wrote anything, and this tablet would know of it
 * @typedef {{dose: Dose, line: Line|null, status: Status, timing: Timing, told: Administration|null, isConflict: boolean,
 *   others: Administration[], offered: number}} Standing told: what holds of it; offered: which offer comes next
 * @typedef {{left: number, again: number, unsure: number, away: number, done: number, total: number}} Count
 */

/** After these the person may take it a little later. */
const COMES_BACK = ['refused', 'absent', 'asleep', 'fasting'];
const NOTHING = { administration: null, is_conflict: false, others: [] };
const RANKS = { remove: 0, check: 1, give: 2 };

/**
 * @param {Dose[]} doses of one person @param {Map<string, Line>} lines by id @param {Administration[]} administrations hers
 * @param {{now: Date, resolved?: Map<string, {keeps: string, judged?: string[]}>, isAway?: boolean, knownUntil?: Date|null}} about
 *   resolved: by dose, what a nurse decided that it was, and what she saw; isAway: she is not in the house now; knownUntil:
 *   how far the tablet knows what others did
 * @returns {Standing[]} in the order of a hand: what comes off first, then by name
 */
export function standings(doses, lines, administrations, { now, resolved = new Map(), isAway = false, knownUntil = null }) {
  /** @type {Map<string, Administration[]>} */
  const byDose = new Map();
  for (const one of administrations) if (one.dose) byDose.set(one.dose, [...(byDose.get(one.dose) ?? []), one]);
  return doses
    .map((dose) => {
      const facts = byDose.get(dose.id) ?? [];
      const { administration: told, is_conflict: isConflict, others } = facts.length ? standing(facts, resolved.get(dose.id)) : NOTHING;
      const timing = clockState(dose, now, knownUntil);
      const offered = 1 + facts.reduce((most, one) => Math.max(most, one.offered), 0);
      return { dose, line: lines.get(dose.line) ?? null, status: statusOf(dose, told, timing, isAway), timing, told, isConflict, others, offered };
    })
    .sort(inOrder);
}

/** @param {Dose} dose @param {Administration|null} told @param {Timing} timing @param {boolean} isAway @returns {Status} */
function statusOf({ absent }, told, timing, isAway) {
  if (told?.doubtful) return 'unsure';
  if (told) return told.offered === 1 && COMES_BACK.includes(told.outcome) && !isPast(timing) ? 'again' : 'done';
  return absent || isAway ? 'away' : 'todo';
}

/** Past its tolerance. @param {Timing} timing */
export const isPast = (timing) => timing === 'late' || timing === 'untraced';

/** @param {Standing} one @param {Standing} other */
function inOrder(one, other) {
  const rank = RANKS[one.dose.act] - RANKS[other.dose.act] || Date.parse(one.dose.due_at) - Date.parse(other.dose.due_at);
  return rank || (one.line?.label ?? '').localeCompare(other.line?.label ?? '', 'fr') || (one.dose.id < other.dose.id ? -1 : 1);
}

/** @param {Standing[]} all @returns {Count} */
export function countOf(all) {
  const count = { left: 0, again: 0, unsure: 0, away: 0, done: 0, total: all.length };
  for (const { status } of all) {
    if (status !== 'todo') count[status] += 1;
    if (['todo', 'again', 'unsure'].includes(status)) count.left += 1;
  }
  return count;
}
