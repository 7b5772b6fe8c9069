/**
 * Captures that are not finished, sealed to their author like any draft: on disk a row says whose it is and nothing more.
 * The keys of its pages are inside.
 */
import { fromUtf8, utf8 } from '../lib/bytes.js';
import { agreedKey, openCompact, publicKey, sealCompact } from '../lib/compact_jwe.js';
import { open, seal } from './sealing.js';

/**
 * @typedef {import('./drafts.js').Author} Author
 * @typedef {import('./parts.js').SealedPart} SealedPart
 * @typedef {{id: string, staff: string, jwe?: string, block?: import('./database.js').Sealed}} CaptureRow
 * @typedef {[number, number]} Corner fractions of the picture's width and height
 * @typedef {{id: string, part: SealedPart, mime: string, width: number|null, height: number|null, corners: Corner[]|null,
 *   bw: boolean, isBlurred: boolean, isRemoved: boolean, thumb: boolean}} CapturedPage thumb: whether it has one
 * @typedef {{kind: string|null, note: string}} ToldSoFar what its author said of it before the end
 * @typedef {{person: string, unit: string, startedAt: string, pages: CapturedPage[], told?: ToldSoFar, wound?: string|null}} Capture
 *   wound: the one that it is a picture of
 */

const HEADER = { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'chevet-capture+jwe' };

/** @param {string} id */
const nameOf = (id) => `capture/${id}`;

/** @param {Author} author @param {string} id @param {Capture} capture @returns {Promise<CaptureRow>} */
export async function sealCapture({ staff, publicJwk, keyring }, id, capture) {
  if (!publicJwk) return { id, staff, block: await seal(keyring, capture.unit, nameOf(id), capture) };
  const text = utf8(JSON.stringify({ id, ...capture }));
  return { id, staff, jwe: await sealCompact(text, HEADER, await agreedKey(await publicKey(publicJwk))) };
}

/** Those of the author that open, oldest first. @param {import('./database.js').Database} db @param {Author} author @returns {Promise<(Capture & {id: string})[]>} */
export async function readCaptures(db, author) {
  const rows = (await db.getAll('captures')).filter(({ staff }) => staff === author.staff);
  const read = await Promise.all(rows.map((row) => openCapture(author, row)));
  return read.flatMap((capture) => capture ?? []).sort((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
}

/** @param {Author} author @param {CaptureRow} row @returns {Promise<(Capture & {id: string})|null>} */
async function openCapture({ privateKey, keyring }, { id, jwe, block }) {
  if (block) return open(keyring, nameOf(id), block).then((capture) => capture && { id, ...capture });
  if (!privateKey || !jwe) return null;
  try {
    const capture = JSON.parse(fromUtf8(await openCompact(jwe, privateKey)));
    return capture.id === id ? capture : null;
  } catch {
    return null;
  }
}
