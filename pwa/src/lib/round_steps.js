/**
 * The steps of a round: to the next, to anyone, and how each person stands. Values in, values out.
 */
import { placeOf } from './round.js';

/**
 * @typedef {import('./round.js').Round} Round
 * @typedef {import('./round.js').Walked} Walked
 * @typedef {'noted'|'seen'|'away'|'left'} Standing
 */

/** To that person, whoever it is; the one left is not said to be seen. @param {Round} round @param {string} id @returns {Round} */
export const goneTo = (round, id) => ({ ...round, at: id, paused: false });

/** On to the next: the one shown is seen. null: there is no next. @param {Round} round @param {Walked[]} persons */
export function goneOn(round, persons) {
  const place = placeOf(round, persons);
  const shown = persons[place]?.id;
  const seen = shown && !round.seen.includes(shown) ? [...round.seen, shown] : round.seen;
  const next = persons[place + 1] ?? null;
  return { round: { ...round, seen, at: next?.id ?? round.at }, isLast: next === null };
}

/** How one person stands: noted comes before seen, and whoever is away is not owed a visit. @param {Round} round @param {Walked} person @param {Set<string>} noted @returns {Standing} */
export function standing(round, { id, presence }, noted) {
  if (noted.has(id)) return 'noted';
  if (round.seen.includes(id)) return 'seen';
  return presence === 'present' ? 'left' : 'away';
}

/** @param {Round} round @param {Walked[]} persons @param {Set<string>} noted how many are still to be seen */
export const leftOf = (round, persons, noted) => persons.filter((person) => standing(round, person, noted) === 'left').length;
