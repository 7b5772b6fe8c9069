/**
 * An unlock made offline goes on online, without a gesture: the page shows that it still holds the session's key.
 */
import { possessionOf } from './session_key.js';

/**
 * @param {import('../lib/answers.js').Server} server @param {import('./session_key.js').SessionKey} session
 * @param {object} proof as it was made offline
 * @param {(nonce: string) => Promise<object>} [shows] behind a personal code: that the page opened the user's key
 * @returns {Promise<number>} how many notices about their keys wait; rejects with Unreachable or Refusal
 */
export async function resume(server, session, proof, shows) {
  const { nonce } = await server.post('/api/v1/unlock/nonce', {}, { timeout: 4_000 });
  const possession = await possessionOf(session, nonce);
  const body = { proof, possession, ...(shows ? { opened: await shows(nonce) } : {}) };
  const { key_notices: waiting = 0 } = await server.post('/api/v1/unlock', body, { timeout: 10_000 });
  return waiting;
}
