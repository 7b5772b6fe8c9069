/**
 * Which cibles to offer. The server's own count for the person leads (its rule is `transmissions/ranking.py`); what was
 * written since, then the vocabulary's order, fill up to six chips.
 */
import { fold, matches } from './fold.js';

/** @typedef {import('./rows.js').Cible} Cible */
/** @typedef {import('./rows.js').VocabularyRow} Vocabulary */

/**
 * @param {Vocabulary|null} vocabulary
 * @param {{usual: string[], own?: {cible: string}[]}} habits own: this person's entries, newest first
 * @returns {Cible[]} no retired cible; an alarm cible only when it is usual for this person
 */
export function rank(vocabulary, { usual, own = [] }, count = 6) {
  if (!vocabulary) return [];
  const known = new Map(offered(vocabulary).map((cible) => [cible.id, cible]));
  const everyday = [...known.values()].filter((cible) => !cible.alarm).map((cible) => cible.id);
  const order = new Set([
    ...usual,
    ...own.map(({ cible }) => cible).filter((id) => everyday.includes(id)),
    ...everyday,
  ]);
  return [...order].flatMap((id) => known.get(id) ?? []).slice(0, count);
}

/** @param {Vocabulary} vocabulary */
export function offered(vocabulary) {
  return vocabulary.cibles.filter((cible) => !cible.retired);
}

/**
 * Cibles whose label or theme has each word of the query; those whose label begins with it come first.
 * @param {Vocabulary|null} vocabulary @param {string} query
 */
export function searchCibles(vocabulary, query) {
  if (!vocabulary) return [];
  const themes = new Map(vocabulary.themes.map((theme) => [theme.id, theme.label]));
  const start = fold(query);
  return offered(vocabulary)
    .filter((cible) => matches(`${cible.label} ${themes.get(cible.theme) ?? ''}`, query))
    .sort((one, other) => Number(fold(other.label).startsWith(start)) - Number(fold(one.label).startsWith(start)));
}

/** The vocabulary by theme, empty themes left out. @param {Vocabulary|null} vocabulary */
export function byTheme(vocabulary) {
  if (!vocabulary) return [];
  return vocabulary.themes
    .map((theme) => ({ ...theme, cibles: offered(vocabulary).filter((cible) => cible.theme === theme.id) }))
    .filter((theme) => theme.cibles.length > 0);
}
