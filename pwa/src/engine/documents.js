/**
 * Documents at the bedside: captures begun and taken up again. Fetched by the screens that need them.
 */
import { newId } from '../lib/uuid.js';
import { EngineError } from '../lib/engine_error.js';
import { readCaptures } from '../store/captures.js';
import { CaptureDraft } from './capture_draft.js';

/** @typedef {import('./capture_draft.js').Engine} Engine */

const TIGHT = 'Il reste peu de place sur cette tablette. Approchez-la du réseau pour que les pages qui attendent partent, avant d’en prendre beaucoup d’autres.';

/** Nothing is on the disk before its first page. @param {Engine} engine @param {string} person @returns {Promise<CaptureDraft>} */
export async function openDraft(engine, person) {
  const opened = engine.needOpened();
  const unit = opened.memory.unitOf(person);
  if (!unit) throw new EngineError('unknown_person');
  return new CaptureDraft(engine, opened, newId(), { person, unit, startedAt: new Date().toISOString(), pages: [] });
}

/** Those that their author, the one who is signed in, has not finished. @param {Engine} engine @param {string|null} [person] null: of anyone @returns {Promise<CaptureDraft[]>} */
export async function resumeDrafts(engine, person = null) {
  const opened = engine.needOpened();
  const captures = await readCaptures(opened.db, opened.drafts.author);
  return captures.filter((one) => !person || one.person === person).map(({ id, ...capture }) => new CaptureDraft(engine, opened, id, capture));
}

/** What to say before capturing, when the disk has little room left. @param {{storage: import('./room.js').State}} engine */
export const roomWords = ({ storage }) => (storage.isLow ? TIGHT : null);
