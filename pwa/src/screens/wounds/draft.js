/**
 * What is being said of a wound: what is typed and touched, and the command it becomes. Values in, values out.
 */
import { readLength } from '../../lib/wound_lengths.js';
import { judge } from '../../lib/wound_rules.js';
import { TISSUES } from '../../lib/wound_words.js';

/**
 * @typedef {import('../../lib/wound_rules.js').Assessment} Assessment
 * @typedef {import('../../lib/wound_rules.js').Problem} Problem
 * @typedef {import('../../lib/wound_rules.js').Question} Question
 * @typedef {{mode: 'assess', wound: string, lengths: Record<string, string>, missing: string|null, tissue: Record<string, number>,
 *   exudate: string|null, edges: string[], infection: string[], pain: number|null, stage: string|null, care: string, photo: string|null,
 *   next: number, answered: string[], at: number}} Draft answered: the questions that have an answer, with what they were about
 */

/** A dressing is done once in a shift; what was typed before it is another wound by now. */
const STALE = 4 * 60 * 60 * 1000;
export const TENTH = 10;
export const NEXTS = [2, 3, 7, 14];

/** The stage is carried over: a pressure ulcer keeps the one it had. @param {string} wound @param {Assessment|null} last @param {number} now @returns {Draft} */
export const blank = (wound, last, now) => ({
  mode: 'assess', wound, lengths: {}, missing: null, tissue: {}, exudate: null, edges: [], infection: [], pain: null, stage: last?.stage ?? null, care: '',
  photo: null, next: 7, answered: [], at: now,
});

/** @param {any} kept @param {number} now @returns {Draft|null} */
export const resumed = (kept, now) => (kept?.mode === 'assess' && now - kept.at < STALE ? kept : null);

/** @param {Draft} draft */
export const isWorthKeeping = ({ lengths, missing, tissue, exudate, edges, infection, pain, care, photo }) =>
  Object.values(lengths).some((text) => text.trim()) || Object.keys(tissue).length > 0 || missing !== null || exudate !== null || edges.length + infection.length > 0 || pain !== null || care.trim() !== '' || photo !== null;

/** @param {string[]} list @param {string} one */
export const toggled = (list, one) => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);

/** A tenth more or less of one tissue, never beyond the whole. @param {Record<string, number>} tissue @param {string} name @param {number} by @returns {Record<string, number>} */
export function shared(tissue, name, by) {
  const others = Object.keys(TISSUES).reduce((sum, one) => sum + (one === name ? 0 : (tissue[one] ?? 0)), 0);
  const part = Math.min(Math.max((tissue[name] ?? 0) + by, 0), 100 - others);
  const { [name]: _, ...rest } = tissue;
  return part ? { ...rest, [name]: part } : rest;
}

/** What remains to be said of the bed of the wound. @param {Record<string, number>} tissue */
export const unsaid = (tissue) => 100 - Object.values(tissue).reduce((sum, part) => sum + part, 0);

/** The assessment, what could not be read in it, what is wrong, what is asked. @param {Draft} draft @param {string} kind @param {Assessment|null} previous @returns {{said: Assessment, problems: Problem[], questions: Question[]}} */
export function judged(draft, kind, previous) {
  /** @type {Record<string, number|null>} */
  const lengths = { length_mm: null, width_mm: null, depth_mm: null };
  /** @type {Problem[]} */
  const unread = [];
  /** @type {Question[]} */
  const units = [];
  for (const field of Object.keys(lengths)) {
    const text = (draft.lengths[field] ?? '').trim();
    const read = text ? readLength(text) : null;
    if (text && !read) unread.push({ field, code: 'unreadable', says: `« ${text} » n’est pas une longueur : 35, ou 3,5 cm.` });
    else if (read && read.mm === null && read.ifCm !== null) units.push(inCentimetres(field, text, read.ifCm));
    else lengths[field] = read?.mm ?? null;
  }
  const said = saidOf(draft, kind, lengths);
  if (unread.length || units.length) return { said, problems: unread, questions: unread.length ? [] : units };
  const { problems, questions } = judge(kind, said, { previous });
  return { said, problems, questions: questions.filter((one) => !draft.answered.includes(markOf(one, draft))) };
}

/** @param {string} field @param {string} text @param {number} mm @returns {Question} */
const inCentimetres = (field, text, mm) => ({ field, code: 'unit', says: `« ${text} » : en centimètres ?`, choices: [{ label: `Oui, soit ${mm} mm`, values: { [field]: mm } }] });

/** @param {Draft} draft @param {string} kind @param {Record<string, number|null>} lengths @returns {Assessment} */
const saidOf = (draft, kind, lengths) => ({
  ...lengths,
  missing: draft.missing,
  tissue: draft.tissue,
  exudate: draft.exudate,
  edges: draft.edges,
  pain: draft.pain,
  infection: draft.infection,
  stage: ['pressure_ulcer', 'unknown'].includes(kind) ? draft.stage : null,
  care: draft.care.trim() || null,
});

/** @param {Draft} draft @param {Question} question @param {number} at which of its choices @returns {Draft} */
export function answered(draft, question, at) {
  const typed = Object.fromEntries(Object.entries(question.choices[at].values).map(([field, mm]) => [field, String(mm)]));
  const after = { ...draft, lengths: { ...draft.lengths, ...typed } };
  return { ...after, answered: [...draft.answered, markOf(question, draft), markOf(question, after)] };
}

/** An answer is about what was said: something else is asked again. @param {Question} question @param {Draft} draft */
const markOf = ({ code, field }, { lengths, stage }) => [code, field, lengths.length_mm, lengths.width_mm, lengths.depth_mm, stage].join('/');

/** The body of `wound.assess`. @param {Draft} draft @param {Assessment} said */
export const bodyOf = (draft, said) => ({
  wound: draft.wound,
  ...said,
  photo: draft.photo,
  taken_at: null,
  next_days: draft.next,
  confirmed: draft.answered.length > 0,
});
