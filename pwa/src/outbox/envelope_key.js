/**
 * The key of one envelope: ECDH-ES with the establishment's intake key (RFC 7518, 4.6), from a pair made for it alone.
 * It is agreed ahead of time, because a slow tablet would otherwise do it between the tap and the disk.
 */
import { concat, sha256, utf8 } from '../lib/bytes.js';

/**
 * @typedef {import('./envelope.js').Intake} Intake
 * @typedef {{epk: JsonWebKey, key: CryptoKey}} EnvelopeKey
 */

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const ENCRYPTION = 'A256GCM';
const BITS = 256;
/** @type {{kid: string, x: string|undefined, key: Promise<CryptoKey>}|null} imported once */
let imported = null;
/** @type {{kid: string, x: string|undefined, ready: Promise<EnvelopeKey>}|null} for the next envelope */
let next = null;

/** @param {{kid: string, x: string|undefined}|null} kept @param {Intake} intake */
const isOf = (kept, { kid, jwk }) => kept?.kid === kid && kept.x === jwk.x;

/** @param {Intake} intake */
export function prepareKey(intake) {
  if (isOf(next, intake)) return;
  const ready = agree(intake);
  ready.catch(() => {});
  next = { kid: intake.kid, x: intake.jwk.x, ready };
}

/** A key that no other envelope gets. @param {Intake} intake @returns {Promise<EnvelopeKey>} */
export function takeKey(intake) {
  prepareKey(intake);
  const { ready } = /** @type {{ready: Promise<EnvelopeKey>}} */ (next);
  next = null;
  return ready;
}

/** @param {Intake} intake @returns {Promise<EnvelopeKey>} */
async function agree(intake) {
  const [theirs, pair] = await Promise.all([
    intakeKey(intake),
    crypto.subtle.generateKey(CURVE, false, ['deriveBits']),
  ]);
  const [secret, { kty, crv, x, y }] = await Promise.all([
    crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey, BITS),
    crypto.subtle.exportKey('jwk', pair.publicKey),
  ]);
  const raw = await derived(new Uint8Array(secret));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  raw.fill(0);
  return { epk: { kty, crv, x, y }, key };
}

/** Concat KDF, one round, nobody named. @param {import('../lib/bytes.js').Bytes} secret overwritten here */
async function derived(secret) {
  const algorithm = concat(number(ENCRYPTION.length), utf8(ENCRYPTION));
  const raw = await sha256(concat(number(1), secret, algorithm, number(0), number(0), number(BITS)));
  secret.fill(0);
  return raw;
}

/** 4 bytes, big-endian. @param {number} value */
function number(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** @param {Intake} intake */
function intakeKey(intake) {
  const { kid, jwk } = intake;
  if (!isOf(imported, intake)) imported = { kid, x: jwk.x, key: crypto.subtle.importKey('jwk', jwk, CURVE, false, []) };
  return /** @type {{key: Promise<CryptoKey>}} */ (imported).key;
}
