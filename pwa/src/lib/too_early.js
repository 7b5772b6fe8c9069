/**
 * Is it too soon after what was actually given of the same substance? How far apart doses lie is decided by the server and
 * comes with each of them (`apart`); what was given meanwhile is known here: medication/too_early.py says the same, and why.
 */
import { counts } from './outcomes.js';

const MINUTE = 60_000;

/**
 * Of what was given, that which holds a dose up longest; null when nothing does.
 *
 * @template {{chain: string, at: string, outcome: string}} T
 * @param {T[]} given what stands (lib/administration.js `effective`)
 * @param {Record<string, number>} apart least minutes after an administration of each chain
 * @param {Date} now
 * @returns {{last: T, allowed_at: Date}|null}
 */
export function heldUp(given, apart, now) {
  /** @type {{last: T, allowed_at: Date}|null} */
  let longest = null;
  for (const last of given) {
    if (!counts(last.outcome) || !(last.chain in apart)) continue;
    const allowed_at = new Date(Date.parse(last.at) + apart[last.chain] * MINUTE);
    if (!longest || allowed_at > longest.allowed_at) longest = { last, allowed_at };
  }
  return longest && longest.allowed_at > now ? longest : null;
}
