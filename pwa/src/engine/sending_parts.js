/**
 * Pages on their way, for this tablet: who sends them, and how far each document is. One sender a store.
 */
import { PartsSender, pruneParts } from '../outbox/parts.js';
import { progressOf } from '../store/parts.js';

/**
 * @typedef {{tablet: import('./tablet.js').Tablet, server: import('./server.js').Server, isOn: () => boolean, isUrgent: boolean,
 *   isLow: () => boolean, onChange: () => Promise<unknown>}} Given isUrgent: something happened, do not wait for the clock
 * @typedef {{sender: PartsSender, progress: Map<string, import('../store/parts.js').Progress>}} Known
 */

/** @type {WeakMap<object, Known>} by store */
const known = new WeakMap();

/** Sends what waits, then lets go of what is safe. @param {Given} given @returns {Promise<void>} */
export async function sendParts({ tablet, server, isOn, isUrgent, isLow, onChange }) {
  const { db, clock, ledger } = tablet;
  const look = async () => {
    await lookAtParts(db);
    await onChange();
  };
  const options = { isOn, now: () => clock.estimate(), onChange: look };
  const mine = known.get(db) ?? { sender: new PartsSender(db, server, options), progress: new Map() };
  known.set(db, mine);
  Object.assign(mine.sender.options, options);
  if (isUrgent || mine.sender.backoff.isOver()) await mine.sender.pass();
  if (isOn()) await pruneParts(db, { now: clock.estimate(), durableThrough: ledger.durableThrough, isLow: isLow() });
}

/** Reads how far each document is. @param {import('../store/database.js').Database} db */
export async function lookAtParts(db) {
  const progress = await progressOf(db);
  const mine = known.get(db);
  if (mine) mine.progress = progress;
  return progress;
}

/** Why the server asked to wait, in French, or null. @param {object} db */
export const waitingWhy = (db) => known.get(db)?.sender.why ?? null;
