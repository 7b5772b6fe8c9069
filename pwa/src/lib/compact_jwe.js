/**
 * Compact JWEs (RFC 7516) of ECDH-ES on P-256 and AES-256-GCM. Opening is a JOSE library's. Sealing is WebCrypto's, in two
 * steps that the library does at once: agreeing a key can be done ahead of time, and a tap then pays for one encryption.
 */
import { compactDecrypt } from 'jose/jwe/compact/decrypt';
import { concat, randomBytes, sha256, toBase64url, utf8 } from './bytes.js';

/** @typedef {{epk: JsonWebKey, key: CryptoKey}} AgreedKey each text sealed with it has a random nonce of its own */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const ENCRYPTION = 'A256GCM';
/** The ways in which tablets and the server seal; any other is refused. */
const OURS = { keyManagementAlgorithms: ['ECDH-ES', 'ECDH-ES+A256KW'], contentEncryptionAlgorithms: [ENCRYPTION] };
const BITS = 256;
/** Bytes of an AES-GCM tag. */
const TAG = 16;

/** @param {JsonWebKey} jwk */
export const publicKey = (jwk) => crypto.subtle.importKey('jwk', jwk, CURVE, false, []);

/** ECDH-ES, direct (RFC 7518, 4.6), from a pair made for this key alone. @param {CryptoKey} theirs @returns {Promise<AgreedKey>} */
export async function agreedKey(theirs) {
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const [secret, { kty, crv, x, y }] = await Promise.all([
    crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, BITS),
    crypto.subtle.exportKey('jwk', pair.publicKey),
  ]);
  const key = await derivedKey(secret);
  return { epk: { kty, crv, x, y }, key };
}

/** @param {import('./bytes.js').Bytes} plaintext @param {object} header @param {AgreedKey} agreed */
export async function sealCompact(plaintext, header, { epk, key }) {
  const protectedHeader = toBase64url(utf8(JSON.stringify({ ...header, epk })));
  const iv = randomBytes(12);
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(protectedHeader) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
  const parts = [iv, sealed.subarray(0, -TAG), sealed.subarray(-TAG)].map(toBase64url);
  // The second part is the wrapped key: there is none when it was agreed directly.
  return [protectedHeader, '', ...parts].join('.');
}

/**
 * @param {string} jwe @param {CryptoKey} privateKey of the pair it was sealed to
 * @returns {Promise<import('./bytes.js').Bytes>} rejects for what does not open, or is sealed in another way than ours
 */
export async function openCompact(jwe, privateKey) {
  const { plaintext } = await compactDecrypt(jwe, privateKey, OURS);
  return new Uint8Array(plaintext);
}

/** Concat KDF, one round, nobody named. @param {ArrayBuffer} secret overwritten here */
async function derivedKey(secret) {
  const about = concat(number(ENCRYPTION.length), utf8(ENCRYPTION), number(0), number(0), number(BITS));
  const raw = await sha256(concat(number(1), new Uint8Array(secret), about));
  new Uint8Array(secret).fill(0);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  raw.fill(0);
  return key;
}

/** 4 bytes, big-endian. @param {number} value */
function number(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
