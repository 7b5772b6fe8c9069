/**
 * The key that signs what one unlock does. Made at each unlock; its private half never leaves the page's memory.
 */
import { CompactSign } from 'jose/jws/compact/sign';
import { utf8 } from '../lib/bytes.js';
import { newId } from '../lib/uuid.js';
import { thumbprintOf } from './challenge.js';

/** @typedef {{id: string, jwk: JsonWebKey, thumbprint: string, privateKey: CryptoKey}} SessionKey */

/** @returns {Promise<SessionKey>} */
export async function makeSessionKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const jwk = { kty, crv, x, y };
  return { id: newId(), jwk, thumbprint: await thumbprintOf(jwk), privateKey: pair.privateKey };
}

/**
 * Shows that this page still holds the key of an unlock made offline.
 * @param {SessionKey} session @param {string} nonce fresh
 */
export function possessionOf(session, nonce) {
  const header = { alg: 'ES256', kid: session.id, typ: 'chevet-possession+jws' };
  const payload = utf8(JSON.stringify({ nonce, session: session.id }));
  return new CompactSign(payload).setProtectedHeader(header).sign(session.privateKey);
}
