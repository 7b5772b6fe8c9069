/**
 * The wall as screens draw it: those on duty first, then the last here, then by first name.
 */

/**
 * @typedef {import('../lib/rows.js').Wall} Wall
 * @typedef {{staff: string, at: string}} LastHere
 */

export const REMEMBERED = 8;
const RECENT = 16 * 60 * 60 * 1000;

/** @param {Wall|null} wall @param {LastHere[]} lastHere the last first @param {import('../outbox/rows.js').Summary} queue */
export function shownWall(wall, lastHere, { count, oldestAt, pages }) {
  if (!wall) return null;
  const { device, establishment, units, staff } = wall;
  const limit = new Date(Date.now() - RECENT).toISOString();
  const recent = lastHere.filter(({ at }) => at > limit).map((one) => one.staff);
  const rank = (/** @type {string} */ id) => (recent.includes(id) ? recent.indexOf(id) : REMEMBERED);
  const shown = staff.map(({ id, first_name, role_label, on_duty }) => {
    return { id, firstName: first_name, roleLabel: role_label, onDuty: on_duty, lastHere: recent.includes(id) };
  });
  shown.sort(
    (one, other) =>
      Number(other.onDuty) - Number(one.onDuty) ||
      rank(one.id) - rank(other.id) ||
      one.firstName.localeCompare(other.firstName, 'fr'),
  );
  return { device, establishment, units, staff: shown, waiting: { count, oldestAt, pages } };
}
