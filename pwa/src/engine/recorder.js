/**
 * Turns a gesture into a command: filled in, checked, written down with the fact that colleagues will see.
 */
import { EngineError } from '../lib/engine_error.js';
import { faultIn } from '../lib/texts.js';
import { newId } from '../lib/uuid.js';
import { Writer } from '../outbox/writer.js';
import { factOf, sealFact } from '../store/facts.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {{person?: string|null, body?: any, id?: string}} Given
 */

/** Commands that only tell the server something: colleagues see nothing of them. */
const UNSEEN = ['person.open'];

export class Recorder {
  /** @param {Tablet} tablet */
  constructor(tablet) {
    this.tablet = tablet;
    this.writer = new Writer(tablet.db, tablet);
  }

  /**
   * Durable, and laid over what this unlock shows, when it resolves.
   * @param {Opened} opened @param {string} type @param {Given} given
   * @returns {Promise<{id: string, isWritten: boolean}>} not written: there was nothing new to say
   */
  async record(opened, type, { person = null, body = {}, id = newId() }) {
    const told = filledIn(opened, type, person, body);
    if (told === null) return { id, isWritten: false };
    const fault = faultIn(told);
    if (fault) throw new EngineError('invalid_text', { message: fault });
    const unit = opened.unitFor(person, told);
    if (!unit) throw new EngineError('unknown_person');
    const at = new Date().toISOString();
    const author = { author: opened.staff.id, author_name: opened.name };
    const text = { id, type, at, ...author, person, unit, body: told };
    await this.#write(opened, text);
    if (!UNSEEN.includes(type)) opened.memory.facts.set(id, factOf(text, { id, state: 'waiting', reason: null }));
    opened.memory.touchFacts();
    return { id, isWritten: true };
  }

  /** @param {Opened} opened @param {import('../store/facts.js').FactText} text */
  async #write(opened, { unit, author_name, ...text }) {
    const { wall, clock } = this.tablet;
    if (!wall) throw new EngineError('unknown_wall');
    const origin = { establishment: wall.establishment.id, device: wall.device.id, session: opened.session.id };
    const draft = { v: /** @type {const} */ (1), ...text, clock: clock.stamp(), ...origin };
    const sealing = {
      sessionKey: opened.session.privateKey,
      intake: wall.intake,
      sealFact: async () =>
        UNSEEN.includes(text.type) ? null : sealFact(opened.keyring, { ...text, unit, author_name }),
    };
    try {
      await this.writer.write(draft, sealing);
    } catch (cause) {
      const isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError';
      throw new EngineError(isFull ? 'storage_full' : 'storage_failed', { cause });
    }
  }
}

/**
 * What the body must also say; null when the tablet already said it.
 * @param {Opened} opened @param {string} type @param {string|null} person @param {any} body
 */
function filledIn(opened, type, person, body) {
  if (type === 'transmission.record') {
    return { vocabulary: opened.memory.vocabulary()?.version, importance: 'normal', to_read: false, ...body };
  }
  if (type === 'transmission.read') {
    const entries = body.entries.filter((/** @type {string} */ id) => opened.memory.entry(id)?.unread);
    return entries.length > 0 ? { entries: entries.slice(0, 200) } : null;
  }
  if (type !== 'person.open') return body;
  // Once per person and session.
  if (!person || opened.visited.has(person)) return null;
  opened.visited.add(person);
  return body;
}
