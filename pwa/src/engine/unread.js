/**
 * Writing where nothing can be read: no network, and a key that opens nothing without it. The key is shown all the same,
 * over this tablet's lease: what is written is signed and waits, sealed, and no copy of it stays here.
 */
import { challengeOf } from '../auth/challenge.js';
import { showPasskey } from '../auth/passkey.js';
import { proofOf } from '../auth/passkey_unlocker.js';
import { makeSessionKey } from '../auth/session_key.js';
import { EngineError } from '../lib/engine_error.js';
import { newId } from '../lib/uuid.js';
import { isFull } from './failures.js';

/**
 * @typedef {import('../auth/session_key.js').SessionKey} SessionKey
 * @typedef {{label: string, what: 'given'|'refused'|'note', boxes: string[], text: string|null}} Note label: the digest of the one scanned;
 *   boxes: GTINs
 * @typedef {{tablet: import('./tablet.js').Tablet, credentials?: CredentialsContainer, showWall: () => void,
 *   recorder: import('./recorder.js').Recorder, recount: () => Promise<unknown>, contact: {nudge: () => unknown}|null}} Engine
 */

const TYPE = 'label.note';

/**
 * Who would have no other way: their keys open nothing without network, and are not this tablet's own.
 * @param {{means: {tablet: import('./tablet.js').Tablet}, wall: {staff: import('../elements/shapes.js').WallStaff[]}|null}} engine
 */
export function writersOf({ means: { tablet }, wall }) {
  const able = new Set(tablet.wall?.staff.filter(({ credentials }) => isShutOut(credentials)).map(({ id }) => id));
  return (wall?.staff ?? []).filter(({ id }) => able.has(id));
}

/** @param {import('../lib/rows.js').CredentialRow[]} credentials */
const isShutOut = (credentials) => credentials.some(({ code }) => !code) && !credentials.some(({ prf, wrap }) => prf && wrap);

/** @param {Engine} engine @param {string} staffId @param {AbortSignal} signal @returns {Promise<Unread>} throws EngineError */
export async function openUnread(engine, staffId, signal) {
  const { tablet } = engine;
  const { wall } = tablet;
  const staff = wall?.staff.find(({ id }) => id === staffId);
  if (!wall || !staff) throw new EngineError('unknown_staff');
  const now = () => tablet.clock.estimate();
  if (now() >= new Date(wall.lease.expires_at)) throw new EngineError('lease_expired');
  // A passkey of this very tablet proves nobody without its code, which cannot be checked here.
  const allowed = staff.credentials.filter(({ code }) => !code);
  if (allowed.length === 0) throw new EngineError('offline_no_prf');
  const session = await makeSessionKey();
  const { nonce } = wall.lease;
  const challenge = await challengeOf({ nonce, device: wall.device.id, staff: staff.id, thumbprint: session.thumbprint });
  const { assertion } = await showPasskey(engine.credentials, { challenge, rpId: wall.rp_id, allowed, signal });
  const door = /** @type {any} */ ({ wall, staff, now });
  const proof = proofOf({ door, session, strong: null }, nonce, 'lease', assertion);
  // On disk before anything is written under it: the server has not seen it.
  await tablet.keepProof(session.id, proof, false);
  return new Unread(engine, { staff: staff.id, session });
}

export class Unread {
  /** @param {Engine} engine @param {{staff: string, session: SessionKey}} who */
  constructor(engine, { staff, session }) {
    this.engine = engine;
    this.staff = staff;
    this.session = session;
  }

  get #wall() {
    return /** @type {import('../lib/rows.js').Wall} */ (this.engine.tablet.wall);
  }

  get #origin() {
    return { establishment: this.#wall.establishment.id, device: this.#wall.device.id, session: this.session.id };
  }

  /** Durable when it resolves. @param {Note} body */
  async note(body) {
    const { tablet } = this.engine;
    const told = { v: /** @type {const} */ (1), id: newId(), type: TYPE, at: new Date().toISOString(), author: this.staff, person: null, body };
    const sealing = { sessionKey: this.session.privateKey, intake: this.#wall.intake, sealFact: async () => null };
    try {
      await this.engine.recorder.writer.write({ ...told, clock: tablet.clock.stamp(), ...this.#origin }, sealing);
    } catch (cause) {
      throw new EngineError(isFull(cause) ? 'storage_full' : 'storage_failed', { cause });
    }
    tablet.countOneMore();
    this.engine.showWall();
    this.engine.recount().catch(() => {});
    void this.engine.contact?.nudge();
  }
}
