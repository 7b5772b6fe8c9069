/**
 * A measure while it is being written: what is typed, what was answered, and the command it becomes. Values in, values out.
 */
import { kindOf } from '../../lib/observation_kinds.js';
import { shown } from '../../lib/observation_numbers.js';
import { judge } from '../../lib/observations.js';
import { ofField } from '../../lib/wall_clock.js';

/** @typedef {import('../../lib/observations.js').Question} Question */
/** @typedef {import('../../lib/observations.js').Judgement} Judgement */

/**
 * @typedef {{kind: string, typed: Record<string, string>, contexts: string[], missing: {reason: string, text: string}|null,
 *   note: string, source: string, taken_on: string, answered: string[], asRead: string|null, at: number}} Draft answered: the parts whose
 *   questions have an answer; asRead: the number in the unit it was read in; at: when it was begun
 */

/** A number typed an hour ago is no longer what the instrument shows. */
const STALE = 60 * 60 * 1000;

/** @param {string} kind @param {number} now @returns {Draft} */
export const blank = (kind, now) => ({ kind, typed: {}, contexts: [], missing: null, note: '', source: '', taken_on: '', answered: [], asRead: null, at: now });

/** @param {Draft|null} kept @param {number} now @returns {Draft|null} */
export const resumed = (kept, now) => (kept && now - kept.at < STALE && kindOf(kept.kind) ? kept : null);

/** A kind alone is one tap away. @param {Draft} draft */
export const isWorthKeeping = ({ typed, note, missing }) => Object.values(typed).some((text) => text.trim()) || note.trim() !== '' || missing !== null;

/** The number changed: what was said about the one before no longer holds. @param {Draft} draft @param {string} part @param {string} text @returns {Draft} */
export const typing = (draft, part, text) => ({
  ...draft, typed: { ...draft.typed, [part]: text }, answered: draft.answered.filter((one) => one !== part), asRead: null,
});

/** Of one group only one is said; touched again, it is taken back. @param {Draft} draft @param {string} name @returns {Draft} */
export function turned(draft, name) {
  const kind = kindOf(draft.kind);
  const group = kind?.contexts.find((one) => one.name === name)?.group;
  const others = draft.contexts.filter((one) => one !== name && !(group && kind?.contexts.find((known) => known.name === one)?.group === group));
  const contexts = draft.contexts.includes(name) ? others : [...others, name];
  return kind?.isCounted ? { ...draft, contexts, typed: { value: String(contexts.length) } } : { ...draft, contexts };
}

/** @param {Draft} draft @param {Question} question @param {number} at which of its choices @returns {Draft} */
export function answered(draft, question, at) {
  const { label, values } = question.choices[at];
  const keeps = question.keeps && at === 0;
  const typed = { ...draft.typed, ...Object.fromEntries(Object.entries(values).map(([part, number]) => [part, shown(number)])) };
  return { ...draft, typed, answered: [...draft.answered, question.field], asRead: keeps ? draft.asRead : label.split(', soit ')[0] };
}

/** What remains wrong or asked, once what was answered is set aside. @param {Draft} draft @param {string|null} previous @returns {Judgement} */
export function judged(draft, previous) {
  const kind = /** @type {import('../../lib/observation_kinds.js').Kind} */ (kindOf(draft.kind));
  const said = { contexts: draft.contexts, missing: draft.missing, previous };
  const first = judge(kind, draft.typed, said);
  const questions = first.questions.filter(({ field }) => !draft.answered.includes(field));
  if (questions.length || !draft.answered.length) return { ...first, questions };
  return judge(kind, draft.typed, { ...said, isConfirmed: true });
}

/** The body of `observation.record`. @param {Draft} draft @param {Judgement} found @param {string} [timeZone] */
export function bodyOf(draft, { values }, timeZone) {
  const { missing } = draft;
  return {
    kind: draft.kind,
    values,
    contexts: draft.contexts,
    missing: missing && { reason: missing.reason, text: missing.text.trim() || null },
    note: draft.note.trim() || null,
    taken_at: draft.taken_on ? (ofField(`${draft.taken_on}T08:00`, timeZone)?.toISOString() ?? null) : null,
    source: draft.source.trim() || null,
    typed: draft.asRead,
    confirmed: draft.answered.length > 0,
  };
}
