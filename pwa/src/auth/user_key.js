/**
 * The user's key pair. Its private half rests only wrapped, by a key that each of the user's passkeys can derive; it
 * opens the store keys that the server wrapped for this user, and the user's drafts.
 */
import { fromBase64url, utf8 } from '../lib/bytes.js';
import { openCompact } from '../lib/compact_jwe.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {{iv: string, wrapped: string}} Wrap base64url
 * @typedef {{unit: string, version: number, key: Bytes}} StoreKey
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

/** @param {Bytes} prf a PRF result, overwritten here @param {KeyUsage[]} usages */
export async function wrappingKey(prf, ...usages) {
  const material = await crypto.subtle.importKey('raw', prf, 'HKDF', false, ['deriveKey']);
  prf.fill(0);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: utf8('chevet-user-key-1') };
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, usages);
}

/**
 * The private key, for this page's memory only.
 * @param {Bytes} prf @param {Wrap} wrap
 * @returns {Promise<CryptoKey>} rejects when the wrap is not this passkey's
 */
export async function unwrapUserKey(prf, { iv, wrapped }) {
  const algorithm = { name: 'AES-GCM', iv: fromBase64url(iv) };
  const key = await wrappingKey(prf, 'unwrapKey');
  return crypto.subtle.unwrapKey('pkcs8', fromBase64url(wrapped), key, algorithm, CURVE, false, ['deriveBits']);
}

/**
 * @param {CryptoKey} privateKey @param {import('../lib/rows.js').WrappedStoreKey[]} wrapped
 * @returns {Promise<StoreKey[]>}
 */
export function openStoreKeys(privateKey, wrapped) {
  return Promise.all(
    wrapped.map(async ({ unit, version, jwe }) => {
      return { unit, version, key: await openCompact(jwe, privateKey) };
    }),
  );
}
