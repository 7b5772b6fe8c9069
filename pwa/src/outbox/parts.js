/**
 * Sends the pages of documents: after the command that names them was answered, in pieces, from where the server says it
 * is, whoever is signed in. A part that the server has whole is kept until a backup covers it, like an envelope: a server
 * that was restored asks for it again.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { strictly } from '../store/database.js';
import { digestOf, waitingParts } from '../store/parts.js';
import { Backoff } from './backoff.js';
import { sendPart } from './part_requests.js';
import { isSafe } from './rows.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('../store/parts.js').PartRow} PartRow
 * @typedef {{fetch: typeof globalThis.fetch}} Server
 * @typedef {{isOn: () => boolean, now: () => Date, onChange: () => Promise<unknown>|unknown}} Options isOn: this window
 *   still has its turn; onChange: a part's row on disk changed
 */

/** What the server will never take, however often it is sent. */
const FOR_GOOD = [400, 413, 415];
/** The server's clock and this one's guess of it are not one. */
const MARGIN = 60_000;
const GONE = 'cette page n’est plus entière sur la tablette : reprenez-la';

export class PartsSender {
  backoff = new Backoff();
  /** What the server last said when it asked to wait, in French. @type {string|null} */
  why = null;
  /** @type {Promise<void>|null} */
  #running = null;

  /** @param {Database} db @param {Server} server @param {Options} options */
  constructor(db, server, options) {
    this.db = db;
    this.server = server;
    this.options = options;
  }

  /** One pass over all that waits; one at a time. Never throws for what the network or the server does. @returns {Promise<void>} */
  pass() {
    this.#running ??= this.#pass().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #pass() {
    try {
      for (const name of await waitingParts(this.db)) {
        if (!this.options.isOn()) return;
        await this.#sent(name);
      }
      this.why = null;
      this.backoff.succeeded();
    } catch (error) {
      // A window that lost its turn closes its store under whatever was on its way.
      if (!this.options.isOn()) return;
      if (!(error instanceof Unreachable) && !(error instanceof Refusal)) throw error;
      this.why = error instanceof Refusal ? error.detail : null;
      this.backoff.failed();
    }
  }

  /** @param {string} name */
  async #sent(name) {
    const row = await this.db.get('parts', name);
    const command = row && (await this.db.getFromIndex('outbox', 'by_id', row.document));
    if (row?.state !== 'waiting' || command?.state === 'waiting') return;
    const ciphertext = await this.db.get('ciphertexts', name);
    const isWhole = ciphertext && (await digestOf(new Uint8Array(ciphertext))) === name;
    if (!isWhole) return this.#mark(name, { state: 'refused', why: GONE });
    try {
      if (!row.isBegun) await this.#keep(name, { isBegun: true });
      if (await sendPart(this.server, { name, ciphertext, isBegun: row.isBegun }, this.options.isOn)) await this.#mark(name, { state: 'complete', complete_at: this.#durableAt() });
    } catch (error) {
      if (!(error instanceof Refusal) || !FOR_GOOD.includes(error.status)) throw error;
      await this.#mark(name, { state: 'refused', why: error.detail ?? 'le serveur ne prend pas ce fichier' });
    }
  }

  #durableAt() {
    return new Date(this.options.now().getTime() + MARGIN).toISOString();
  }

  /** @param {string} name @param {Partial<PartRow>} change */
  async #mark(name, change) {
    await this.#keep(name, change);
    await this.options.onChange();
  }

  /** @param {string} name @param {Partial<PartRow>} change */
  async #keep(name, change) {
    await strictly(this.db, ['parts'], async (tx) => {
      const parts = tx.objectStore('parts');
      const row = await parts.get(name);
      return row?.state === 'waiting' ? [parts.put({ ...row, ...change })] : [];
    });
  }
}

/**
 * Lets go of pages that the server has, once a backup covers them, after 14 days, or at once where there is no more room;
 * never of one whose command has no answer that stands.
 * @param {Database} db @param {{now: Date, durableThrough: string|null, isLow: boolean}} limits @returns {Promise<void>}
 */
export async function pruneParts(db, { isLow, ...limits }) {
  const kept = await db.getAllFromIndex('parts', 'by_state', 'complete');
  const candidates = kept.filter(({ complete_at }) => isLow || isSafe(complete_at, limits));
  for (const { name, document } of candidates) {
    await strictly(db, ['outbox', 'parts', 'ciphertexts'], async (tx) => {
      const command = await tx.objectStore('outbox').index('by_id').get(document);
      if (command && command.state !== 'acknowledged') return [];
      return [tx.objectStore('parts').delete(name), tx.objectStore('ciphertexts').delete(name)];
    });
  }
}

/** After a restore the server may lack what it once had: each page is offered again, and sent only if it does. @param {import('idb').IDBPTransaction<any, any, 'readwrite'>} tx */
export async function offerPartsAgain(tx) {
  const parts = tx.objectStore('parts');
  const rows = /** @type {PartRow[]} */ (await parts.index('by_state').getAll('complete'));
  return rows.map((row) => parts.put({ ...row, state: 'waiting', complete_at: null }));
}
