/**
 * Pages on their way, for this tablet: who sends them, and how far each document is. One sender a store.
 */
import { PartsSender, pruneParts } from '../outbox/parts.js';
import { progressOf } from '../store/parts.js';
import { pruneThumbs } from '../store/thumbs.js';

/**
 * @typedef {{tablet: import('./tablet.js').Tablet, server: import('./server.js').Server, isOn: () => boolean, isUrgent: boolean,
 *   isLow: () => boolean, opened: () => import('./opened.js').Opened|null, onChange: () => Promise<unknown>}} Given isUrgent:
 *   something happened, do not wait for the clock
 */

/** @typedef {import('../store/parts.js').Progress} Progress */

/** @type {WeakMap<object, PartsSender>} by store */
const senders = new WeakMap();
/** @type {WeakMap<object, Map<string, Progress>>} by store */
const progresses = new WeakMap();

/** Once an unlock. @type {WeakSet<object>} */
const tidied = new WeakSet();

/** Sends what waits, then lets go of what is safe. @param {Given} given @returns {Promise<void>} */
export async function sendParts({ tablet, server, isOn, isUrgent, isLow, opened, onChange }) {
  const { db, clock, ledger } = tablet;
  const look = async () => {
    await lookAtParts(db);
    await onChange();
  };
  const options = { isOn, now: () => clock.estimate(), onChange: look };
  const sender = senders.get(db) ?? new PartsSender(db, server, options);
  senders.set(db, sender);
  Object.assign(sender.options, options);
  if (!progresses.has(db)) await look();
  if (isUrgent || sender.backoff.isOver()) await sender.pass();
  if (isOn()) await pruneParts(db, { now: clock.estimate(), durableThrough: ledger.durableThrough, isLow: isLow() });
  if (isOn()) await tidy(opened());
}

/** Only what an unlock knows whole says which thumbnails are nobody's any more. @param {import('./opened.js').Opened|null} opened */
async function tidy(opened) {
  if (!opened || tidied.has(opened) || opened.asOf() === null) return;
  tidied.add(opened);
  await opened.filled;
  const { db, memory } = opened;
  await pruneThumbs(db, memory.slices, new Set(memory.facts.keys()));
}

/** Reads how far each document is. @param {import('../store/database.js').Database} db */
export async function lookAtParts(db) {
  progresses.set(db, await progressOf(db));
}

/** As it was last read, by document. @param {object} db @returns {Map<string, Progress>} */
export const progressIn = (db) => progresses.get(db) ?? new Map();

/** Why the server asked to wait, in French, or null. @param {object} db */
export const waitingWhy = (db) => senders.get(db)?.why ?? null;
