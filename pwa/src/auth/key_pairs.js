/**
 * One key pair for all passkeys of a person: passed from one at hand to a new one, or, when a new pair had to be made,
 * sealed to the former so that the passkeys that carry that one learn it. What is opened here is wrapped again at once.
 */
import { fromBase64url, randomBytes, toBase64url } from '../lib/bytes.js';
import { agreedKey, openCompact, publicKey, sealCompact } from '../lib/compact_jwe.js';
import { unwrapUserKey, wrappingKey } from './user_key.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {import('./user_key.js').Wrap} Wrap
 * @typedef {{id: string, public_jwk: JsonWebKey}} Carrier a passkey that carries a pair, and its public half
 * @typedef {{public_jwk: JsonWebKey, iv: string, wrapped: string, bridges?: {id: string, jwe: string}[]}} UserKeyBody
 * @typedef {{public_jwk: JsonWebKey|null, wrap: Wrap|null, bridge: string|null}} Lacking
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const SEAL = { alg: 'ECDH-ES', enc: 'A256GCM' };

/**
 * A pair, its private half wrapped under a new passkey, and sealed to each older passkey that carries another.
 * @param {Bytes} prf overwritten here @param {Carrier[]} [carriers] @returns {Promise<UserKeyBody>}
 */
export async function makeSharedKey(prf, carriers = []) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const made = await wrappedUnder(await wrappingKey(prf, 'wrapKey'), pair.privateKey);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const bridges = await Promise.all(carriers.map((one) => bridgeTo(one, plain)));
  plain.fill(0);
  return { public_jwk: { kty, crv, x, y }, ...made, bridges };
}

/**
 * The pair that a passkey at hand opens, wrapped for a new one.
 * @param {{prf: Bytes, wrap: Wrap}} held its PRF result is overwritten here @param {Bytes} prf the new one's, overwritten too
 * @param {JsonWebKey} jwk the pair's public half @returns {Promise<UserKeyBody>} rejects when that is another pair
 */
export async function passOn({ prf: own, wrap }, prf, jwk) {
  const algorithm = { name: 'AES-GCM', iv: fromBase64url(wrap.iv) };
  const opening = await wrappingKey(own, 'unwrapKey');
  const key = await crypto.subtle.unwrapKey('pkcs8', fromBase64url(wrap.wrapped), opening, algorithm, CURVE, true, ['deriveBits']);
  await check(key, jwk);
  return { public_jwk: jwk, ...(await wrappedUnder(await wrappingKey(prf, 'wrapKey'), key)) };
}

/**
 * What a passkey lacks, from its own PRF result: the present pair, learned by the bridge from the one it carries; or the
 * very first pair of its owner.
 * @param {Bytes} prf overwritten here @param {Lacking} lacking @returns {Promise<UserKeyBody|null>} null: nothing helps
 */
export async function mended(prf, { public_jwk: jwk, wrap, bridge }) {
  if (!jwk) return makeSharedKey(prf);
  if (!wrap || !bridge) return null;
  const wrapping = await wrappingKey(prf.slice(), 'wrapKey');
  const former = await unwrapUserKey(prf, wrap);
  const plain = await openCompact(bridge, former);
  const key = await crypto.subtle.importKey('pkcs8', plain, CURVE, true, ['deriveBits']);
  plain.fill(0);
  await check(key, jwk);
  return { public_jwk: jwk, ...(await wrappedUnder(wrapping, key)) };
}

/** @param {CryptoKey} wrapping @param {CryptoKey} key */
async function wrappedUnder(wrapping, key) {
  const iv = randomBytes(12);
  const wrapped = await crypto.subtle.wrapKey('pkcs8', key, wrapping, { name: 'AES-GCM', iv });
  return { iv: toBase64url(iv), wrapped: toBase64url(wrapped) };
}

/** @param {Carrier} carrier @param {Bytes} plain */
async function bridgeTo({ id, public_jwk: jwk }, plain) {
  return { id, jwe: await sealCompact(plain, SEAL, await agreedKey(await publicKey(jwk))) };
}

/** The private half is the one of that public half. @param {CryptoKey} key @param {JsonWebKey} jwk */
async function check(key, { x, y }) {
  const own = await crypto.subtle.exportKey('jwk', key);
  if (own.x !== x || own.y !== y) throw new Error('another pair');
}
