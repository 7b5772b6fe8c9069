/**
 * Writes down what was done, before anything else happens to it. Envelope, fact and number are one transaction; all
 * sealing is over before it opens, since a transaction does not wait for cryptography.
 */
import { strictly } from '../store/database.js';
import { sealCommand } from './envelope.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('../store/database.js').OutboxRow} OutboxRow
 * @typedef {import('../store/database.js').Sealed & {id: string}} Fact a row of `pending`
 * @typedef {import('./envelope.js').Command} Command
 * @typedef {Omit<Command, 'install'|'seq'>} Draft
 * @typedef {{install: string, seq: number, taken?: (seq: number) => void}} Counter
 * @typedef {{stores: import('../store/database.js').StoreName[], put: (tx: any) => Promise<unknown>[]}} Beside what is written with it or not at all
 * @typedef {{sessionKey: CryptoKey, intake: import('./envelope.js').Intake,
 *   sealFact: () => Promise<Fact|null>, beside?: Beside}} Sealing sealFact: null for what nobody needs to see
 */

/** Another window has written meanwhile: the number in hand was used. */
class Overtaken extends Error {}

export class Writer {
  #turn = Promise.resolve();

  /** @param {Database} db @param {Counter} counter as last stored; told of each number */
  constructor(db, counter) {
    this.db = db;
    this.counter = counter;
  }

  /**
   * Durable when this resolves; nothing kept, and the number free again, when it rejects. One at a time, in order.
   * @param {Draft} draft @param {Sealing} sealing @returns {Promise<Command>}
   */
  write(draft, sealing) {
    const mine = () => this.#write(draft, sealing);
    const written = this.#turn.then(mine, mine);
    this.#turn = written.then(
      () => {},
      () => {},
    );
    return written;
  }

  /** @param {Draft} draft @param {Sealing} sealing @returns {Promise<Command>} */
  async #write(draft, sealing) {
    const { counter } = this;
    const seq = counter.seq + 1;
    const command = { ...draft, install: counter.install, seq };
    const [jwe, fact] = await Promise.all([
      sealCommand(command, sealing.sessionKey, sealing.intake),
      sealing.sealFact(),
    ]);
    try {
      await this.#put(rowOf(command, jwe), fact, sealing.beside);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      counter.seq = (await this.db.get('meta', 'seq')) ?? 0;
      return this.#write(draft, sealing);
    }
    counter.seq = seq;
    counter.taken?.(seq);
    return command;
  }

  /** @param {Omit<OutboxRow, 'n'>} row @param {Fact|null} fact @param {Beside} [beside] */
  async #put(row, fact, { stores, put } = { stores: [], put: () => [] }) {
    let isOurs = true;
    // All asked at once: a slow tablet pays for each time it must answer the disk.
    const written = strictly(this.db, ['meta', 'outbox', 'pending', ...stores], (tx) => {
      const meta = tx.objectStore('meta');
      const checked = meta.get('seq').then((seq = 0) => {
        isOurs = seq === row.seq - 1;
        if (!isOurs) tx.abort();
      });
      const requests = [checked, meta.put(row.seq, 'seq'), tx.objectStore('outbox').add(/** @type {any} */ (row)), ...put(tx)];
      return fact ? [...requests, tx.objectStore('pending').add(fact)] : requests;
    });
    await written.catch((error) => {
      throw isOurs ? error : new Overtaken();
    });
  }
}

/** @param {Command} command @param {string} jwe @returns {Omit<OutboxRow, 'n'>} */
function rowOf({ id, session, install, seq, at }, jwe) {
  const blank = { outcome: null, code: null, reason: null, acknowledged_at: null };
  return { id, jwe, session, install, seq, at, state: 'waiting', ...blank };
}
