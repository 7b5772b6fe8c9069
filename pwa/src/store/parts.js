/**
 * Pages of documents on their way to the server, as sealed parts: each under a key of its own, made here, and known by the
 * SHA-256 of its ciphertext. The row says where it stands; the ciphertext lies apart, so that counting reads none of it.
 *
 * Neither names anyone: a key is in its author's capture while there is one, then in the command, sealed to the server,
 * and in what colleagues of the unit see of it.
 */
import { fromBase64url, randomBytes, sha256, toBase64url } from '../lib/bytes.js';

/**
 * @typedef {import('./database.js').Database} Database
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {{name: string, document: string, no: number, size: number, state: 'held'|'waiting'|'complete'|'refused',
 *   why: string|null, complete_at: string|null, isBegun?: boolean}} PartRow held: in a capture that is not finished; why: in
 *   French, when refused; complete_at: by the server's clock, when it had all of it; isBegun: the server may have some of it
 * @typedef {{key: string, iv: string}} Opening what opens a part
 * @typedef {Opening & {name: string, plain: string, size: number}} SealedPart plain: SHA-256 of what is inside
 */

/** @param {Bytes} bytes */
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {Bytes} bytes @returns {Promise<string>} SHA-256 in hexadecimal */
export const digestOf = async (bytes) => hexOf(await sha256(bytes));

/** @param {Bytes} plain @returns {Promise<{part: SealedPart, ciphertext: ArrayBuffer}>} */
export async function sealPart(plain) {
  const raw = randomBytes(32);
  const iv = randomBytes(12);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  const [name, digest] = await Promise.all([digestOf(new Uint8Array(ciphertext)), digestOf(plain)]);
  const part = { name, plain: digest, size: ciphertext.byteLength, key: toBase64url(raw), iv: toBase64url(iv) };
  raw.fill(0);
  return { part, ciphertext };
}

/** @param {ArrayBuffer} ciphertext @param {Opening} opening @returns {Promise<Bytes>} rejects when it was altered */
export async function openPart(ciphertext, opening) {
  const raw = fromBase64url(opening.key);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  raw.fill(0);
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64url(opening.iv) }, key, ciphertext));
}

/** @param {SealedPart} part @param {string} document @returns {PartRow} */
export const heldRow = ({ name, size }, document) => ({ name, document, no: 0, size, state: 'held', why: null, complete_at: null });

/** Names of what waits to be sent, oldest capture first. @param {Database} db @returns {Promise<string[]>} */
export async function waitingParts(db) {
  const rows = await db.getAllFromIndex('parts', 'by_state', 'waiting');
  return rows.sort((one, other) => (one.document === other.document ? one.no - other.no : one.document < other.document ? -1 : 1)).map(({ name }) => name);
}

/** @typedef {{sent: number, total: number, waiting: number, why: string|null}} Progress of one document's parts, as far as they are on this tablet */

/** By document; captures that are not finished are left out. @param {Database} db @returns {Promise<Map<string, Progress>>} */
export async function progressOf(db) {
  /** @type {Map<string, Progress>} */
  const known = new Map();
  for (const { document, state, why } of await db.getAll('parts')) {
    if (state === 'held') continue;
    const { sent, total, waiting, why: before } = known.get(document) ?? { sent: 0, total: 0, waiting: 0, why: null };
    known.set(document, { sent: sent + Number(state === 'complete'), total: total + 1, waiting: waiting + Number(state === 'waiting'), why: before ?? why });
  }
  return known;
}
