/**
 * Opens the tablet with a passkey, online or offline: one gesture, one challenge, one proof. Online the nonce is fresh
 * and the server answers at once; offline it is the tablet's lease, and the proof waits, sealed, for the next contact.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { fromBase64url } from '../lib/bytes.js';
import { EngineError } from '../lib/engine_error.js';
import { challengeOf } from './challenge.js';
import { showPasskey } from './passkey.js';
import { resume } from './resume.js';
import { makeSessionKey } from './session_key.js';
import { openStoreKeys, unwrapUserKey } from './user_key.js';

/**
 * @typedef {import('../lib/rows.js').Wall} Wall
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 * @typedef {import('../lib/answers.js').Server} Server
 * @typedef {import('./session_key.js').SessionKey} SessionKey
 * @typedef {{wall: Wall, staff: WallStaff, server: Server, isOffline?: boolean, now: () => Date, signal?: AbortSignal,
 *   opening?: () => Promise<void>}} Door
 *   isOffline: the server was just found not to answer; now: the best estimate of true time; opening: to be awaited just
 *   before the server is asked to open a session
 * @typedef {object} Opened
 * @property {SessionKey} session
 * @property {import('./user_key.js').StoreKey[]} storeKeys
 * @property {CryptoKey|null} userKey
 * @property {object} proof to keep, sealed: the server must have it once, or again when it has forgotten
 * @property {(() => Promise<void>)|null} resume opens the server's session, without a gesture; null when it is open
 * @property {string|null} until when an unlock without the server ends
 * @typedef {{accepts: (staff: WallStaff) => boolean, unlock: (door: Door) => Promise<Opened>}} Unlocker
 */

const PATIENCE = 4_000;

export class PasskeyUnlocker {
  /** @param {CredentialsContainer|undefined} credentials */
  constructor(credentials) {
    this.credentials = credentials;
  }

  /** @param {WallStaff} staff */
  accepts(staff) {
    return staff.credentials.length > 0;
  }

  /** @param {Door} door @returns {Promise<Opened>} */
  async unlock(door) {
    const [nonce, session] = await Promise.all([door.isOffline ? null : freshNonce(door.server), makeSessionKey()]);
    return nonce === null ? this.#offline(door, session) : this.#online(door, nonce, session);
  }

  /** @param {Door} door @param {string} nonce @param {SessionKey} session @returns {Promise<Opened>} */
  async #online(door, nonce, session) {
    const shown = await this.#show(door, nonce, session, door.staff.credentials);
    const proof = proofOf(door, session, nonce, 'fresh', shown.assertion);
    const own = this.#ownKeys(door, shown);
    // Heard only when the server hands no keys.
    own.catch(() => {});
    await door.opening?.();
    const { store_keys: handed = [] } = await tellServer(door.server, { proof });
    const keys = handed.length > 0 ? { userKey: null, storeKeys: handed.map(handedKey) } : await own;
    return { session, ...keys, proof, resume: null, until: null };
  }

  /** @param {Door} door @param {SessionKey} session @returns {Promise<Opened>} */
  async #offline(door, session) {
    const { wall, staff, server } = door;
    const able = staff.credentials.filter(({ prf, wrap }) => prf && wrap);
    if (able.length === 0 || !staff.public_jwk) throw new EngineError('offline_no_prf');
    if (door.now() >= new Date(wall.lease.expires_at)) throw new EngineError('lease_expired');
    const shown = await this.#show(door, wall.lease.nonce, session, able);
    if (!shown.prf) throw new EngineError('offline_no_prf');
    const proof = proofOf(door, session, wall.lease.nonce, 'lease', shown.assertion);
    const keys = await this.#ownKeys(door, shown);
    return { session, ...keys, proof, resume: () => resume(server, session, proof), until: wall.lease.expires_at };
  }

  /**
   * @param {Door} door @param {string} nonce @param {SessionKey} session
   * @param {import('./passkey.js').CredentialRow[]} allowed
   */
  async #show({ wall, staff, signal }, nonce, session, allowed) {
    const about = { nonce, device: wall.device.id, staff: staff.id, thumbprint: session.thumbprint };
    const challenge = await challengeOf(about);
    return showPasskey(this.credentials, { challenge, rpId: wall.rp_id, allowed, signal });
  }

  /** @param {Door} door @param {import('./passkey.js').Shown} shown */
  async #ownKeys({ staff }, { credential, prf }) {
    if (!prf || !credential.wrap) throw new EngineError('no_store_key');
    try {
      const userKey = await unwrapUserKey(prf, credential.wrap);
      return { userKey, storeKeys: await openStoreKeys(userKey, staff.store_keys) };
    } catch (cause) {
      throw new EngineError('wrong_key', { cause });
    }
  }
}

/** What the server hands to a passkey without PRF. @param {{unit: string, version: number, key: string}} handed */
export function handedKey({ unit, version, key }) {
  return { unit, version, key: fromBase64url(key) };
}

/** @param {Server} server @returns {Promise<string|null>} null: there is no server to ask */
async function freshNonce(server) {
  try {
    return (await server.post('/api/v1/unlock/nonce', {}, { timeout: PATIENCE })).nonce;
  } catch (error) {
    if (error instanceof Unreachable) return null;
    throw refusedBy(error);
  }
}

/**
 * @param {Door} door @param {SessionKey} session @param {string} nonce @param {'fresh'|'lease'} basis
 * @param {object} assertion
 */
function proofOf({ wall, staff, now }, session, nonce, basis, assertion) {
  const { id, jwk } = session;
  return {
    session: id,
    device: wall.device.id,
    staff: staff.id,
    jwk,
    nonce,
    basis,
    at: now().toISOString(),
    assertion,
  };
}

/** @param {Server} server @param {object} body */
async function tellServer(server, body) {
  try {
    return await server.post('/api/v1/unlock', body, { timeout: 10_000 });
  } catch (error) {
    throw refusedBy(error);
  }
}

/** @param {unknown} cause */
function refusedBy(cause) {
  if (cause instanceof Refusal) return new EngineError('refused', { message: cause.detail, cause });
  return new EngineError(cause instanceof Unreachable ? 'network_lost' : 'server_error', { cause });
}
