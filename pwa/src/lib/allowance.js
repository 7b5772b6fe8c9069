/**
 * How much of an as-needed drug may still be given, and when, over every line with its substance: what the server worked
 * out, worked out again with what was given on this tablet since. medication/as_needed.py says the same, and why.
 */
import { counts } from './outcomes.js';
import { pauseOf } from './treatment.js';

/**
 * @typedef {Pick<import('./rows.js').LineRow, 'id'|'chain'|'drug'|'unit'|'rule'|'starts_at'|'ends_at'|'over'|'pauses'
 *   |'substances'|'per_unit'|'on_top'|'named'|'version'>} Line
 * @typedef {{chain: string, substances: string[], amount: string|null, milligrams: Record<string, string>|null, at: string,
 *   outcome: string}} Given
 * @typedef {{left: string, next_at: Date|null, why: 'open'|'interval'|'maximum'|'paused'|'not_begun'|'ended',
 *   is_sure: boolean}} Allowance left: in the unit of the line; next_at: when one taking may be given, null: now or never;
 *   is_sure: false where something given could not be measured, and was counted as one taking
 * @typedef {{at: number, amount: number, isSure: boolean}} Counted amount in millionths
 */

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const PARTS = 1e6;

/**
 * @param {Line} line an as-needed one @param {Line[]} lines all those of the person, any version
 * @param {Given[]} given what stands (lib/administration.js `effective`) @param {Date} now @returns {Allowance}
 */
export function allowance(line, lines, given, now) {
  const byChain = latest([...lines, line]);
  const counted = given
    .filter((one) => counts(one.outcome) && isCounted(one, line, byChain))
    .map((one) => ({ at: Date.parse(one.at), ...amountOf(one, line, byChain) }));
  const recent = counted.filter(({ at }) => at > now.getTime() - DAY);
  const most = millionths(line.rule.max_per_day);
  const left = Math.max(0, most - total(recent));
  const told = { left: String(left / PARTS), is_sure: recent.every(({ isSure }) => isSure) };
  return { ...told, ...(closed(line, now) ?? next(line, counted, now)) };
}

/** One version of each chain, the last. @param {Line[]} lines @returns {Map<string, Line>} */
const latest = (lines) => new Map([...lines].sort((one, other) => one.version - other.version).map((one) => [one.chain, one]));

/** What came from a line that is not known here counts: the cautious reading. @param {Given} one @param {Line} line @param {Map<string, Line>} lines */
function isCounted(one, line, lines) {
  const other = lines.get(one.chain);
  if (!isOf(one, line, other)) return false;
  return !other || other.rule?.kind === 'as_needed' || !line.on_top;
}

/** @param {Given} one @param {Line} line @param {Line|undefined} other */
const isOf = (one, line, other) =>
  one.chain === line.chain ||
  one.substances.some((key) => line.substances?.includes(key)) ||
  Boolean(other?.named && other.named === line.named);

/**
 * In the unit of the line: by milligrams, else as counted where the units are the same, else one taking.
 * @param {Given} one @param {Line} line @param {Map<string, Line>} lines @returns {{amount: number, isSure: boolean}}
 */
function amountOf(one, line, lines) {
  const of = one.milligrams && Object.keys(one.milligrams).length ? one.milligrams : workedOut(one, lines);
  const shared = Object.entries(line.per_unit ?? {}).filter(([key, per]) => Number(per) && key in of);
  if (shared.length) {
    return { amount: Math.max(...shared.map(([key, per]) => millionths(Number(of[key]) / Number(per)))), isSure: true };
  }
  const other = lines.get(one.chain);
  const isSame = one.chain === line.chain || (line.drug !== null && other?.drug === line.drug && other.unit === line.unit);
  return one.amount !== null && isSame
    ? { amount: millionths(one.amount), isSure: true }
    : { amount: millionths(line.rule.amount), isSure: false };
}

/** @param {Given} one @param {Map<string, Line>} lines @returns {Record<string, number>} */
function workedOut({ chain, amount }, lines) {
  const perUnit = amount === null ? {} : (lines.get(chain)?.per_unit ?? {});
  return Object.fromEntries(Object.entries(perUnit).map(([key, per]) => [key, Number(per) * Number(amount)]));
}

/** @param {Line} line @param {Date} now @returns {Pick<Allowance, 'next_at'|'why'>|null} */
function closed(line, now) {
  if (Date.parse(line.starts_at) > now.getTime()) return { next_at: new Date(line.starts_at), why: 'not_begun' };
  if (line.over || (line.ends_at && Date.parse(line.ends_at) <= now.getTime())) return { next_at: null, why: 'ended' };
  const pause = pauseOf(line, now);
  return pause && { next_at: pause.until ? new Date(pause.until) : null, why: 'paused' };
}

/** @param {Line} line @param {Counted[]} counted @param {Date} now @returns {Pick<Allowance, 'next_at'|'why'>} */
function next({ rule }, counted, now) {
  const at = now.getTime();
  const rested = counted.reduce((latest, one) => Math.max(latest, one.at + rule.min_interval_minutes * MINUTE), at);
  const leaving = counted.map((one) => one.at + DAY).filter((left) => left > at);
  const room = [at, ...leaving.sort((one, other) => one - other)].find((one) => fits(rule, counted, one));
  if (room === undefined) return { next_at: null, why: 'maximum' };
  if (Math.max(rested, room) <= at) return { next_at: null, why: 'open' };
  return rested > room ? { next_at: new Date(rested), why: 'interval' } : { next_at: new Date(room), why: 'maximum' };
}

/** @param {{amount: string, max_per_day: string}} rule @param {Counted[]} counted @param {number} at */
const fits = (rule, counted, at) =>
  total(counted.filter((one) => one.at > at - DAY)) + millionths(rule.amount) <= millionths(rule.max_per_day);

/** @param {Counted[]} counted */
const total = (counted) => counted.reduce((sum, { amount }) => sum + amount, 0);

/** Whole numbers add up exactly. @param {string|number} amount */
const millionths = (amount) => Math.round(Number(amount) * PARTS);
