/**
 * What a passkey signs when it confirms a command: this very action, on this tablet, by this person. The server and the
 * tablet in Python find the same bytes (tests/vectors/action.json).
 */
import { fromBase64url, lengthPrefixed, sha256, utf8 } from '../lib/bytes.js';
import { uuidBytes } from '../lib/uuid.js';

/**
 * @typedef {{type: string, id: string, person: string|null, at: string, device: string, session: string, body: any}} Action
 *   as the command says it; `at` letter by letter
 */

const NOTHING = new Uint8Array(0);

/** @param {Action} action @returns {Promise<import('../lib/bytes.js').Bytes>} 32 bytes that no other action has */
export function digestOf({ type, id, person, at, device, session, body }) {
  const parts = [utf8(type), uuidBytes(id), person ? uuidBytes(person) : NOTHING, utf8(at), uuidBytes(device), uuidBytes(session)];
  return sha256(lengthPrefixed(...parts, utf8(canonical(body))));
}

/**
 * @param {{nonce: string, device: string, staff: string, digest: Uint8Array}} of nonce base64url, ids UUIDs
 * @returns {Promise<import('../lib/bytes.js').Bytes>} 32 bytes
 */
export function actionChallenge({ nonce, device, staff, digest }) {
  const parts = [utf8('chevet-action-1'), fromBase64url(nonce), uuidBytes(device), uuidBytes(staff), digest];
  return sha256(lengthPrefixed(...parts));
}

/**
 * The one text of a body: members in order, nothing between them. Members left out by `undefined` are not there.
 * @param {any} value @returns {string} throws TypeError for what could be written in two ways
 */
export function canonical(value) {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new TypeError('not a whole number');
  if (typeof value === 'string' && !isWhole(value)) throw new TypeError('half a character');
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).filter((name) => value[name] !== undefined);
  if (!members.every((name) => /^[\0-\x7f]*$/.test(name))) throw new TypeError('a name that is not ASCII');
  return `{${members.sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}

/** No surrogate without its other half. @param {string} text */
const isWhole = (text) => !/\p{Surrogate}/u.test(text);
