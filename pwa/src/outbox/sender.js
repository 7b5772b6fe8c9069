/**
 * Sends what the outbox holds, whoever is signed in, in the order it was written. Only an answer about an envelope
 * changes that envelope; any other failure leaves everything as it was, for later.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { strictly } from '../store/database.js';
import { Backoff } from './backoff.js';
import { BATCH_ROWS, nextBatch, sessionsWaiting, store } from './rows.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{id: string|null, outcome: 'applied'|'duplicate'|'quarantined'|'later', code?: string|null,
 *   reason?: string|null}} Result
 * @typedef {{now: string, epoch: string, durable_through: string|null, results: Result[]}} Answer
 * @typedef {{session: string, jwe: string, sent: boolean}} Proof
 * @typedef {{after: number, limit: number, answered: number, postponed: number, refused: number}} Pass
 * @typedef {{install: string, lastSeq: () => number, currentSession: () => string|null,
 *   onAnswer: (answer: Answer, rows: Row[]) => Promise<void>|void}} Options
 */

/** Answers that say the batch itself could not be taken: it is cut, so that one envelope never holds up the rest. */
const UNTAKEN = [400, 413, 422];

export class Sender {
  backoff = new Backoff();
  /** Whether the last exchange brought an answer of our server's; null before the first. @type {boolean|null} */
  reached = null;

  /** @param {Database} db @param {import('../lib/answers.js').Server} server @param {Options} options */
  constructor(db, server, options) {
    this.db = db;
    this.server = server;
    this.options = options;
  }

  /**
   * One pass over all that waits. Never throws for what the network or the server does.
   * @returns {Promise<number>} how many envelopes got their answer
   */
  async pass() {
    /** @type {Pass} */
    const pass = { after: 0, limit: BATCH_ROWS, answered: 0, postponed: 0, refused: 0 };
    try {
      while (await this.#step(pass));
      if (pass.postponed > 0) this.backoff.failed();
      else if (pass.answered > 0) this.backoff.succeeded();
    } catch (error) {
      if (!(error instanceof Unreachable) && !(error instanceof Refusal)) throw error;
      this.reached = error instanceof Refusal;
      this.backoff.failed();
    }
    return pass.answered;
  }

  /** One request. @param {Pass} pass @returns {Promise<boolean>} whether there may be more to send */
  async #step(pass) {
    const proofs = await this.db.getAll('proofs');
    const rows = await nextBatch(this.db, { after: pass.after, rows: pass.limit });
    if (rows.length === 0 && proofs.every(({ sent }) => sent)) return false;
    try {
      const answered = await this.#offer(rows, proofs);
      pass.answered += answered;
      pass.postponed += rows.length - answered;
      pass.limit = Math.min(BATCH_ROWS, pass.limit * 2);
      pass.refused = 0;
    } catch (error) {
      return this.#cut(pass, rows, error);
    }
    await this.#dropSpent(proofs);
    pass.after = rows.at(-1)?.n ?? pass.after;
    return rows.length > 0;
  }

  /**
   * A batch that was refused as a whole is cut; one envelope refused alone is passed over, and stays. Several in a row
   * mean that the trouble is not theirs.
   * @param {Pass} pass @param {Row[]} rows @param {unknown} error
   */
  #cut(pass, rows, error) {
    const isUntaken = error instanceof Refusal && UNTAKEN.includes(error.status);
    if (!isUntaken || rows.length === 0) throw error;
    if (rows.length > 1) {
      pass.limit = rows.length >> 1;
      return true;
    }
    pass.refused += 1;
    pass.postponed += 1;
    pass.after = rows[0].n;
    if (pass.refused === 3) throw error;
    return true;
  }

  /** @param {Row[]} rows @param {{jwe: string}[]} proofs @returns {Promise<number>} how many got their answer */
  async #offer(rows, proofs) {
    const body = {
      install: this.options.install,
      last_seq: this.options.lastSeq(),
      sent_at: new Date().toISOString(),
      sessions: proofs.map(({ jwe }) => jwe),
      envelopes: rows.map(({ jwe }) => jwe),
    };
    const answer = await this.server.post('/api/v1/outbox', body, { timeout: 30_000 });
    this.reached = true;
    return this.#note(rows, answer);
  }

  /** @param {Row[]} rows @param {Answer} answer */
  async #note(rows, answer) {
    const { results } = answer;
    const isOurs = Array.isArray(results) && results.length === rows.length;
    if (!isOurs || results.some(({ id }, at) => id && id !== rows[at].id)) {
      throw new Unreachable('an answer that does not match what was sent');
    }
    const marked = rows.flatMap((row, at) => markedBy(row, results[at], answer.now) ?? []);
    await store(this.db, marked);
    await this.options.onAnswer(answer, marked);
    return marked.length;
  }

  /** Proofs go once the server has had them and no envelope needs them any more. @param {Proof[]} offered */
  async #dropSpent(offered) {
    if (offered.length === 0) return;
    const needed = await sessionsWaiting(this.db);
    const current = this.options.currentSession();
    const isNeeded = (/** @type {string} */ session) => needed.has(session) || session === current;
    await strictly(this.db, ['proofs'], (tx) => {
      const proofs = tx.objectStore('proofs');
      return offered.map((proof) =>
        isNeeded(proof.session) ? proofs.put({ ...proof, sent: true }) : proofs.delete(proof.session),
      );
    });
  }
}

/** @param {Row} row @param {Result} result @param {string} now @returns {Row|null} null: it stays as it is */
function markedBy(row, { outcome, code = null, reason = null }, now) {
  if (outcome === 'applied' || outcome === 'duplicate') {
    return { ...row, state: 'acknowledged', outcome, code, reason: null, acknowledged_at: now };
  }
  if (outcome === 'quarantined') return { ...row, state: 'quarantined', outcome, code, reason, acknowledged_at: now };
  return null;
}
