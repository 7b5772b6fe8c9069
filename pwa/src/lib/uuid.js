/**
 * UUID version 7 (RFC 9562): time first, so that ids made on one tablet sort in the order they were made.
 */
import { randomBytes } from './bytes.js';

let lastMs = 0;
let counter = 0;

/** A new id, later than every id this page made before, even within one millisecond or with a clock set back. */
export function newId(now = Date.now()) {
  const bytes = randomBytes(16);
  tick(now, bytes);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMs / 2 ** 32));
  view.setUint32(2, lastMs % 2 ** 32);
  view.setUint16(6, 0x7000 | counter);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return uuidText(bytes);
}

/** @param {number} now @param {Uint8Array} random */
function tick(now, random) {
  if (now > lastMs) {
    lastMs = now;
    // Starts low, so that a burst has room to count up.
    counter = random[6];
    return;
  }
  counter += 1;
  if (counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
}

/** @param {Uint8Array} bytes 16 of them */
export function uuidText(bytes) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** @param {string} id with dashes */
export function uuidBytes(id) {
  const hex = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new TypeError(`not a UUID: ${id}`);
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
