/**
 * What the one who is signed in does: entries, drafts, decisions about what was put aside; and what they ask of the
 * server beyond what the tablet keeps.
 */
import { EngineError } from '../lib/engine_error.js';
import { KEY as ROUND } from '../lib/round.js';
import { isFull } from './failures.js';
import { SETTLE } from './review.js';
import { Station } from './station.js';

/** Sending waits until the entry has been drawn: a slow tablet does one thing at a time. */
const AFTER_DRAWING = 100;

export class Doing extends Station {
  /** The demo's staff have no passkey: they confirm by its door. @type {((staff: import('../lib/rows.js').WallStaff) => boolean)|null} */
  confirmsWithoutKey = null;

  /**
   * Shown at once; resolves when it is safe on the tablet. Sending is another matter.
   * @param {string} type @param {import('./recorder.js').Given} given @returns {Promise<{id: string}>}
   */
  async record(type, given) {
    const opened = this.needOpened();
    if (!this.recorder) throw new EngineError('elsewhere');
    const onShown = () => this.isOpen(opened) && this.emit('rows');
    const { id, isWritten } = await this.recorder.record(opened, type, given, onShown);
    if (!isWritten) return { id };
    this.tablet.countOneMore();
    this.showWall();
    setTimeout(() => this.#afterDrawing(), AFTER_DRAWING);
    return { id };
  }

  #afterDrawing() {
    // A count that was under way when the entry was written may have missed it.
    this.recount().catch(() => {});
    this.recorder?.prepare();
    void this.contact?.nudge();
  }

  /** @param {string} entryId */
  async undo(entryId) {
    const person = this.needOpened().memory.entry(entryId)?.person;
    if (!person) throw new EngineError('unknown_person');
    await this.record('transmission.retract', { person, body: { entry: entryId } });
  }

  /** The list of what was put aside is on the screen: what the server knows of it is asked for. */
  lookAtReview() {
    const { review } = this.needOpened();
    review.isWanted = true;
    void this.contact?.nudge();
  }

  /**
   * What becomes of something that was put aside: left out, with a reason, or written again as another entry.
   * @param {{command: string|null, quarantine: string|null}} item @param {{reason?: string, as?: string}} decision as: that other entry
   */
  async settle({ command, quarantine }, { reason = '', as }) {
    const opened = this.needOpened();
    const outcome = as ? 'refiled' : 'dismissed';
    await this.record(SETTLE, { body: { quarantine, command, outcome, reason, as: as ?? null } });
    opened.review.settle({ command, quarantine });
    this.emit('rows');
  }

  /**
   * A person's transmissions that the tablet does not keep; they stay in memory until the lock.
   * @param {string} personId @param {import('./history.js').Asked} [asked]
   */
  async history(personId, asked = {}) {
    const opened = this.needOpened();
    // Only a reader with network goes further back: the first screen does not wait for it.
    const { askHistory } = await this.tablet.late();
    return askHistory(this.server, opened, personId, asked);
  }

  /** Where the author is in their round; null: it is over. @param {import('../lib/round.js').Round|null} round */
  async keepRound(round) {
    await this.saveDraft(ROUND, round);
    this.emit('rows');
  }

  /** Kept at once, sealed on disk when this resolves; throws EngineError. @param {string} personId @param {object|null} draft */
  async saveDraft(personId, draft) {
    const { drafts } = this.needOpened();
    const wasThere = drafts.get(personId) !== null;
    const saved = drafts.save(personId, draft);
    // The person's page says that one waits; the words themselves are only the composer's.
    if (wasThere !== (draft !== null)) this.emit('rows');
    try {
      await saved;
    } catch (cause) {
      if (isFull(cause)) this.room.isFull();
      throw new EngineError(isFull(cause) ? 'draft_full' : 'draft_failed', { cause });
    }
  }
}
