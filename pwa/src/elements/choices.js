/**
 * What a search can be narrowed to: the cibles and the authors that there are to choose from.
 */

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./shapes.js').Vocabulary} Vocabulary */
/** @typedef {import('./find.js').Choice} Choice */

/**
 * By theme. A person's whole file may hold any cible; over a unit only those that were written are worth a line.
 * @param {Entry[]} entries @param {Vocabulary|null} vocabulary @param {boolean} any whether to offer those that nobody wrote
 * @returns {{label: string, cibles: Choice[]}[]}
 */
export function cibleChoices(entries, vocabulary, any) {
  const written = new Map(entries.filter(({ cible }) => cible).map(({ cible, label }) => [cible, label]));
  const known = vocabulary?.cibles ?? [];
  const themes = (vocabulary?.themes ?? []).map(({ id, label }) => ({
    label,
    cibles: known.filter((cible) => cible.theme === id && (written.has(cible.id) || (any && !cible.retired))),
  }));
  const named = new Set(known.map(({ id }) => id));
  const former = [...written].filter(([id]) => !named.has(id)).map(([id, label]) => ({ id, label }));
  return [...themes, { label: 'Anciennes cibles', cibles: former }].filter(({ cibles }) => cibles.length > 0);
}

/** By name. @param {Entry[]} entries @returns {Choice[]} */
export function authorChoices(entries) {
  const names = new Map(entries.map(({ author, authorName }) => [author, authorName]));
  return [...names].map(([id, label]) => ({ id, label })).sort((one, other) => one.label.localeCompare(other.label, 'fr'));
}
