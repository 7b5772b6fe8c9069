/**
 * What the author recorded since the round began, by person: entries and answers, read from what the tablet holds. What
 * is taken back is no longer there.
 */

/** @typedef {import('../../elements/shapes.js').Engine} Engine */
/** @typedef {import('../../elements/shapes.js').Person} Person */
/** @typedef {{at: string, words: string}} Noted */

/** @param {Engine} engine @param {import('../../lib/round.js').Round} round @param {Person[]} persons @returns {Map<string, Noted[]>} oldest first */
export function notedIn(engine, { started_at }, persons) {
  const since = Date.parse(started_at);
  /** @type {Map<string, Noted[]>} */
  const noted = new Map();
  const isOne = new Set(persons.map(({ id }) => id));
  const add = (/** @type {string} */ person, /** @type {Noted} */ one) => isOne.has(person) && Date.parse(one.at) >= since && noted.set(person, [...(noted.get(person) ?? []), one]);
  for (const { person, mine, occurred_at, label } of engine.unitEntries()) if (mine) add(person, { at: occurred_at, words: label });
  for (const { person, closed, what, label } of engine.followUps()) {
    if (closed && closed.by === engine.me?.id) add(person, { at: closed.at, words: `${what ?? label ?? 'Suivi'} : répondu` });
  }
  for (const list of noted.values()) list.sort((one, other) => one.at.localeCompare(other.at));
  return noted;
}
