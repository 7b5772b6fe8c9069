/**
 * Correcting an entry: its own words to begin with, and nothing to save before something of them changed.
 */
import { blank } from './draft.js';

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('../../elements/shapes.js').Entry} Entry
 */

/** @param {Entry} entry the version on the screen @returns {Draft} */
export function correctionOf(entry) {
  const { data, actions, result, chips } = entry;
  return {
    ...blank(),
    corrects: entry.id,
    cible: entry.cible,
    data: data ?? '',
    actions: actions ?? '',
    result: result ?? '',
    chips: { data: [...(chips?.data ?? [])], actions: [...(chips?.actions ?? [])], result: [...(chips?.result ?? [])] },
    importance: entry.importance,
    to_read: entry.to_read,
  };
}

/** Under which name its draft rests, apart from the person's own draft: that of the first version. @param {Entry} entry */
export const draftKey = ({ root, id }) => root ?? id;

/** Whether the draft says something else than the entry. @param {Draft} draft @param {Entry} entry */
export function changes(draft, entry) {
  const said = (/** @type {Draft} */ { cible, data, actions, result, chips, sections, importance, to_read }) =>
    JSON.stringify([cible, data.trim(), actions.trim(), result.trim(), chips.data, chips.actions, chips.result, Object.values(sections).filter(Boolean), importance, to_read]);
  return said(draft) !== said(correctionOf(entry));
}
