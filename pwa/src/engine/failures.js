/**
 * What a failed exchange means for a round.
 */
import { Refusal, Unreachable } from '../lib/answers.js';

/** The server does not know this tablet, or no longer. @param {unknown} error @returns {error is Refusal} */
export function isStranger(error) {
  return error instanceof Refusal && error.status === 401 && ['not_enrolled', 'revoked'].includes(error.code);
}

/**
 * Asking again would not help. A nonce that expired on the way does not count.
 * @param {unknown} error @returns {error is Refusal}
 */
export function isFinal(error) {
  return error instanceof Refusal && error.status < 500 && error.status !== 429 && error.code !== 'nonce';
}

/** The disk has no room left. @param {unknown} error */
export const isFull = (error) => error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * What the network and the server do is no accident; anything else is ours to know of.
 * @param {unknown} error @returns {false}
 */
export function tolerate(error) {
  if (!(error instanceof Unreachable) && !(error instanceof Refusal)) console.error(error);
  return false;
}
