/**
 * Sealing to a public key and opening with the private one, as a compact JWE (RFC 7516): ECDH-ES on P-256, directly or
 * with A256KW, AES-256-GCM, and nothing else. Agreeing a key and sealing with it are two steps, since the first can be
 * done ahead of time.
 */
import { concat, fromBase64url, fromUtf8, randomBytes, sha256, toBase64url, utf8 } from './bytes.js';

/** @typedef {{epk: JsonWebKey, key: CryptoKey}} AgreedKey each text sealed with it has a random nonce of its own */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const ENCRYPTION = 'A256GCM';
const WRAPPING = 'ECDH-ES+A256KW';
/** Members of a header that would change what opening means. */
const UNKNOWN = ['apu', 'apv', 'crit', 'zip'];
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
  const key = await derivedKey(secret, ENCRYPTION, 'AES-GCM', ['encrypt']);
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
 * @returns {Promise<import('./bytes.js').Bytes>} rejects for anything but what is sealed here and by our server
 */
export async function openCompact(jwe, privateKey) {
  const [protectedHeader, wrapped, ...rest] = jwe.split('.');
  const [iv, ciphertext, tag] = rest.map(fromBase64url);
  const { alg, enc, epk, ...more } = JSON.parse(fromUtf8(fromBase64url(protectedHeader)));
  const isKnown = enc === ENCRYPTION && rest.length === 3 && !UNKNOWN.some((name) => name in more);
  if (!isKnown || iv.length !== 12 || tag.length !== TAG) throw new Error('not a JWE of ours');
  const theirs = await publicKey(epk);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, BITS);
  const key = await contentKey(alg, secret, fromBase64url(wrapped));
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(protectedHeader) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, concat(ciphertext, tag)));
}

/** @param {string} alg @param {ArrayBuffer} secret overwritten here @param {import('./bytes.js').Bytes} wrapped */
async function contentKey(alg, secret, wrapped) {
  if (alg === 'ECDH-ES' && wrapped.length === 0) return derivedKey(secret, ENCRYPTION, 'AES-GCM', ['decrypt']);
  if (alg !== WRAPPING) throw new Error('not a JWE of ours');
  const wrapping = await derivedKey(secret, WRAPPING, 'AES-KW', ['unwrapKey']);
  return crypto.subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', 'AES-GCM', false, ['decrypt']);
}

/**
 * Concat KDF, one round, nobody named.
 * @param {ArrayBuffer} secret overwritten here @param {string} purpose @param {string} algorithm @param {KeyUsage[]} usages
 */
async function derivedKey(secret, purpose, algorithm, usages) {
  const about = concat(number(purpose.length), utf8(purpose), number(0), number(0), number(BITS));
  const raw = await sha256(concat(number(1), new Uint8Array(secret), about));
  new Uint8Array(secret).fill(0);
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, usages);
  raw.fill(0);
  return key;
}

/** 4 bytes, big-endian. @param {number} value */
function number(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
