/**
 * Thumbnails (320 px at most), sealed for the unit's team: all that stays on a tablet of a picture. Of a page that was
 * captured here they are known by the name of its part; of one that came from the server, by the page's own id.
 */
import { fromBase64url, toBase64url } from '../lib/bytes.js';
import { rangeOf } from './blocks.js';
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

/** Those of a unit that an older key sealed, under the newest; one that does not open is left for its key to be withdrawn. @param {Database} db @param {Keyring} keyring @param {string} unit @returns {Promise<ThumbRow[]>} */
export async function resealThumbs(db, keyring, unit) {
  const newest = keyring.newest(unit)?.version;
  const old = (await db.getAll('thumbs', rangeOf(unit))).filter(({ version }) => version !== newest);
  const fresh = await Promise.all(old.map(async (row) => {
    const text = await open(keyring, row.key, row);
    return text ? { ...row, ...(await seal(keyring, unit, row.key, text)) } : [];
  }));
  return fresh.flat();
}

/**
 * Lets go of those whose document this tablet no longer shows: withdrawn, hidden since, or older than what it keeps.
 * @param {Database} db @param {Map<string, import('./slice.js').Slice>} slices of the units that are open, whole
 * @param {Set<string>} alsoKept documents that only this tablet knows yet
 */
export async function pruneThumbs(db, slices, alsoKept) {
  const [captures, sending] = await Promise.all([db.getAllKeys('captures'), db.getAll('parts')]);
  const kept = new Set([...alsoKept, ...captures, ...sending.filter(({ state }) => state === 'waiting').map(({ document }) => document)]);
  for (const slice of slices.values()) {
    const rows = await db.getAll('thumbs', rangeOf(slice.unit));
    const gone = rows.filter(({ document }) => !kept.has(document) && !slice.kept('document').has(document));
    await Promise.all(gone.map(({ key }) => db.delete('thumbs', key)));
  }
}
