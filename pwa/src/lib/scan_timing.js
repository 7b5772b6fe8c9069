/**
 * Whether what was scanned is to be given now, and was not given already: medication/scan_timing.py says the same, and why.
 */
import { clockState, effective, standing } from './administration.js';
import { counts } from './outcomes.js';
import { heldUp } from './too_early.js';

/**
 * @typedef {import('./administration.js').Fact & {dose: string|null, chain: string}} Fact
 * @typedef {Pick<import('./rows.js').LineRow, 'id'|'chain'|'person'|'drug'|'as_needed'|'starts_at'|'ends_at'|'over'|'pauses'>} Line
 * @typedef {Pick<import('./rows.js').DoseRow, 'id'|'line'|'person'|'act'|'due_at'|'early'|'late'|'apart'>} Dose
 * @typedef {{id: string, digest: string, person: string, state: string, slots: {items: {dose: string}[]}[]}} Container
 * @typedef {{person: string|null, doses: Dose[], lines: Line[], drugs: import('./rows.js').DrugRow[], administrations: Fact[],
 *   recalls: import('./recalls.js').RecallRow[], labels: {id: string, person: string}[], containers: Container[], now: Date,
 *   today: string, asked?: string|null, inRound?: Set<string>|null}} Context rows as they are; person: the one chosen; asked:
 *   the chain of the card that is open, where one is; inRound: the doses of the round at hand, null outside any
 * @typedef {{closed: 'already_given'|'too_early'|'not_due'|'as_needed'|null, dose: string|null, line: Line|null,
 *   allowed_at: Date|null, isOpen: boolean}} When closed: null where the dose may be given
 */

const MINUTE = 60_000;
/** A dose whose hour is farther behind is not the one that a box is taken out for. */
const BEHIND = 720 * MINUTE;

/** @param {Partial<When>} more @returns {When} */
const told = (more) => ({ closed: null, dose: null, line: null, allowed_at: null, isOpen: false, ...more });

/** Which dose of these lines, all of one person, a box would be for. @param {Line[]} lines @param {Context} context */
export function when(lines, context) {
  const byChain = new Map(lines.map((line) => [line.chain, line]));
  const chains = new Map(context.lines.map(({ id, chain }) => [id, chain]));
  const chainOf = (/** @type {Dose|undefined} */ dose) => chains.get(dose?.line ?? '') ?? '';
  const found = ofDoses(context.doses.filter((one) => byChain.has(chainOf(one))), context);
  const asNeeded = lines.find((line) => line.as_needed);
  if (found.closed === 'not_due' && asNeeded) return told({ closed: 'as_needed', line: asNeeded });
  const dose = context.doses.find(({ id }) => id === found.dose);
  return { ...found, line: byChain.get(chainOf(dose)) ?? null };
}

/**
 * Those around now that are still to be given, by their hour.
 * @template {Dose} T @param {T[]} doses @param {Context} context
 */
const waitingOf = (doses, context) => nearOf(doses, context).filter(({ id }) => outcomeOf(id, context) === 'waiting');

/** @template {Dose} T @param {T[]} doses @param {Context} context */
const nearOf = (doses, { now }) => doses.filter((one) => one.act === 'give' && isNear(one, now)).sort(inOrder);

/**
 * Those to be given now: at their hour, else those of the last hour behind. What was taken at a later hour closes the hours
 * before it.
 * @template {Dose} T @param {T[]} doses @param {Context} context
 */
export function atHand(doses, context) {
  const near = nearOf(doses, context);
  const toGive = waitingOf(near, context);
  const atTheirHour = toGive.filter((one) => isOpen(one, context));
  if (atTheirHour.length) return atTheirHour;
  const taken = near.filter(({ id }) => outcomeOf(id, context) === 'taken').map(time);
  const last = Math.max(context.now.getTime() - BEHIND, ...taken);
  const behind = toGive.filter((one) => time(one) > last && time(one) <= context.now.getTime());
  return behind.filter((one) => time(one) === time(behind[behind.length - 1]));
}

/** Which of these doses is to be given now: the one at its hour, else the last one behind. @param {Dose[]} doses @param {Context} context */
export function ofDoses(doses, context) {
  const near = nearOf(doses, context);
  const [now] = atHand(near, context);
  if (now && isOpen(now, context)) return unlessHeldUp(now, context);
  const outcomes = new Map(near.map(({ id }) => [id, outcomeOf(id, context)]));
  const done = near.find((one) => outcomes.get(one.id) !== 'waiting' && ['open', 'early'].includes(clockState(one, context.now)));
  if (done) return told({ closed: outcomes.get(done.id) === 'taken' ? 'already_given' : 'not_due', dose: done.id });
  return now ? unlessHeldUp(now, context) : aheadOrOver(near, outcomes, context);
}

/** @param {Dose[]} near @param {Map<string, string>} outcomes @param {Context} context */
function aheadOrOver(near, outcomes, context) {
  const ahead = near.find((one) => outcomes.get(one.id) === 'waiting' && time(one) > context.now.getTime());
  if (ahead) {
    const opens = time(ahead) - ahead.early * MINUTE;
    const held = heldUntil(ahead, context)?.getTime() ?? opens;
    return told({ closed: 'too_early', dose: ahead.id, allowed_at: new Date(Math.max(opens, held)) });
  }
  const taken = near.filter(({ id }) => outcomes.get(id) === 'taken');
  if (taken.length) return told({ closed: 'already_given', dose: taken[taken.length - 1].id });
  return told({ closed: 'not_due', dose: near[0]?.id ?? null });
}

/** Whether it is at its hour. @param {Dose} dose @param {Context} context */
const isOpen = (dose, { now }) => clockState(dose, now) === 'open';

/** @param {Dose} dose @param {Date} now */
const isNear = (dose, now) => clockState(dose, now) !== 'due' && time(dose) > now.getTime() - BEHIND;

/**
 * What was refused may be offered again; what was spat out may not; what was withheld waits for whoever decided.
 * @param {string} dose @param {Context} context @returns {'waiting'|'taken'|'withheld'}
 */
function outcomeOf(dose, { administrations }) {
  const { administration } = standing(administrations.filter((one) => one.dose === dose));
  if (!administration) return 'waiting';
  const { outcome, doubtful } = administration;
  if (counts(outcome) || doubtful || outcome === 'spat_out') return 'taken';
  return outcome === 'withheld' ? 'withheld' : 'waiting';
}

/** @param {Dose} dose @param {Context} context */
function unlessHeldUp(dose, context) {
  const until = heldUntil(dose, context);
  if (until) return told({ closed: 'too_early', dose: dose.id, allowed_at: until });
  return told({ dose: dose.id, isOpen: isOpen(dose, context) });
}

/** Until when what was given of its substance holds it up. @param {Dose} dose @param {Context} context */
export const heldUntil = ({ apart }, { administrations, now }) => heldUp(effective(administrations), apart ?? {}, now)?.allowed_at ?? null;

/** @param {Dose} dose */
const time = ({ due_at }) => Date.parse(due_at);

/** @param {Dose} one @param {Dose} other */
const inOrder = (one, other) => time(one) - time(other) || (one.id < other.id ? -1 : 1);
