/**
 * Requests to our server. A redirect, a page in place of JSON, or silence all mean that it was not reached.
 */
import { Refusal, Unreachable } from '../lib/answers.js';

const PATIENCE = 15_000;
/** Answers of whatever stands before a stopped server. */
const NOBODY_HOME = [502, 503, 504];

/**
 * @typedef {{now: string, askedAt: number, answeredAt: number}} Timing of an answer that says the server's time
 * @typedef {{fetch?: typeof globalThis.fetch, idle?: () => number|null, inRound?: () => boolean, onTime?: (timing: Timing) => void,
 *   onReach?: (isReached: boolean) => void}} Options
 *   idle: seconds since the last gesture while unlocked, else null; inRound: a round waits longer for a hand
 */

export class Server {
  /** @param {Options} [options] */
  constructor({ fetch, idle = () => null, inRound = () => false, onTime = () => {}, onReach = () => {} } = {}) {
    this.fetch = fetch ?? globalThis.fetch.bind(globalThis);
    this.idle = idle;
    this.inRound = inRound;
    this.onTime = onTime;
    this.onReach = onReach;
  }

  /** @param {string} path @param {{timeout?: number}} [options] */
  get(path, { timeout = PATIENCE } = {}) {
    return this.#ask(path, { signal: AbortSignal.timeout(timeout) });
  }

  /** @param {string} path @param {unknown} body @param {{timeout?: number, keepalive?: boolean}} [options] */
  post(path, body, { timeout = PATIENCE, keepalive = false } = {}) {
    const json = JSON.stringify(body);
    return this.#ask(path, { method: 'POST', body: json, keepalive, signal: AbortSignal.timeout(timeout) });
  }

  /** @param {string} path @param {RequestInit} init */
  async #ask(path, init) {
    try {
      const body = await this.#exchange(path, init);
      this.onReach(true);
      return body;
    } catch (error) {
      this.onReach(error instanceof Refusal);
      throw error;
    }
  }

  /** @param {string} path @param {RequestInit} init */
  async #exchange(path, init) {
    const askedAt = Date.now();
    const answer = await this.#fetch(path, init);
    const body = await readJson(answer);
    if (!answer.ok) throw refusal(answer, body);
    if (body && typeof body.now === 'string') this.onTime({ now: body.now, askedAt, answeredAt: Date.now() });
    return body;
  }

  /** @param {string} path @param {RequestInit} init */
  async #fetch(path, init) {
    const idle = this.idle();
    const headers = {
      Accept: 'application/json',
      ...(init.body ? { 'Content-Type': 'application/json' } : {}),
      ...(idle === null ? {} : { 'Chevet-Idle': String(idle), ...(this.inRound() ? { 'Chevet-Round': '1' } : {}) }),
    };
    try {
      return await this.fetch(path, {
        ...init,
        headers,
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
      });
    } catch (cause) {
      throw new Unreachable('no answer', { cause });
    }
  }
}

/** @param {Response} answer */
async function readJson(answer) {
  if (answer.status === 204) return null;
  const isJson = /^application\/(problem\+)?json\b/.test(answer.headers.get('Content-Type') ?? '');
  try {
    if (isJson) return await answer.json();
  } catch (cause) {
    throw new Unreachable('the answer was cut', { cause });
  }
  if (answer.ok || answer.status < 500) throw new Unreachable('not an answer of our server');
  return {};
}

/** @param {Response} answer @param {any} problem */
function refusal(answer, problem) {
  if (NOBODY_HOME.includes(answer.status)) return new Unreachable(`status ${answer.status}`);
  return new Refusal(answer.status, problem ?? {});
}
