/**
 * A round (tour): the persons of a unit one after the other, in walking order. It remembers where its author is and whom
 * they have seen; what was recorded is not told here, the entries themselves say it. Values in, values out.
 */

/**
 * @typedef {{unit: string, at: string, seen: string[], started_at: string, paused: boolean}} Round unit: '' for all;
 *   at: the person shown; seen: those one has gone on from, by a gesture
 * @typedef {{id: string, presence: string}} Walked
 */

/** How long a round waits for a hand: the server's `ROUND_IDLE_SECONDS` says the same. */
export const IDLE_SECONDS = 300;
/** Whoever comes back tomorrow begins anew. */
const LONGEST = 12 * 60 * 60 * 1000;
/** The draft that keeps it: one for each author and tablet. */
export const KEY = 'round';

/** @param {string} unit @param {Walked[]} persons @param {Date} now @returns {Round} */
export function begun(unit, persons, now) {
  const first = persons.find(({ presence }) => presence === 'present') ?? persons[0];
  return { unit, at: first?.id ?? '', seen: [], started_at: now.toISOString(), paused: false };
}

/** @param {Round|null} round @param {Date} now @returns {round is Round} */
export const isUnderWay = (round, now) => round !== null && now.getTime() - Date.parse(round.started_at) < LONGEST;

/** Where one is, 0 for the first. Somebody who left the unit meanwhile gives way to the first not seen. @param {Round} round @param {Walked[]} persons */
export function placeOf(round, persons) {
  const at = persons.findIndex(({ id }) => id === round.at);
  return at >= 0 ? at : Math.max(0, persons.findIndex(({ id }) => !round.seen.includes(id)));
}
