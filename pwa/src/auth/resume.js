/**
 * An unlock made offline goes on online, without a gesture: the page shows that it still holds the session's key.
 */
import { possessionOf } from './session_key.js';

/**
 * @param {import('../lib/answers.js').Server} server @param {import('./session_key.js').SessionKey} session
 * @param {object} proof as it was made offline
 * @param {{userKey: CryptoKey, intake: {kid: string, jwk: JsonWebKey}}} [opened] behind a personal code: what it opened
 * @returns {Promise<number>} how many notices about their keys wait; rejects with Unreachable or Refusal
 */
export async function resume(server, session, proof, opened) {
  const { nonce } = await server.post('/api/v1/unlock/nonce', {}, { timeout: 4_000 });
  const possession = await possessionOf(session, nonce);
  const shows = opened && (await (await import('./personal_code.js')).openedProof(opened.userKey, opened.intake, nonce, session.id));
  const body = { proof, possession, ...(shows ? { opened: shows } : {}) };
  const { key_notices: waiting = 0 } = await server.post('/api/v1/unlock', body, { timeout: 10_000 });
  return waiting;
}
