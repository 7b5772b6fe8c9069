/**
 * What a scan is judged against, as this tablet knows it: lib/verdicts.js asks, rows and what was done here answer.
 */
import { fieldOf } from '../lib/wall_clock.js';
import { administeredTo, doneHere } from './administered.js';

/**
 * @typedef {import('../lib/scan_timing.js').Context} Context
 * @typedef {Parameters<typeof doneHere>[0] & {persons: () => {id: string}[], wall: {establishment: {timezone: string}}|null}} Engine
 */

/** The home's day, as an ISO date. @param {Engine} engine @param {Date} now */
export const todayOf = (engine, now) => fieldOf(now, engine.wall?.establishment.timezone).slice(0, 10);

/**
 * @param {Engine} engine
 * @param {{person: string|null, asked?: string|null, inRound?: Set<string>|null, now?: Date}} asked person: null while nobody
 *   is chosen; asked: the chain of the card that is open; inRound: the doses of the round at hand
 * @returns {Context}
 */
export function scanContext(engine, { person, asked = null, inRound = null, now = new Date() }) {
  const every = engine.persons().map(({ id }) => id);
  const shown = person ? [person] : every;
  const done = doneHere(engine);
  const rows = (/** @type {string} */ kind, /** @type {string[]} */ persons) => persons.flatMap((one) => engine.rowsOf(kind, one));
  return {
    ...{ person, asked, inRound, now, today: todayOf(engine, now) },
    ...{ doses: rows('dose', shown), lines: rows('line', shown), administrations: shown.flatMap((one) => administeredTo(engine, one, done)) },
    ...{ labels: rows('label', every), containers: rows('container', every), drugs: rows('drug', ['']), recalls: rows('recall', ['']) },
  };
}
