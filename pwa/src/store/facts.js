/**
 * What was done on this tablet and has not come back from the server yet. A fact is written in the same transaction as
 * its sealed envelope, under the unit's store key, so that the next colleague sees it, network or not.
 */
import { open, seal } from './sealing.js';

/**
 * @typedef {{id: string, type: string, at: string, author: string, author_name: string, person: string|null,
 *   unit: string, body: any, confirmations?: {role: string, staff: string}[]}} FactText what is sealed
 * @typedef {'waiting'|'received'|'quarantined'} State
 * @typedef {FactText & {state: State, reason: string|null, receivedAt: number}} Fact
 *   receivedAt: this page's clock when the server said it has it; 0 when that was before this page
 * @typedef {Pick<import('./database.js').OutboxRow, 'id'|'state'|'reason'>} Standing
 */

/** @param {import('./keyring.js').Keyring} keyring @param {FactText} text */
export async function sealFact(keyring, text) {
  return { id: text.id, ...(await seal(keyring, text.unit, nameOf(text.id), text)) };
}

/**
 * The facts this person may read, with where each stands in the outbox.
 * @param {import('./database.js').Database} db @param {import('./keyring.js').Keyring} keyring
 * @returns {Promise<Map<string, Fact>>}
 */
export async function readFacts(db, keyring) {
  const tx = db.transaction(['pending', 'outbox']);
  const rows = await tx.objectStore('pending').getAll();
  const byId = tx.objectStore('outbox').index('by_id');
  const standings = await Promise.all(rows.map((row) => byId.get(row.id)));
  const facts = await Promise.all(
    rows.map(async (row, at) => {
      const text = await open(keyring, nameOf(row.id), row);
      return text && factOf(text, standings[at]);
    }),
  );
  return new Map(facts.filter(Boolean).map((fact) => [fact.id, fact]));
}

/**
 * @param {FactText} text @param {Standing} [standing] none when its acknowledged envelope was already let go
 * @returns {Fact}
 */
export function factOf(text, standing) {
  return { ...text, ...stateOf(standing), receivedAt: 0 };
}

/** @param {Standing} [standing] @returns {{state: State, reason: string|null}} */
export function stateOf(standing) {
  if (!standing || standing.state === 'acknowledged') return { state: 'received', reason: null };
  return { state: standing.state, reason: standing.reason ?? null };
}

/** @param {string} id */
const nameOf = (id) => `pending/${id}`;
