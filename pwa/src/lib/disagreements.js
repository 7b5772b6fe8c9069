/**
 * Disagreements about a dose: two outcomes of it, from two tablets or two hands. Both are kept; what was given prevails
 * until a nurse says which one stands.
 */

/**
 * @typedef {import('./rows.js').DoseConflictRow} Row
 * @typedef {import('../engine/administered.js').Administration} Administration
 * @typedef {{id: string, state: string, body: {dose: string, keeps: string}}} Settled a `dose.resolve` of this tablet
 * @typedef {{dose: string, person: string, openedAt: string, sides: Administration[]}} Disagreement sides: what was recorded of it,
 *   by the hour; fewer than two where this tablet does not keep them any more
 */

/**
 * Those that nobody settled, here or elsewhere, the oldest first.
 * @param {Row[]} rows @param {Settled[]} settled by this tablet, and not told by the feed yet
 * @param {(person: string) => Administration[]} administrationsOf what was recorded of a person
 * @returns {Disagreement[]}
 */
export function openOnes(rows, settled, administrationsOf) {
  const done = new Set(settled.filter(({ state }) => state !== 'quarantined').map(({ body }) => body.dose));
  return rows
    .filter((row) => !row.resolved && !done.has(row.dose))
    .sort((one, other) => Date.parse(one.opened_at) - Date.parse(other.opened_at))
    .map((row) => ({
      dose: row.dose,
      person: row.person,
      openedAt: row.opened_at,
      sides: administrationsOf(row.person).filter(({ dose }) => dose === row.dose),
    }));
}

/** Far enough from the gesture to be said: it was written afterwards, or by a clock that is off. */
const LATER = 5 * 60_000;

/** Whether it was written long after it was done. @param {{at: string, recorded_at: string}} side */
export const isWrittenLater = ({ at, recorded_at }) => Math.abs(Date.parse(recorded_at) - Date.parse(at)) > LATER;

/** More than one of them says that it was taken: perhaps twice. @param {Administration[]} sides @param {(outcome: string) => boolean} counts */
export const isPerhapsTwice = (sides, counts) => sides.filter(({ outcome }) => counts(outcome)).length > 1;
