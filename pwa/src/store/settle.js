/**
 * Which facts the server's rows now tell by themselves. Until then a fact stays: an entry must never blink out of the
 * list between "received" and its row.
 */
import { WRITTEN } from './merge.js';

/**
 * @typedef {import('./facts.js').Fact} Fact
 * @typedef {import('./slice.js').Slice} Slice
 */

const MEASURED = 'observation.record';
const GIVEN = 'dose.administer';
const WINDOW = 8 * 24 * 60 * 60 * 1000;

/**
 * @param {Slice} slice after the answer was applied
 * @param {Map<string, Fact>} facts all of the tablet's
 * @param {{askedAt: number, now: number, removed?: Set<string>}} answer when this page asked for it; entries it says have left
 * @returns {Fact[]} facts of this unit to let go
 */
export function settled(slice, facts, { askedAt, now, removed = new Set() }) {
  const mine = [...facts.values()].filter((fact) => fact.unit === slice.unit);
  const covered = mine.filter((fact) => fact.state === 'received' && fact.receivedAt < askedAt);
  const undone = new Set(covered.filter(isRetract).map(({ body }) => body.entry ?? body.observation ?? body.administration));
  const isOver = (/** @type {Fact} */ fact) => isTold(fact, slice) || removed.has(fact.id);
  return mine.filter((fact) => isOver(fact) || (covered.includes(fact) && isBehind(fact, slice, undone, now)));
}

/** @param {Fact} fact */
const isRetract = (fact) => fact.type.endsWith('.retract');

/** Whether the rows say what the fact says. @param {Fact} fact @param {Slice} slice */
function isTold(fact, slice) {
  if (WRITTEN.includes(fact.type)) return slice.entry(fact.id) !== null;
  if (fact.type === MEASURED) return [...slice.kept('observation').values()].some(({ root }) => root === fact.id);
  if (fact.type === GIVEN) return slice.kept('administration').has(fact.id);
  if (fact.type === 'document.capture') return slice.kept('document').has(fact.id);
  if (fact.type === 'transmission.complete') {
    return Boolean(slice.entry(fact.body.entry)?.additions.some(({ id }) => id === fact.id));
  }
  return false;
}

/**
 * Whether a fact that the answer takes into account has nothing left to add: a gesture's effect is in the rows by now,
 * a text goes only when it was undone, when the entry it completes has left, or when its window has passed.
 * @param {Fact} fact @param {Slice} slice @param {Set<string>} undone @param {number} now
 */
function isBehind(fact, slice, undone, now) {
  if (now - Date.parse(fact.at) > WINDOW) return true;
  if ([...WRITTEN, MEASURED, GIVEN].includes(fact.type)) return undone.has(fact.id);
  if (fact.type === 'transmission.complete') return undone.has(fact.body.entry);
  return true;
}
