/**
 * What stands of a dose, from everything that was recorded of it, in whatever order it arrived; and how the dose stands:
 * medication/administration.py says the same, and why.
 */
import { counts } from './outcomes.js';

/**
 * @typedef {{id: string, outcome: string, at: string, recorded_at: string, amends?: string|null, retracted?: boolean,
 *   doubtful?: boolean, withdraws?: boolean, offered?: number, dose?: string|null, chain?: string}} Fact a row of
 *   the feed, or as this tablet will tell it; an amendment is whole, and withdraws what was another person's
 * @typedef {{outcome: string|null, administration: Fact|null, is_conflict: boolean, others: Fact[]}} Standing
 * @typedef {{due_at: string, early: number, late: number, absent: boolean}} Dose
 * @typedef {'due'|'early'|'open'|'late'|'untraced'|'done'|'absent'|'perhaps_given'} State
 */

const MINUTE = 60_000;
/** A dose whose tolerance begins within that is "trop tôt" rather than to come. */
const NEAR = 120 * MINUTE;

/**
 * Each fact as it was last amended, by time; none that was taken back or withdrawn.
 * @template {Fact} T @param {T[]} administrations @returns {T[]}
 */
export function effective(administrations) {
  const told = new Map(administrations.map((one) => [one.id, one]));
  /** @type {Map<string, T>} */
  const last = new Map();
  for (const one of told.values()) {
    if (one.retracted) continue;
    const root = rootOf(one, told);
    const held = last.get(root);
    if (!held || before(held, one, 'recorded_at')) last.set(root, one);
  }
  return [...last.values()].filter(({ withdraws }) => !withdraws).sort((one, other) => (before(one, other, 'at') ? -1 : 1));
}

/**
 * What holds of one dose: two outcomes of the same offer contradict each other where they differ, or where both say that it
 * was taken; what was taken prevails until a nurse resolves it.
 *
 * @template {Fact} T
 * @param {T[]} administrations
 * @param {{keeps?: string|null, judged?: string[]|null}} [resolved] what the nurse kept, and what she saw
 * @returns {{outcome: string|null, administration: T|null, is_conflict: boolean, others: T[]}}
 */
export function standing(administrations, { keeps = null, judged = null } = {}) {
  const every = new Map(administrations.map((one) => [one.id, one]));
  const facts = effective(administrations);
  const kept = keeps === null ? undefined : facts.find((one) => rootOf(one, every) === rootOfId(keeps, every));
  const seen = new Set(judged ?? every.keys());
  const open = kept ? [kept, ...facts.filter((one) => one !== kept && !seen.has(rootOf(one, every)))] : unanswered(facts);
  if (open.length === 0) return { outcome: null, administration: null, is_conflict: false, others: [] };
  const prevails = open.reduce((one, other) => (prevailsOver(other, one) ? other : one));
  const others = (kept ? facts : open).filter((one) => one !== prevails);
  return { outcome: prevails.outcome, administration: prevails, is_conflict: contradict(open), others };
}

/**
 * How a dose stands for whoever comes to give it. `absences` null: what the dose says. `knownUntil`: until when what others
 * recorded is known here; null: all of it. Past its tolerance it is "late" while somebody else may have recorded it.
 *
 * @param {Dose} dose @param {Standing} stands @param {[string, string|null][]|null} absences @param {Date} now
 * @param {Date|null} [knownUntil] @returns {State}
 */
export function stateOf(dose, stands, absences, now, knownUntil = null) {
  if (stands.administration) return stands.administration.doubtful ? 'perhaps_given' : 'done';
  const at = Date.parse(dose.due_at);
  const isAway = absences
    ? absences.some(([from, until]) => Date.parse(from) <= at && (until === null || at < Date.parse(until)))
    : dose.absent;
  return isAway ? 'absent' : clockState(dose, now, knownUntil);
}

/**
 * By the hour alone, as if nothing had been recorded.
 * @param {Pick<Dose, 'due_at'|'early'|'late'>} dose @param {Date} now @param {Date|null} [knownUntil]
 * @returns {'due'|'early'|'open'|'late'|'untraced'}
 */
export function clockState({ due_at, early, late }, now, knownUntil = null) {
  const at = now.getTime();
  const opens = Date.parse(due_at) - early * MINUTE;
  const closes = Date.parse(due_at) + late * MINUTE;
  if (at < opens) return at >= opens - NEAR ? 'early' : 'due';
  if (at <= closes) return 'open';
  return knownUntil && knownUntil.getTime() <= closes ? 'late' : 'untraced';
}

/** The first fact that it amends, through others; also one that has not arrived. @param {Fact} one @param {Map<string, Fact>} every */
function rootOf(one, every) {
  const seen = new Set([one.id]);
  let amends = one.amends ?? null;
  while (amends !== null && !seen.has(amends)) {
    seen.add(amends);
    const following = every.get(amends);
    if (!following) return amends;
    amends = following.amends ?? null;
    one = following;
  }
  return amends === null ? one.id : [...seen].sort()[0];
}

/** @param {string} id @param {Map<string, Fact>} every */
function rootOfId(id, every) {
  const one = every.get(id);
  return one ? rootOf(one, every) : id;
}

/** Without those that say it was not taken, and that a later offer followed. @template {Fact} T @param {T[]} facts */
function unanswered(facts) {
  const most = Math.max(1, ...facts.map(({ offered = 1 }) => offered));
  return facts.filter(({ outcome, offered = 1 }) => counts(outcome) || offered === most);
}

/** @param {Fact[]} facts */
const contradict = (facts) =>
  facts.length > 1 && (facts.some(({ outcome }) => counts(outcome)) || new Set(facts.map(({ outcome }) => outcome)).size > 1);

/** What was taken; then what is sure; then the latest. @param {Fact} one @param {Fact} other */
function prevailsOver(one, other) {
  if (counts(one.outcome) !== counts(other.outcome)) return counts(one.outcome);
  if (Boolean(one.doubtful) !== Boolean(other.doubtful)) return !one.doubtful;
  return before(other, one, 'at');
}

/** @param {Fact} one @param {Fact} other @param {'at'|'recorded_at'} field */
function before(one, other, field) {
  const ahead = Date.parse(one[field]) - Date.parse(other[field]);
  return ahead === 0 ? one.id < other.id : ahead < 0;
}
