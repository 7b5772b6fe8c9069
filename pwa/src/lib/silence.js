/**
 * Tablets that have not been heard of: each may hold, unsent, a dose that this one still shows as due.
 */
import { moment } from './due.js';

/**
 * @typedef {import('./rows.js').SilenceRow} Silence
 * @typedef {import('./time_words.js').Context} Context
 */

/** Its tolerance early: from then on, somebody may have given it. @param {{due_at: string, early: number}} dose */
export const opensAt = ({ due_at, early }) => Date.parse(due_at) - early * 60_000;

/**
 * The tablets that were last heard before an instant, the longest silent first; one that serves two units is told twice.
 * @param {Silence[]} rows @param {number} since @param {string} [own] the id of this very tablet
 */
export const silentSince = (rows, since, own = '') =>
  [...new Map(rows.map((row) => [row.id, row])).values()]
    .filter(({ id, last_heard_at }) => id !== own && Date.parse(last_heard_at) < since)
    .sort((a, b) => Date.parse(a.last_heard_at) - Date.parse(b.last_heard_at));

/** "Tablette 2 : sans nouvelles depuis 11 h 40", "… depuis hier à 8 h, 3 saisies y attendaient". @param {Silence} row @param {Context} [context] */
export function silenceWords({ name, last_heard_at, waiting }, context = {}) {
  const since = moment(new Date(last_heard_at), context).replace(/^à /, '');
  const held = waiting > 0 ? `, ${waiting > 1 ? `${waiting} saisies y attendaient` : 'une saisie y attendait'}` : '';
  return `${name} : sans nouvelles depuis ${since}${held}`;
}
