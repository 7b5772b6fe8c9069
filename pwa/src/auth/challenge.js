/**
 * What a passkey signs at an unlock: this tablet, this person, this session key, this nonce, and nothing else; for a
 * quick one, the strong unlock it leans on too.
 */
import { fromBase64url, lengthPrefixed, sha256, toBase64url, utf8 } from '../lib/bytes.js';
import { uuidBytes } from '../lib/uuid.js';

/** RFC 7638, SHA-256, of an elliptic curve key. @param {JsonWebKey} jwk @returns {Promise<string>} base64url */
export async function thumbprintOf({ crv, kty, x, y }) {
  return toBase64url(await sha256(utf8(JSON.stringify({ crv, kty, x, y }))));
}

/**
 * @param {{nonce: string, device: string, staff: string, thumbprint: string, strong?: string|null}} of nonce and
 *   thumbprint base64url, ids UUIDs
 * @returns {Promise<import('../lib/bytes.js').Bytes>} 32 bytes
 */
export function challengeOf({ nonce, device, staff, thumbprint, strong }) {
  const parts = [
    utf8(strong ? 'chevet-quick-1' : 'chevet-unlock-1'),
    fromBase64url(nonce),
    uuidBytes(device),
    uuidBytes(staff),
    fromBase64url(thumbprint),
  ];
  if (strong) parts.push(uuidBytes(strong));
  return sha256(lengthPrefixed(...parts));
}
