/**
 * The glycaemia that an insulin goes by: the last one while it is recent, or the one that is being typed. Values in, values
 * out; what is low, recent, and how much, is decided in `lib/insulin.js`.
 */
import { kindOf } from '../../../lib/observation_kinds.js';
import { amountFor, isLow, isRecent, rungFor, rungWords } from '../../../lib/insulin.js';
import { isBelow } from '../../../lib/decimals.js';
import { blank, judged } from '../../measure/draft.js';

/** @typedef {import('./shape.js').Answers} Answers */
/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./known.js').Reading} Reading */
/** @typedef {'ask'|'question'|'low'|'none'|'high'|'dose'|'zero'} State ask: a number is wanted; none: nobody could measure */
/** @typedef {{state: State, reading: Reading|null, problem: string, found: import('../../../lib/observations.js').Judgement|null, amount: string|null, rung: string}} Judged */

export const GLYCAEMIA = /** @type {import('../../../lib/observation_kinds.js').Kind} */ (kindOf('glycaemia'));
const READER = { reader_low: /** @type {const} */ ('low'), reader_high: /** @type {const} */ ('high') };

/** @param {boolean} isMeal @param {number} now */
export const fresh = (isMeal, now) => ({ ...blank('glycaemia', now), contexts: isMeal ? ['before_meal'] : [] });

/** @param {Pick<Context, 'line'|'dose'>} of @param {Answers} answers @param {Reading|null} last @param {Date} now @returns {Judged} */
export function judge({ line, dose }, answers, last, now) {
  const { minutes = 30, low = '0.70' } = line.gesture ?? {};
  const known = last && isRecent(last.at, minutes, now) ? last : null;
  const typed = answers.gly ? ofDraft(answers.gly, now) : null;
  const reading = typed ? typed.reading : known;
  const told = { reading, problem: typed?.problem ?? '', found: typed?.found ?? null, amount: null, rung: '' };
  if (typed?.found?.questions.length) return { ...told, state: 'question' };
  if (!reading) return { ...told, state: answers.gly?.missing ? 'none' : 'ask' };
  if (reading.reader === 'low' || (reading.value && isLow(reading.value, low))) return { ...told, state: 'low' };
  if (reading.value === null) return { ...told, state: 'high' };
  return { ...told, ...doseOf(line.rule, dose?.amount ?? null, reading.value) };
}

/** @param {any} draft @param {Date} now @returns {{reading: Reading|null, problem: string, found: import('../../../lib/observations.js').Judgement|null}} */
function ofDraft(draft, now) {
  const reason = /** @type {keyof typeof READER} */ (draft.missing?.reason);
  const found = judged(draft, null);
  if (READER[reason]) return { reading: { id: null, value: null, reader: READER[reason], at: now }, problem: '', found };
  if (draft.missing) return { reading: null, problem: '', found };
  if (!draft.typed.value?.trim()) return { reading: null, problem: '', found: null };
  if (found.problems.length || found.questions.length) return { reading: null, problem: found.problems[0]?.says ?? '', found };
  return { reading: { id: null, value: found.values.value, reader: null, at: now }, problem: '', found };
}

/** @param {any} rule @param {string|null} fixed the part of the taking that does not depend on it @param {string} grams @returns {{state: State, amount: string|null, rung: string}} */
function doseOf(rule, fixed, grams) {
  if (rule?.kind !== 'sliding') return { state: 'dose', amount: fixed, rung: '' };
  const rung = rungFor(rule.scale, grams);
  const amount = amountFor(rule.scale, fixed, grams);
  return { state: isBelow('0', amount) ? 'dose' : 'zero', amount, rung: rung ? rungWords(rule.scale, rung) : '' };
}
