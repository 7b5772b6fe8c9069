/**
 * Opens a shared tablet with its own passkey and its holder's personal code, online or offline; perhaps with another code
 * from now on. Nobody comes back quickly this way: both are asked for each time. Fetched when a code is first asked for.
 */
import { EngineError } from '../lib/engine_error.js';
import { challengeOf } from './challenge.js';
import { passOn } from './key_pairs.js';
import { mendKey } from './mend_key.js';
import { showPasskey } from './passkey.js';
import { freshNonce, handedKey, proofOf, tellServer } from './passkey_unlocker.js';
import { drawn, mixed, newDrawing, openedProof } from './personal_code.js';
import { resume } from './resume.js';
import { makeSessionKey } from './session_key.js';
import { openStoreKeys, unwrapUserKey } from './user_key.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {import('./passkey.js').CredentialRow} CredentialRow
 * @typedef {import('./passkey_unlocker.js').Door} Door
 * @typedef {import('./passkey_unlocker.js').Opened} Opened
 * @typedef {{code: string, next?: string|null}} Typed next: the code from now on
 * @typedef {{credential: CredentialRow, secret: Bytes|null}} Held secret: what the user's key is wrapped under
 */

const OVER = 'Ce code est bloqué. Votre encadrement peut lever le blocage au bureau ; une clé ou un téléphone ouvre toujours la tablette.';

export class CodeUnlocker {
  /** @param {CredentialsContainer|undefined} credentials @param {Typed} typed */
  constructor(credentials, typed) {
    this.credentials = credentials;
    this.typed = typed;
  }

  accepts() {
    return true;
  }

  /** @param {Door} door @returns {Promise<Opened>} */
  async unlock(door) {
    const [nonce, session] = await Promise.all([door.isOffline ? null : freshNonce(door.server), makeSessionKey()]);
    const attempt = { door, session, strong: null };
    return nonce === null ? this.#offline(attempt) : this.#online(attempt, nonce);
  }

  /** @param {import('./passkey_unlocker.js').Attempt} attempt @param {string} nonce @returns {Promise<Opened>} */
  async #online(attempt, nonce) {
    const { door, session } = attempt;
    const { held, assertion } = await this.#show(attempt, nonce, door.staff.credentials);
    const proof = proofOf(attempt, nonce, 'fresh', assertion);
    const own = await ownKeys(door.staff, held).catch(() => null);
    const next = await this.#next(door.staff, held, own !== null);
    await door.opening?.();
    const told = { proof, code: this.typed.code, ...(next ? { new_code: next } : {}), ...(own ? {} : { hand_keys: true }) };
    const { store_keys: handed = [], key_notices: keyNotices = 0, lacking } = await tellServer(door.server, told);
    const keys = handed.length > 0 ? { userKey: null, storeKeys: handed.map(handedKey) } : (own ?? { userKey: null, storeKeys: [] });
    if (lacking && held.secret && !next) void mendKey(door.server, held.secret.slice(), lacking);
    held.secret?.fill(0);
    return { session, ...keys, proof, resume: null, until: null, keyNotices };
  }

  /** @param {import('./passkey_unlocker.js').Attempt} attempt @returns {Promise<Opened>} */
  async #offline(attempt) {
    const { door, session } = attempt;
    const { wall, staff, server } = door;
    if (staff.credentials.every(({ code }) => code?.is_blocked)) throw new EngineError('wrong_code', { message: OVER });
    const able = staff.credentials.filter(({ prf, wrap }) => prf && wrap);
    if (able.length === 0) throw new EngineError('offline_no_prf');
    if (this.typed.next) throw new EngineError('wrong_code', { message: 'Changer de code demande le réseau. Ouvrez avec le code d’avant.' });
    if (door.now() >= new Date(wall.lease.expires_at)) throw new EngineError('lease_expired');
    const { held, assertion } = await this.#show(attempt, wall.lease.nonce, able);
    if (!held.secret) throw new EngineError('offline_no_prf');
    const proof = proofOf(attempt, wall.lease.nonce, 'lease', assertion);
    const { userKey, storeKeys } = await ownKeys(staff, held).catch((cause) => {
      throw new EngineError('wrong_code', { cause });
    });
    held.secret.fill(0);
    const shows = (/** @type {string} */ given) => openedProof(userKey, wall.intake, given, session.id);
    return { session, userKey, storeKeys, proof, resume: () => resume(server, session, proof, shows), until: wall.lease.expires_at };
  }

  /** The code is drawn while the passkey is asked for: being slow costs nobody anything. */
  async #show(/** @type {import('./passkey_unlocker.js').Attempt} */ { door, session }, /** @type {string} */ nonce, /** @type {CredentialRow[]} */ allowed) {
    const { wall, staff, signal } = door;
    const halves = allowed.map(({ code }) => (code ? drawn(this.typed.code, code) : null));
    const challenge = await challengeOf({ nonce, device: wall.device.id, staff: staff.id, thumbprint: session.thumbprint });
    const shown = await showPasskey(this.credentials, { challenge, rpId: wall.rp_id, allowed, signal });
    const half = await halves[allowed.indexOf(shown.credential)];
    const secret = shown.prf && half ? mixed(shown.prf, half) : null;
    return { held: { credential: shown.credential, secret }, assertion: shown.assertion };
  }

  /** The next code, and the user's key under it. @param {Door['staff']} staff @param {Held} held @param {boolean} isOpen the code opened it */
  async #next(staff, { credential, secret }, isOpen) {
    const { next } = this.typed;
    if (!next) return null;
    const drawing = newDrawing();
    if (!isOpen || !secret || !credential.wrap || !staff.public_jwk) return { code: next, ...drawing };
    const under = mixed(secret.slice(0, 32), await drawn(next, drawing));
    const userKey = await passOn({ prf: secret.slice(), wrap: credential.wrap }, under, staff.public_jwk);
    return { code: next, ...drawing, user_key: userKey };
  }
}

/** @param {Door['staff']} staff @param {Held} held */
async function ownKeys(staff, { credential, secret }) {
  if (!secret || !credential.wrap) throw new EngineError('no_store_key');
  const userKey = await unwrapUserKey(secret.slice(), credential.wrap);
  return { userKey, storeKeys: await openStoreKeys(userKey, staff.store_keys) };
}
