/**
 * Pictures of documents, as bitmaps in memory: what this tablet captured, while its sealed pages are still here; the
 * thumbnails it keeps sealed; and pages asked of the server. Nothing of them is written in clear, nor given an address.
 */
import { EngineError } from '../lib/engine_error.js';
import { openPart } from '../store/parts.js';
import { openThumb, readThumb, sealThumb } from '../store/thumbs.js';
import { askPicture, offline } from './pictures.js';

/**
 * @typedef {import('../lib/rows.js').DocumentRow} DocumentRow
 * @typedef {Pick<DocumentRow, 'id'|'person'|'pages'|'parts'|'state'>} Document
 * @typedef {{id: string, mime: string|null}} Page mime: of a page that is only here
 */

const FILE = 'Ce fichier pourra être lu quand le serveur l’aura reçu et vérifié. Il est en sûreté sur la tablette.';
const NOT_YET = 'Cette page n’est pas encore lisible : le serveur attend qu’elle arrive, ou la vérifie.';

/** As much as a list shows: asked for once, while this page lasts. @type {WeakMap<object, Map<string, Promise<Blob|null>>>} by what an unlock opened */
const asked = new WeakMap();

/** In order. Before the server has checked them, those that this tablet captured. @param {any} engine @param {Document} document @returns {Page[]} */
export function pagesOf(engine, document) {
  const isPartial = document.state === 'received' && document.pages.length < document.parts.total;
  if (document.pages.length > 0 && !isPartial) return document.pages.map((id) => ({ id, mime: null }));
  const parts = partsOf(engine, document.id);
  if (parts) return parts.map(({ name, mime }) => ({ id: name, mime }));
  return Array.from({ length: document.parts.total }, (_, n) => ({ id: `${n}`, mime: null }));
}

/** What the command said of them, while only this tablet knows. @param {any} engine @param {string} id @returns {any[]|null} */
const partsOf = (engine, id) => engine.factsOf('document.capture').find((/** @type {{id: string}} */ fact) => fact.id === id)?.body.parts ?? null;

/** Small, now or never: what is not on the tablet is asked of the server if it can be. @param {any} engine @param {Document} document @param {number} n from 0 @returns {Promise<ImageBitmap|null>} */
export async function thumbOf(engine, document, n = 0) {
  try {
    const opened = engine.needOpened();
    const picture = (await keptThumb(engine, opened, document, n)) ?? (await fetchedThumb(engine, opened, document, n));
    return picture && (await createImageBitmap(picture));
  } catch (error) {
    if (error instanceof EngineError || error instanceof DOMException) return null;
    throw error;
  }
}

/** @param {any} engine @param {import('./opened.js').Opened} opened @param {Document} document @param {number} n */
async function keptThumb(engine, opened, { id, person, pages, parts }, n) {
  const { db, keyring, memory } = opened;
  const unit = memory.unitOf(person) ?? '';
  const ofPage = pages[n] && (await readThumb(db, keyring, unit, pages[n]));
  if (ofPage) return new Blob([ofPage]);
  // A file of several pages has more of them than parts: only the server knows which is which.
  if (pages.length > 0 && pages.length !== parts.total) return null;
  const rows = await db.getAllFromIndex('thumbs', 'by_document', id);
  const name = partsOf(engine, id)?.[n]?.name;
  const row = name ? rows.find(({ key }) => key.endsWith(`/${name}`)) : rows.find(({ no }) => no === n);
  const bytes = await openThumb(keyring, row);
  return bytes && new Blob([bytes]);
}

/** @param {any} engine @param {import('./opened.js').Opened} opened @param {Document} document @param {number} n @returns {Promise<Blob|null>} */
function fetchedThumb(engine, opened, { id, person, pages }, n) {
  const page = pages[n];
  if (!page || opened.resume) return Promise.resolve(null);
  const mine = asked.get(opened) ?? new Map();
  asked.set(opened, mine);
  const known = mine.get(page) ?? keepThumb(engine, opened, { id, person, page, n });
  mine.set(page, known);
  known.catch(() => mine.delete(page));
  return known;
}

/** @param {any} engine @param {import('./opened.js').Opened} opened @param {{id: string, person: string, page: string, n: number}} of */
async function keepThumb(engine, opened, { id, person, page, n }) {
  const { db, keyring, memory } = opened;
  const picture = await askPicture(engine.means.server, `/api/v1/documents/${id}/pages/${page}/thumb`);
  const unit = memory.unitOf(person);
  if (unit) {
    const row = await sealThumb(keyring, unit, { name: page, document: id, no: n }, new Uint8Array(await picture.arrayBuffer()));
    // A tablet without room shows it all the same.
    await db.put('thumbs', row).catch(() => {});
  }
  return picture;
}

/** The page to read. @param {any} engine @param {Document} document @param {string} page @returns {Promise<ImageBitmap>} throws EngineError, to be said as it is */
export async function pageOf(engine, document, page) {
  const opened = engine.needOpened();
  const part = partsOf(engine, document.id)?.find(({ name }) => name === page);
  if (part) return bitmapOf(await localPage(opened, part));
  if (!document.pages.includes(page)) throw new EngineError('history_gone', { message: NOT_YET });
  if (opened.resume) throw offline();
  return bitmapOf(await askPicture(engine.means.server, `/api/v1/documents/${document.id}/pages/${page}/legible`));
}

/** @param {import('./opened.js').Opened} opened @param {any} part */
async function localPage({ db }, part) {
  if (!part.mime.startsWith('image/') || /hei[cf]/.test(part.mime)) throw new EngineError('history_gone', { message: FILE });
  const ciphertext = await db.get('ciphertexts', part.name);
  if (!ciphertext) throw new EngineError('history_gone', { message: NOT_YET });
  return new Blob([await openPart(ciphertext, part)], { type: part.mime });
}

/** @param {Blob} picture */
async function bitmapOf(picture) {
  try {
    return await createImageBitmap(picture);
  } catch (cause) {
    throw new EngineError('server_error', { cause, message: 'Cette page ne s’affiche pas sur cette tablette. Rien n’est perdu ; lisez-la au bureau.' });
  }
}
