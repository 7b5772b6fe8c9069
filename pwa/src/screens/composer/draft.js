/**
 * What is being written, before it is a transmission. Values in, values out: the composer keeps one of these, the
 * engine seals it as it grows.
 *
 * @typedef {import('../../elements/texts.js').PartName} PartName
 * @typedef {{cible: string|null, entry: string|null, data: string, actions: string, result: string,
 *   chips: Record<PartName, string[]>, sections: Record<string, string>, importance: 'normal'|'important',
 *   to_read: boolean, due: Due|null, corrects: string|null, reason: string, reasonMore: string}} Draft
 * @typedef {{at: string, label: string, what: string, role: string|null}} Due when a result is expected, by which chip,
 *   what to look at beside the cible, and of whom
 */
import { newId } from '../../lib/uuid.js';

/** @returns {Draft} `entry` is set when an entry is being completed rather than written, `corrects` when it is corrected */
export function blank() {
  return {
    cible: null,
    entry: null,
    data: '',
    actions: '',
    result: '',
    chips: { data: [], actions: [], result: [] },
    sections: {},
    importance: 'normal',
    to_read: false,
    due: null,
    corrects: null,
    reason: '',
    reasonMore: '',
  };
}

/** Whether anything was said beyond the choice of a cible. @param {Draft} draft */
export function saysSomething(draft) {
  const { data, actions, result, chips, sections, due } = draft;
  if (due) return true;
  const texts = [data, actions, result, ...Object.values(sections)];
  return texts.some((text) => text.trim() !== '') || Object.values(chips).some((list) => list.length > 0);
}

/** @param {Draft} draft @param {PartName} part @param {string} phrase @returns {Draft} */
export function toggled(draft, part, phrase) {
  const taken = draft.chips[part];
  const list = taken.includes(phrase) ? taken.filter((other) => other !== phrase) : [...taken, phrase];
  return { ...draft, chips: { ...draft.chips, [part]: list } };
}

/** Another cible keeps the texts and drops the phrases that it does not offer. @param {Draft} draft @param {import('../../elements/shapes.js').Cible} cible @returns {Draft} */
export function aimed(draft, cible) {
  const offered = { data: cible.data, actions: cible.actions, result: cible.results };
  const kept = (/** @type {PartName} */ part) => draft.chips[part].filter((phrase) => offered[part].includes(phrase));
  return { ...draft, cible: cible.id, chips: { data: kept('data'), actions: kept('actions'), result: kept('result') } };
}

/** The texts as a command carries them: nothing that is empty. Sections of a macro-cible lead Données, a line each. @param {Draft} draft */
export function textsToSend(draft) {
  const sections = Object.entries(draft.sections).filter(([, text]) => text.trim());
  const data = [...sections.map(([name, text]) => `${name} : ${text.trim()}`), draft.data.trim()].filter(Boolean).join('\n');
  const texts = { data, actions: draft.actions.trim(), result: draft.result.trim() };
  const chips = Object.fromEntries(Object.entries(draft.chips).filter(([, list]) => list.length));
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text)),
    ...(Object.keys(chips).length ? { chips } : {}),
  };
}

/** The reason that is only one's own words. */
export const OTHER = 'Autre';

/** Why an entry is corrected, as it is sent: "Précision : le bras gauche". @param {Draft} draft */
export function reasonOf({ reason, reasonMore }) {
  const more = reasonMore.trim();
  if (reason === OTHER || !reason) return more;
  return more ? `${reason} : ${more}` : reason;
}

/** @param {Draft} draft */
function followUpOf({ due }) {
  return due ? { follow_up: { id: newId(), due_at: due.at, what: due.what.trim() || null, role: due.role } } : {};
}

/** A draft that waited: a moment that has passed meanwhile is no longer meant. @param {Draft} draft @returns {Draft} */
export function resumed(draft, now = new Date()) {
  return draft.due && new Date(draft.due.at) <= now ? { ...draft, due: null } : draft;
}

/** @param {Draft} draft @param {number} vocabulary its version */
export function commandOf(draft, vocabulary) {
  if (draft.entry) return { type: 'transmission.complete', body: { entry: draft.entry, ...textsToSend(draft) } };
  const { cible, importance, to_read } = draft;
  const whole = { cible, vocabulary, ...textsToSend(draft), importance, to_read };
  if (!draft.corrects) return { type: 'transmission.record', body: { ...whole, ...followUpOf(draft) } };
  return { type: 'transmission.correct', body: { entry: draft.corrects, reason: reasonOf(draft), ...whole } };
}
