/**
 * An unlock made offline goes on online, without a gesture: the page shows that it still holds the session's key.
 */
import { possessionOf } from './session_key.js';

/**
 * @param {import('../lib/answers.js').Server} server @param {import('./session_key.js').SessionKey} session
 * @param {object} proof as it was made offline
 * @returns {Promise<number>} how many notices about their keys wait; rejects with Unreachable or Refusal
 */
export async function resume(server, session, proof) {
  const { nonce } = await server.post('/api/v1/unlock/nonce', {}, { timeout: 4_000 });
  const possession = await possessionOf(session, nonce);
  const { key_notices: waiting = 0 } = await server.post('/api/v1/unlock', { proof, possession }, { timeout: 10_000 });
  return waiting;
}
