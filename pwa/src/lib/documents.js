/**
 * Documents, as the bedside says them: what a capture tells the server, and how far a document is, in words. Pure.
 */
import { counted } from './state_words.js';

/** As many parts as a command may name, and as large as one may be. */
export const MOST_PAGES = 40;
export const LARGEST_PAGE = 12 * 1024 * 1024;
/** The author takes a document back for that long. */
export const UNDO = 10 * 60_000;

const UNKNOWN_TYPE = 'application/octet-stream';
const TYPE = /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,80}$/;

/**
 * @typedef {{name: string, size: number, key: string, iv: string, plain: string, mime: string, width: number|null,
 *   height: number|null, corners: [number, number][]|null, bw: boolean}} Part
 * @typedef {{kind?: string|null, note?: string|null, takenAt?: string|null, source: 'camera'|'file'|'share', wound?: string|null}} Told
 * @typedef {import('./rows.js').DocumentRow} DocumentRow
 * @typedef {{sent: number, total: number, waiting: number, why: string|null}} Progress of the parts that are on this tablet
 * @typedef {{row: DocumentRow, fact: {state: 'waiting'|'received'|'quarantined', reason: string|null}|null,
 *   progress: Progress|null}} Standing fact: while only this tablet knows of it
 * @typedef {{text: string, tone: 'done'|'waiting'|'attention'|'urgent', icon: 'clock'|'cloud-upload'|'circle-check'|'check'|'circle-alert'|'triangle-alert'}} StateWords
 */

/** The body of `document.capture`. @param {Part[]} pages in order @param {Told} told */
export function captureBody(pages, { kind = null, note = null, takenAt = null, source, wound = null }) {
  const parts = pages.map(({ name, size, key, iv, plain, mime, width, height, corners, bw }) => {
    return { name, size, key, iv, plain, mime: TYPE.test(mime) ? mime : UNKNOWN_TYPE, width: side(width), height: side(height), corners: corners && corners.map((point) => point.map(within)), bw };
  });
  return { parts, kind, note: note?.trim() || null, taken_at: takenAt, source, wound };
}

/** @param {number|null} pixels */
const side = (pixels) => (pixels && pixels >= 1 ? Math.round(pixels) : null);

/** A corner that was dragged past the edge is at the edge. @param {number} fraction */
const within = (fraction) => Math.min(1, Math.max(0, fraction));

/** A document that only this tablet knows, as the server will most likely tell it. @param {import('../store/facts.js').Fact} fact @param {(kind: string|null) => string} labelOf @returns {DocumentRow} */
export function rowOfFact({ id, person, author, at, body }, labelOf) {
  return {
    id, person: person ?? '', kind: body.kind ?? null, kind_label: labelOf(body.kind ?? null), state: 'waiting', why: null,
    parts: { total: body.parts.length, here: 0 }, pages: [], captured_at: body.taken_at ?? at, by: author, source: body.source,
    dated_on: null, valid_until: null, note: body.note ?? null, wound: body.wound ?? null, is_filed: false, is_replaced: false, expires_at: null,
  };
}

/** What was put aside, in the list of what is to be reviewed; null when it is no document. @param {{type: string|null, body: any}} item @param {(kind: string|null) => string} labelOf */
export function captureWords({ type, body }, labelOf) {
  if (type !== 'document.capture' || !Array.isArray(body?.parts)) return null;
  const note = typeof body.note === 'string' ? `. ${body.note}` : '';
  return `${labelOf(typeof body.kind === 'string' ? body.kind : null)}, ${counted(body.parts.length, 'page')}${note}`;
}

/** How far it is, for whoever captured it and for the others. @param {Standing} standing @returns {StateWords} */
export function stateWords({ row, fact, progress }) {
  if (fact?.state === 'quarantined') return { text: `Mis de côté : ${fact.reason ?? 'le serveur n’a pas pu le ranger.'}`, tone: 'attention', icon: 'triangle-alert' };
  if (row.state === 'checked') return { text: 'Vérifié', tone: 'done', icon: 'circle-check' };
  if (row.state === 'refused') return { text: `Refusé : ${row.why ?? 'le serveur ne peut pas le lire.'}`, tone: 'urgent', icon: 'circle-alert' };
  const isAllSent = progress !== null && progress.sent === progress.total;
  if (row.state === 'received' || isAllSent) return { text: 'Reçu', tone: 'waiting', icon: 'check' };
  if (progress?.why) return { text: `Page refusée : ${progress.why}`, tone: 'attention', icon: 'circle-alert' };
  if (progress?.waiting) return { text: `En attente des pages : ${sentWords(progress.sent, progress.total, 'envoyée')}`, tone: 'waiting', icon: 'cloud-upload' };
  if (fact?.state === 'waiting') return { text: 'Attend l’envoi, en sûreté sur cette tablette', tone: 'waiting', icon: 'clock' };
  return { text: `En attente des pages : ${sentWords(Math.max(row.parts.here, progress?.sent ?? 0), row.parts.total, 'arrivée')}`, tone: 'waiting', icon: 'clock' };
}

/** "1 sur 2 envoyée". @param {number} done @param {number} total @param {string} word */
const sentWords = (done, total, word) => `${done} sur ${total} ${word}${done > 1 ? 's' : ''}`;

/** "2 pages": a file may have several, and those that are not checked yet count. @param {DocumentRow} row */
export const pagesWords = ({ pages, parts }) => counted(Math.max(pages.length, parts.total), 'page');

/** Newest first. @param {{captured_at: string, id: string}} one @param {{captured_at: string, id: string}} other */
export const newestFirst = (one, other) => Date.parse(other.captured_at) - Date.parse(one.captured_at) || (one.id < other.id ? 1 : -1);

/** "Valable jusqu’au 3 mars 2027", "Expiré depuis le …", or null. @param {string|null} until a day @param {Date} now @returns {{text: string, isOver: boolean}|null} */
export function validityWords(until, now) {
  if (!until) return null;
  const isOver = until < now.toISOString().slice(0, 10);
  const day = new Date(`${until}T12:00:00Z`).toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return { text: isOver ? `N’est plus valable depuis le ${day}` : `Valable jusqu’au ${day}`, isOver };
}
