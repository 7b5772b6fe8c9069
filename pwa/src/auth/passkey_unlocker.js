/**
 * Opens the tablet with a passkey, online or offline: one gesture, one challenge, one proof. Online the nonce is fresh
 * and the server answers at once; offline it is the tablet's lease, and the proof waits, sealed, for the next contact.
 *
 * Whoever has done so in this page comes back quickly for some hours: the same key, touched, without its code.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { fromBase64url } from '../lib/bytes.js';
import { EngineError } from '../lib/engine_error.js';
import { challengeOf } from './challenge.js';
import { Parked } from './parked.js';
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
 * @property {(() => Promise<number>)|null} resume opens the server's session, without a gesture, and says how many notices wait;
 *   null when it is open
 * @property {string|null} until when an unlock without the server ends
 * @property {number} [keyNotices] what happened to this person's keys and waits for their word
 * @typedef {{accepts: (staff: WallStaff) => boolean, unlock: (door: Door) => Promise<Opened>, parked?: Parked}} Unlocker
 * @typedef {{door: Door, session: SessionKey, strong: import('./parked.js').Strong|null}} Attempt strong: what a quick one leans on
 */

const PATIENCE = 4_000;
/** Failures that say nothing about the key. */
const PASSING = ['cancelled', 'offline_other_key', 'network_lost', 'server_error'];

export class PasskeyUnlocker {
  parked = new Parked();

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
    const strong = this.parked.of(door);
    const attempt = { door, session, strong };
    try {
      return await (nonce === null ? this.#offline(attempt) : this.#online(attempt, nonce));
    } catch (error) {
      // A key that was not enough by itself is asked for with its code next.
      if (!(error instanceof EngineError && PASSING.includes(error.code))) this.parked.forget(door.staff.id);
      throw error;
    }
  }

  /** @param {Attempt} attempt @param {string} nonce @returns {Promise<Opened>} */
  async #online(attempt, nonce) {
    const { door, session } = attempt;
    const shown = await this.#show(attempt, nonce, door.staff.credentials);
    const proof = proofOf(attempt, nonce, 'fresh', shown.assertion);
    // Opening what the tablet knows spends the result: a copy waits for what the server says is lacking.
    const spare = shown.prf?.slice();
    const own = this.#ownKeys(attempt, shown);
    // Heard only when the server hands no keys.
    own.catch(() => {});
    await door.opening?.();
    // A passkey that opens nothing here by itself asks for the keys, whatever the server believes of it.
    const asks = !attempt.strong?.userKey && !(shown.prf && shown.credential.wrap);
    const answer = await tellServer(door.server, asks ? { proof, hand_keys: true } : { proof }).catch((error) => {
      spare?.fill(0);
      throw error;
    });
    const { store_keys: handed = [], key_notices: keyNotices = 0, lacking } = answer;
    const keys = handed.length > 0 ? { userKey: null, storeKeys: handed.map(handedKey) } : await own;
    this.parked.keep(attempt, shown.credential, keys.userKey);
    if (lacking && spare) mendLater(door.server, spare, lacking).catch(() => {});
    else spare?.fill(0);
    return { session, ...keys, proof, resume: null, until: null, keyNotices };
  }

  /** @param {Attempt} attempt @returns {Promise<Opened>} */
  async #offline(attempt) {
    const { door, session, strong } = attempt;
    const { wall, staff, server } = door;
    const able = staff.credentials.filter(({ prf, wrap }) => prf && wrap);
    if (able.length === 0 || !staff.public_jwk) throw new EngineError('offline_no_prf');
    if (door.now() >= new Date(wall.lease.expires_at)) throw new EngineError('lease_expired');
    const shown = await this.#show(attempt, wall.lease.nonce, able).catch((error) => {
      // Whoever holds another of their keys shows it in vain: the browser only says that none came.
      const isOther = error instanceof EngineError && error.code === 'cancelled' && able.length < staff.credentials.length;
      throw isOther ? new EngineError('offline_other_key', { cause: error }) : error;
    });
    if (!shown.prf && !strong?.userKey) throw new EngineError('offline_no_prf');
    const proof = proofOf(attempt, wall.lease.nonce, 'lease', shown.assertion);
    const keys = await this.#ownKeys(attempt, shown);
    this.parked.keep(attempt, shown.credential, keys.userKey);
    return { session, ...keys, proof, resume: () => resume(server, session, proof), until: wall.lease.expires_at };
  }

  /** @param {Attempt} attempt @param {string} nonce @param {import('./passkey.js').CredentialRow[]} allowed */
  async #show({ door: { wall, staff, signal }, session, strong }, nonce, allowed) {
    const about = { nonce, device: wall.device.id, staff: staff.id, thumbprint: session.thumbprint };
    const challenge = await challengeOf({ ...about, strong: strong?.session });
    const asked = strong ? allowed.filter(({ id }) => id === strong.credential) : allowed;
    return showPasskey(this.credentials, { challenge, rpId: wall.rp_id, allowed: asked, signal, isQuick: Boolean(strong) });
  }

  /** @param {Attempt} attempt @param {import('./passkey.js').Shown} shown */
  async #ownKeys({ door: { staff }, strong }, { credential, prf }) {
    const isOpen = Boolean(strong?.userKey);
    if (!isOpen && (!prf || !credential.wrap)) throw new EngineError('no_store_key');
    try {
      const userKey = strong?.userKey ?? (await unwrapUserKey(/** @type {any} */ (prf), /** @type {any} */ (credential.wrap)));
      return { userKey, storeKeys: await openStoreKeys(userKey, staff.store_keys) };
    } catch (cause) {
      throw new EngineError('wrong_key', { cause });
    }
  }
}

/** Not before the tablet is open, and never in its way. @type {typeof import('./mend_key.js').mendKey} */
const mendLater = async (...given) => (await import('./mend_key.js')).mendKey(...given);

/** What the server hands to a passkey without PRF. @param {{unit: string, version: number, key: string}} handed */
export function handedKey({ unit, version, key }) {
  return { unit, version, key: fromBase64url(key) };
}

/** @param {Server} server @returns {Promise<string|null>} null: there is no server to ask */
export async function freshNonce(server) {
  try {
    return (await server.post('/api/v1/unlock/nonce', {}, { timeout: PATIENCE })).nonce;
  } catch (error) {
    if (error instanceof Unreachable) return null;
    throw refusedBy(error);
  }
}

/** @param {Attempt} attempt @param {string} nonce @param {'fresh'|'lease'} basis @param {object} assertion */
export function proofOf({ door: { wall, staff, now }, session: { id, jwk }, strong }, nonce, basis, assertion) {
  return {
    session: id,
    device: wall.device.id,
    staff: staff.id,
    jwk,
    nonce,
    basis,
    at: now().toISOString(),
    assertion,
    ...(strong ? { strong: strong.session } : {}),
  };
}

/** @param {Server} server @param {object} body */
export async function tellServer(server, body) {
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
