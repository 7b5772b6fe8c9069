/**
 * Persons as a list shows them: their row, what is new about them, and how they are called.
 */
import { displayName, initials } from '../lib/names.js';

/**
 * @typedef {import('./merge.js').Entry} Entry
 * @typedef {import('../lib/rows.js').PersonRow & {unread: number, latest: Entry|null, alarms: number,
 *   initials: string, displayName: string}} Person
 */

/** In walking order. @param {import('./slice.js').Slice} slice @param {Map<string, Entry[]>} byPerson @returns {Person[]} */
export function listed(slice, byPerson) {
  return [...slice.persons.values()]
    .map((row) => personOf(row, summary(byPerson.get(row.id) ?? [])))
    .sort((one, other) => one.position - other.position || one.displayName.localeCompare(other.displayName, 'fr'));
}

/** @type {WeakMap<object, Person>} */
const lastShown = new WeakMap();

/** The same object as long as nothing of it changed: a screen draws only what did. @param {import('../lib/rows.js').PersonRow} row @param {ReturnType<typeof summary>} now @returns {Person} */
function personOf(row, now) {
  const before = lastShown.get(row);
  if (before?.unread === now.unread && before.latest === now.latest && before.alarms === now.alarms) return before;
  const person = { ...row, ...now, ...calledAs(row) };
  lastShown.set(row, person);
  return person;
}

/** @type {WeakMap<object, {initials: string, displayName: string}>} */
const names = new WeakMap();

/** @param {import('../lib/rows.js').PersonRow} row */
function calledAs(row) {
  const known = names.get(row) ?? { initials: initials(row), displayName: displayName(row) };
  names.set(row, known);
  return known;
}

/** @param {Entry[]} entries newest first */
function summary(entries) {
  return {
    unread: entries.filter(({ unread }) => unread).length,
    latest: entries[0] ?? null,
    alarms: entries.filter(({ alarm, acknowledged }) => alarm && !acknowledged).length,
  };
}
