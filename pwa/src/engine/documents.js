/**
 * Documents at the bedside: those of a person with how far each is, their pictures, and captures begun and taken up again.
 * Fetched by the screens that need them.
 */
import { Refusal } from '../lib/answers.js';
import { kindLabel } from '../lib/document_kinds.js';
import { newestFirst, rowOfFact, stateWords } from '../lib/documents.js';
import { EngineError } from '../lib/engine_error.js';
import { newId } from '../lib/uuid.js';
import { readCaptures } from '../store/captures.js';
import { CaptureDraft } from './capture_draft.js';
import * as pictures from './document_pictures.js';
import { progressIn } from './sending_parts.js';

export { pagesOf } from './document_pictures.js';

/**
 * @typedef {import('./capture_draft.js').Engine} Engine
 * @typedef {import('../lib/rows.js').DocumentRow} DocumentRow
 * @typedef {import('../store/facts.js').Fact} Fact
 * @typedef {DocumentRow & {isPending: boolean, mine: boolean, byName: string, progress: import('../lib/documents.js').Progress|null,
 *   words: import('../lib/documents.js').StateWords, quarantined: boolean}} Shown isPending: only this tablet knows of it
 */

const TIGHT = 'Il reste peu de place sur cette tablette. Approchez-la du réseau pour que les pages qui attendent partent, avant d’en prendre beaucoup d’autres.';

/** Nothing is on the disk before its first page. @param {Engine} engine @param {string} person @param {string|null} [wound] that it is a picture of @returns {Promise<CaptureDraft>} */
export async function openDraft(engine, person, wound = null) {
  const opened = engine.needOpened();
  const unit = opened.memory.unitOf(person);
  if (!unit) throw new EngineError('unknown_person');
  return new CaptureDraft(engine, opened, newId(), { person, unit, startedAt: new Date().toISOString(), pages: [], wound });
}

/** Those that their author, the one who is signed in, has not finished. @param {Engine} engine @param {string|null} [person] null: of anyone @returns {Promise<CaptureDraft[]>} */
export async function resumeDrafts(engine, person = null) {
  const opened = engine.needOpened();
  const captures = await readCaptures(opened.db, opened.drafts.author);
  return captures.filter((one) => !person || one.person === person).map(({ id, ...capture }) => new CaptureDraft(engine, opened, id, capture));
}

/** What to say before capturing, when the disk has little room left. @param {{storage: import('./room.js').State}} engine */
export const roomWords = ({ storage }) => (storage.isLow ? TIGHT : null);

/** Newest first: what the feed tells, and what was captured here and is not told yet. @param {any} engine @param {string} person @returns {Shown[]} */
export function documentsOf(engine, person) {
  const gone = new Set(standing(engine.factsOf('document.withdraw')).map(({ body }) => body.document));
  const rows = /** @type {DocumentRow[]} */ (engine.rowsOf('document', person));
  const told = new Set(rows.map(({ id }) => id));
  const fresh = engine.factsOf('document.capture').filter((/** @type {Fact} */ fact) => fact.person === person && !told.has(fact.id));
  const all = [...rows.map((row) => shown(engine, row, null)), ...fresh.map((/** @type {Fact} */ fact) => shown(engine, rowOfFact(fact, kindLabel), fact))];
  return all.filter(({ id }) => !gone.has(id)).sort(newestFirst);
}

/** Rows that the server told on demand, as `documentsOf` shows those of the tablet. @param {any} engine @param {DocumentRow[]} rows @returns {Shown[]} */
export const asShown = (engine, rows) => rows.map((row) => shown(engine, row, null));

/** @param {Fact[]} facts */
const standing = (facts) => facts.filter(({ state }) => state !== 'quarantined');

/** @param {any} engine @param {DocumentRow} row @param {Fact|null} fact @returns {Shown} */
function shown(engine, row, fact) {
  const progress = progressIn(engine.means.tablet.db).get(row.id) ?? null;
  return {
    ...row,
    isPending: fact !== null,
    quarantined: fact?.state === 'quarantined',
    mine: row.by === engine.me?.id,
    byName: engine.nameOf(row.by) ?? fact?.author_name ?? '',
    progress,
    words: stateWords({ row, fact, progress }),
  };
}

/** One that a screen names, wherever it is known; else asked of the server. @param {any} engine @param {string} id @returns {Promise<Shown>} throws EngineError */
export async function documentOf(engine, id) {
  for (const { id: person } of engine.persons()) {
    const found = documentsOf(engine, person).find((one) => one.id === id);
    if (found) return found;
  }
  const { document } = await asking(() => engine.means.server.get(`/api/v1/documents/${id}`));
  return asShown(engine, [document])[0];
}

/** @param {any} engine @param {Shown|string} of the document, or its id */
const resolved = async (engine, of) => (typeof of === 'string' ? documentOf(engine, of) : of);

/** Small, or null. @param {any} engine @param {Shown|string} of @param {number} [n] from 0 */
export const thumbOf = async (engine, of, n = 0) => pictures.thumbOf(engine, await resolved(engine, of), n);

/** To read; throws EngineError. @param {any} engine @param {Shown|string} of @param {string} page one of `pagesOf` */
export const pageOf = async (engine, of, page) => pictures.pageOf(engine, await resolved(engine, of), page);

/** Documents that the tablet does not keep. @param {any} engine @param {string} person @param {string|null} [before] `next` of the answer before @returns {Promise<{documents: Shown[], next: string|null}>} throws EngineError */
export async function olderDocuments(engine, person, before = null) {
  const query = before ? `?before=${encodeURIComponent(before)}` : '';
  const { documents, next } = await asking(() => engine.means.server.get(`/api/v1/persons/${person}/documents${query}`));
  return { documents: asShown(engine, documents), next };
}

/** @template T @param {() => Promise<T>} ask @returns {Promise<T>} */
async function asking(ask) {
  try {
    return await ask();
  } catch (cause) {
    const isGone = cause instanceof Refusal && [403, 404].includes(cause.status);
    throw new EngineError(isGone ? 'history_gone' : 'history_offline', { cause, message: isGone ? 'Ce document n’est plus ouvert à cette tablette, ou vos accès ont changé.' : 'Les documents plus anciens demandent le réseau. Ceux de trois mois sont sur la tablette ; réessayez quand il revient.' });
  }
}

/** Taken back by its author, at once. @param {any} engine @param {{id: string, person: string}} document @param {string|null} [why] */
export const withdraw = (engine, { id, person }, why = null) => engine.record('document.withdraw', { person, body: { document: id, why } });
