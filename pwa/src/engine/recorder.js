/**
 * Turns a gesture into a command: filled in, checked, written down with the fact that colleagues will see.
 */
import { EngineError } from '../lib/engine_error.js';
import { faultIn } from '../lib/texts.js';
import { newId } from '../lib/uuid.js';
import { prepareKey } from '../outbox/envelope_key.js';
import { Writer } from '../outbox/writer.js';
import { factOf, sealFact } from '../store/facts.js';
import { isFull } from './failures.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {{person?: string|null, body?: any, id?: string, confirm?: (action: any) => Promise<any[]>,
 *   beside?: import('../outbox/writer.js').Beside}} Given confirm: keys shown over the action first (auth/confirming.js);
 *   without them nothing is written
 */

/** Commands that only tell the server something: colleagues see nothing of them. */
const UNSEEN = ['person.open', 'emergency.open', 'charter.accept', 'sheet.print'];

export class Recorder {
  /** @param {Tablet} tablet */
  constructor(tablet) {
    this.tablet = tablet;
    this.writer = new Writer(tablet.db, tablet.ledger);
  }

  /** While nobody waits: the next entry finds the key of its envelope ready. */
  prepare() {
    const { wall } = this.tablet;
    if (wall) prepareKey(wall.intake);
  }

  /**
   * Durable when it resolves. What was done is laid over what this unlock shows while the disk works, and taken back if
   * the disk refuses.
   * @param {Opened} opened @param {string} type @param {Given} given @param {() => void} onShown what is shown has changed
   * @returns {Promise<{id: string, isWritten: boolean}>} not written: there was nothing new to say
   */
  async record(opened, type, { person = null, body = {}, id = newId(), confirm, beside }, onShown) {
    const told = filledIn(opened, type, person, body);
    if (told === null) return { id, isWritten: false };
    const fault = faultIn(told);
    if (fault) throw new EngineError('invalid_text', { message: fault });
    const unit = opened.unitFor(person, told);
    if (!unit && !UNSEEN.includes(type)) throw new EngineError('unknown_person');
    const author = { author: opened.staff.id, author_name: opened.name };
    const text = { id, type, at: new Date().toISOString(), ...author, person, unit: unit ?? '', body: told };
    if (confirm) Object.assign(text, { confirmations: await confirm({ ...text, ...this.#origin(opened) }) });
    const written = this.#write(opened, text, beside);
    if (UNSEEN.includes(type)) await saidMeanwhile(opened.visited, person ?? '', written);
    else await shownMeanwhile(opened.memory, text, written, onShown);
    return { id, isWritten: true };
  }

  /** @param {Opened} opened */
  #origin({ session }) {
    const { wall } = this.tablet;
    if (!wall) throw new EngineError('unknown_wall');
    return { establishment: wall.establishment.id, device: wall.device.id, session: session.id };
  }

  /** @param {Opened} opened @param {import('../store/facts.js').FactText} text @param {import('../outbox/writer.js').Beside} [beside] */
  async #write(opened, { unit, author_name, ...text }, beside) {
    const { wall, clock } = this.tablet;
    const draft = { v: /** @type {const} */ (1), ...text, clock: clock.stamp(), ...this.#origin(opened) };
    const sealing = {
      beside,
      sessionKey: opened.session.privateKey,
      intake: /** @type {import('../lib/rows.js').Wall} */ (wall).intake,
      sealFact: async () =>
        UNSEEN.includes(text.type) ? null : sealFact(opened.keyring, { ...text, unit, author_name }),
    };
    try {
      await this.writer.write(draft, sealing);
    } catch (cause) {
      throw new EngineError(isFull(cause) ? 'storage_full' : 'storage_failed', { cause });
    }
  }
}

/**
 * @param {import('../store/memory.js').Memory} memory @param {import('../store/facts.js').FactText} text
 * @param {Promise<void>} written @param {() => void} onShown
 */
async function shownMeanwhile(memory, text, written, onShown) {
  const isFresh = !memory.facts.has(text.id);
  if (isFresh) memory.facts.set(text.id, factOf(text, { id: text.id, state: 'waiting', reason: null }));
  memory.touchFacts();
  onShown();
  try {
    await written;
  } catch (error) {
    if (isFresh) memory.facts.delete(text.id);
    memory.touchFacts();
    onShown();
    throw error;
  }
}

/**
 * A visit that could not be written will be said again.
 * @param {Set<string>} visited @param {string} person @param {Promise<void>} written
 */
async function saidMeanwhile(visited, person, written) {
  try {
    await written;
  } catch (error) {
    visited.delete(person);
    throw error;
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
