/**
 * The personal code of a passkey that lives in this very tablet. It is drawn into the secret that wraps the user's key:
 * nothing here can say whether a code is right but the opening itself.
 */
import { concat, fromBase64url, lengthPrefixed, randomBytes, toBase64url, utf8 } from '../lib/bytes.js';
import { uuidBytes } from '../lib/uuid.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {{salt: string, iterations: number}} Drawing how a code becomes bytes
 */

export const ITERATIONS = 600_000;
const OPENED = utf8('chevet-opened-1');

/** For a code that is being chosen. @returns {Drawing} */
export const newDrawing = () => ({ salt: toBase64url(randomBytes(16)), iterations: ITERATIONS });

/** The half that the code brings: slow on purpose. @param {string} code @param {Drawing} drawing @returns {Promise<Bytes>} */
export async function drawn(code, { salt, iterations }) {
  const material = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, 256));
}

/** What the user's key is wrapped under. Both halves are overwritten. @param {Bytes} prf @param {Bytes} code */
export function mixed(prf, code) {
  const secret = concat(prf, code);
  prf.fill(0);
  code.fill(0);
  return secret;
}

/**
 * Shows the server that this page opened the user's key, without network, before it opens a session for it.
 * @param {CryptoKey} userKey @param {{kid: string, jwk: JsonWebKey}} intake @param {string} nonce fresh @param {string} session
 */
export async function openedProof(userKey, intake, nonce, session) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const { kty, crv, x, y } = intake.jwk;
  const theirs = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, curve, false, []);
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, userKey, 256);
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: OPENED };
  const keyed = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  const key = await crypto.subtle.deriveKey(derivation, material, keyed, false, ['sign']);
  const message = lengthPrefixed(OPENED, fromBase64url(nonce), uuidBytes(session));
  return { kid: intake.kid, tag: toBase64url(await crypto.subtle.sign('HMAC', key, message)) };
}
