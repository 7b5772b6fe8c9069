/**
 * Sends what the outbox holds, whoever is signed in, in the order it was written. Only an answer about an envelope
 * changes that envelope; any other failure leaves everything as it was, for later.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { Backoff } from './backoff.js';
import { rangesOf } from './numbering.js';
import { dueProofs, markSent, offerProofsAgain } from './proofs.js';
import { BATCH_ROWS, batchOf, rowsAt, store, waitingNow } from './rows.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('./rows.js').Row} Row
 * @typedef {import('./rows.js').Place} Place
 * @typedef {{id: string|null, outcome: 'applied'|'duplicate'|'quarantined'|'later', code?: string|null,
 *   reason?: string|null}} Result
 * @typedef {import('./ledger.js').Told & {now: string, results: Result[]}} Answer
 * @typedef {{left: Place[], held: Place[], lastSeq: number, limit: number, isReport: boolean, total: number,
 *   answered: number, postponed: number, refused: number}} Pass
 *   left: still to be offered in this pass; held: without an answer yet; total: how many it began with
 * @typedef {{install: () => string, prior: () => import('./numbering.js').Prior|null, state: () => object,
 *   onAnswer: (answer: Answer, rows: Row[]) => Promise<void>|void,
 *   onProgress?: (done: number, total: number) => void}} Options
 *   state: what the tablet says of itself at each exchange
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
   * @param {{isReport?: boolean}} [asked] isReport: even when nothing waits, the tablet says where it stands
   * @returns {Promise<number>} how many envelopes got their answer
   */
  async pass({ isReport = false } = {}) {
    const { lastSeq, places } = await waitingNow(this.db);
    const counts = { total: places.length, answered: 0, postponed: 0, refused: 0 };
    /** @type {Pass} */
    const pass = { left: places, held: places, lastSeq, limit: BATCH_ROWS, isReport, ...counts };
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
    const batch = batchOf(pass.left, pass.limit);
    const rows = await rowsAt(this.db, batch);
    const proofs = await dueProofs(this.db, new Set(rows.map(({ session }) => session)));
    if (rows.length === 0 && proofs.every(({ sent }) => sent) && !pass.isReport) return false;
    try {
      await this.#offer(pass, rows, proofs);
    } catch (error) {
      return this.#cut(pass, batch, error);
    }
    pass.isReport = false;
    pass.limit = Math.min(BATCH_ROWS, pass.limit * 2);
    pass.refused = 0;
    pass.left = pass.left.slice(batch.length);
    return pass.left.length > 0;
  }

  /**
   * A batch that was refused as a whole is cut; one envelope refused alone is passed over, and stays. Several in a row
   * mean that the trouble is not theirs.
   * @param {Pass} pass @param {Place[]} batch @param {unknown} error
   */
  #cut(pass, batch, error) {
    const isUntaken = error instanceof Refusal && UNTAKEN.includes(error.status);
    if (!isUntaken || batch.length === 0) throw error;
    if (batch.length > 1) {
      pass.limit = batch.length >> 1;
      return true;
    }
    pass.refused += 1;
    pass.postponed += 1;
    pass.left = pass.left.slice(1);
    if (pass.refused === 3) throw error;
    return pass.left.length > 0;
  }

  /** @param {Pass} pass @param {Row[]} rows @param {import('./proofs.js').Proof[]} proofs */
  async #offer(pass, rows, proofs) {
    const { prior, state } = this.options;
    const install = this.options.install();
    const before = prior();
    const body = {
      install,
      last_seq: pass.lastSeq,
      sent_at: new Date().toISOString(),
      held: rangesOf(pass.held.filter((place) => place.install === install).map(({ seq }) => seq)),
      tablet: state(),
      ...(before ? { prior: before } : {}),
      sessions: proofs.map(({ jwe }) => jwe),
      envelopes: rows.map(({ jwe }) => jwe),
    };
    const askedAt = performance.now();
    const answer = await this.server.post('/api/v1/outbox', body, { timeout: 30_000 });
    this.reached = true;
    await this.#note(pass, rows, answer, performance.now() - askedAt);
    await markSent(this.db, proofs);
  }

  /** @param {Pass} pass @param {Row[]} rows @param {Answer} answer @param {number} elapsed ms from question to answer */
  async #note(pass, rows, answer, elapsed) {
    const { results } = answer;
    const isOurs = Array.isArray(results) && results.length === rows.length;
    if (!isOurs || results.some(({ id }, at) => id && id !== rows[at].id)) {
      throw new Unreachable('an answer that does not match what was sent');
    }
    const durableAt = new Date(Date.parse(answer.now) + Math.ceil(elapsed)).toISOString();
    const marked = rows.flatMap((row, at) => markedBy(row, results[at], durableAt) ?? []);
    await store(this.db, marked);
    this.#count(pass, rows, marked);
    const strangers = rows.filter((_, at) => results[at].code === 'unknown_session').map(({ session }) => session);
    if (strangers.length > 0) await offerProofsAgain(this.db, new Set(strangers));
    await this.options.onAnswer(answer, marked);
  }

  /** @param {Pass} pass @param {Row[]} rows that were offered @param {Row[]} marked those whose row on disk changed */
  #count(pass, rows, marked) {
    const over = new Set(marked.filter(({ state }) => state !== 'waiting').map(({ n }) => n));
    pass.held = pass.held.filter(({ n }) => !over.has(n));
    pass.answered += over.size;
    pass.postponed += rows.length - over.size;
    this.options.onProgress?.(pass.answered, pass.total);
  }
}

/**
 * @param {Row} row @param {Result} result
 * @param {string} durableAt by the server's clock, and not before the server committed it: a backup up to then has it
 * @returns {Row|null} null: it stays as it is
 */
export function markedBy(row, { outcome, code = null, reason = null }, durableAt) {
  if (outcome === 'applied' || outcome === 'duplicate') {
    return { ...row, state: 'acknowledged', outcome, code, reason: null, acknowledged_at: durableAt };
  }
  if (outcome === 'quarantined') return { ...row, state: 'quarantined', outcome, code, reason, acknowledged_at: durableAt };
  return row.outcome === outcome && row.code === code ? null : { ...row, outcome, code, reason };
}
