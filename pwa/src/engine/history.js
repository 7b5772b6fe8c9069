/**
 * What the tablet does not keep, asked of the server by a reader: older transmissions of one person, or those of the
 * whole file that hold some words. They stay in memory until the lock.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {{before?: string|null, q?: string, cible?: string, author?: string, since?: string, until?: string,
 *   limit?: number}} Asked before: `next` of the answer before; days are the home's, YYYY-MM-DD
 * @typedef {{ids: string[], next: string|null, total: number|null}} Found newest first; total: null when not counted
 */

const PATIENCE = 20_000;

/**
 * @param {import('./server.js').Server} server @param {import('./opened.js').Opened} opened
 * @param {string} person @param {Asked} asked @returns {Promise<Found>}
 */
export async function askHistory(server, opened, person, asked) {
  // An unlock that the server has not heard of yet has no session to ask with.
  if (opened.resume) throw new EngineError('history_offline');
  try {
    const { entries, next, total } = await answer(server, `/api/v1/persons/${person}/entries`, asked);
    opened.memory.older.keep(entries);
    return { ids: entries.map((/** @type {{id: string}} */ { id }) => id), next: next ?? null, total: total ?? null };
  } catch (cause) {
    throw failure(cause);
  }
}

/** Words go in a body: an address is kept in logs. @param {import('./server.js').Server} server @param {string} path @param {Asked} asked */
function answer(server, path, asked) {
  const given = Object.entries(asked).filter(([, value]) => value);
  if (asked.q) return server.post(path, Object.fromEntries(given), { timeout: PATIENCE });
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return server.get(`${path}?${query}`, { timeout: PATIENCE });
}

/** @param {unknown} cause */
function failure(cause) {
  if (cause instanceof Unreachable) return new EngineError('history_offline', { cause });
  if (!(cause instanceof Refusal)) return cause;
  return new EngineError(cause.status === 404 ? 'history_gone' : 'server_error', { cause });
}
