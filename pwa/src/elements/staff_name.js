/**
 * Who a staff id is, from what the tablet already shows: the wall, then the team's list.
 */

/** @typedef {import('./shapes.js').Engine} Engine */

/** @param {Engine} engine @param {string} id */
export function staffName(engine, id) {
  if (engine.me?.id === id) return 'vous';
  const onWall = engine.wall?.staff.find((staff) => staff.id === id);
  if (onWall) return onWall.firstName;
  return engine.nameOf(id) ?? 'un autre professionnel';
}
