/**
 * Bytes and their texts: UTF-8, base64url without padding, digests. Every binary value of the wire protocol goes
 * through here. Nothing in `lib` touches the network, the store or the page.
 */
import * as base64url from 'jose/base64url';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {string} text @returns {Bytes} */
export const utf8 = (text) => encoder.encode(text);

/** @param {BufferSource} bytes */
export const fromUtf8 = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array | ArrayBuffer} bytes */
export function toBase64url(bytes) {
  return base64url.encode(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
}

/** @param {string} text @returns {Bytes} */
export function fromBase64url(text) {
  return new Uint8Array(base64url.decode(text));
}

/** @param {Uint8Array[]} parts @returns {Bytes} */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Each part behind its length (4 bytes, big-endian): no two lists of parts give the same bytes.
 * @param {Uint8Array[]} parts
 */
export function lengthPrefixed(...parts) {
  return concat(...parts.flatMap((part) => [lengthOf(part), part]));
}

/** @param {Uint8Array} part */
function lengthOf(part) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, part.length);
  return bytes;
}

/** @param {Bytes} bytes @returns {Promise<Bytes>} */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** @param {number} length @returns {Bytes} */
export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));
