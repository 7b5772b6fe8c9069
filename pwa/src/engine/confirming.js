/**
 * Keys shown over what is about to be recorded: `engine.record(type, { ..., confirm: confirmWith(engine, wanted) })`. Part
 * of the screens that need it, so that the list does not wait for it.
 */
import { canConfirm, confirmedBy } from '../auth/confirming.js';
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {import('./doing.js').Doing & {stepOut: () => void}} Engine
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 */

/** @param {Engine} engine @param {import('../auth/confirming.js').Wanted[]} wanted @param {AbortSignal} [signal] */
export function confirmWith(engine, wanted, signal) {
  const { me } = engine;
  const shown = confirmedBy(hereOf(engine), wanted, signal);
  return async (/** @type {import('../auth/action.js').Action} */ action) => {
    engine.stepOut();
    const confirmations = await shown(action);
    // Somebody locked the tablet, or took it over, while the key was looked for.
    if (!me || engine.me !== me) throw new EngineError('locked');
    return confirmations;
  };
}

/**
 * Who may stand by: colleagues of the person's unit who hold the right themselves and could show a key here; those on
 * duty first, by first name.
 * @param {Engine} engine @param {{unit: string, permission: string}} about @returns {WallStaff[]}
 */
export function witnessesFor(engine, { unit, permission }) {
  const here = hereOf(engine);
  const able = here.wall.staff.filter(
    (one) => one.id !== engine.me?.id && one.permissions.includes(permission) && one.units.includes(unit) && canConfirm(here, one),
  );
  return able.sort((one, other) => Number(other.on_duty) - Number(one.on_duty) || one.first_name.localeCompare(other.first_name, 'fr'));
}

/** @param {Engine} engine @returns {import('../auth/confirming.js').Here} */
function hereOf({ tablet, server, credentials, confirmsWithoutKey }) {
  if (!tablet.wall) throw new EngineError('unknown_wall');
  return { wall: tablet.wall, server, credentials, confirmsWithoutKey, now: () => tablet.clock.estimate() };
}
