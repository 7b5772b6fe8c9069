/**
 * Thumbnails (320 px at most), sealed for the unit's team: all that stays on a tablet of a picture. Of a page that was
 * captured here they are known by the name of its part; of one that came from the server, by the page's own id.
 */
import { fromBase64url, toBase64url } from '../lib/bytes.js';
import { open, seal } from './sealing.js';

/**
 * @typedef {import('./database.js').Database} Database
 * @typedef {import('./keyring.js').Keyring} Keyring
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {import('./database.js').Sealed & {key: string, document: string, no: number}} ThumbRow
 */

/** @param {string} unit @param {string} name */
export const thumbKey = (unit, name) => `${unit}/${name}`;

/** @param {Keyring} keyring @param {string} unit @param {{name: string, document: string, no?: number}} of @param {Uint8Array} picture @returns {Promise<ThumbRow>} */
export async function sealThumb(keyring, unit, { name, document, no = 0 }, picture) {
  const key = thumbKey(unit, name);
  return { key, document, no, ...(await seal(keyring, unit, key, toBase64url(picture))) };
}

/** @param {Keyring} keyring @param {ThumbRow|undefined} row @returns {Promise<Bytes|null>} null when this reader has no key for it */
export async function openThumb(keyring, row) {
  const text = row && (await open(keyring, row.key, row));
  return text ? fromBase64url(text) : null;
}

/** @param {Database} db @param {Keyring} keyring @param {string} unit @param {string} name */
export const readThumb = async (db, keyring, unit, name) => openThumb(keyring, await db.get('thumbs', thumbKey(unit, name)));
