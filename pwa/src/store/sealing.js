/**
 * One value sealed for a unit's team: AES-256-GCM under the unit's store key, with its own name as associated data, so
 * that a block moved under another name does not open.
 */
import { fromUtf8, randomBytes, utf8 } from '../lib/bytes.js';

/** @typedef {import('./keyring.js').Keyring} Keyring */
/** @typedef {import('./database.js').Sealed} Sealed */

/**
 * @param {Keyring} keyring @param {string} unit @param {string} name @param {unknown} value
 * @returns {Promise<Sealed>}
 */
export async function seal(keyring, unit, name, value) {
  const newest = keyring.newest(unit);
  if (!newest) throw new Error('no store key for this unit');
  const iv = randomBytes(12);
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8(name) };
  const sealed = await crypto.subtle.encrypt(algorithm, newest.key, utf8(JSON.stringify(value)));
  return { unit, version: newest.version, iv, sealed };
}

/**
 * @param {Keyring} keyring @param {string} name @param {Sealed} row
 * @returns {Promise<any>} null when this person has no key for it, or when it was altered
 */
export async function open(keyring, name, row) {
  const key = keyring.find(row.unit, row.version);
  if (!key) return null;
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(row.iv), additionalData: utf8(name) };
  try {
    return JSON.parse(fromUtf8(await crypto.subtle.decrypt(algorithm, key, row.sealed)));
  } catch {
    return null;
  }
}
