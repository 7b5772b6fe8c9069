/**
 * The demo world's door, in the browser: "entrer comme …" without a passkey. Production builds lack this file.
 *
 * On /demo it answers the buttons; at the bedside it is a way in for those whose wall entry has no passkey. What it
 * keeps (store keys, in clear) opens fictional data only.
 */
import { openDB } from 'idb';
import { handedKey } from './auth/passkey_unlocker.js';
import { resume } from './auth/resume.js';
import { makeSessionKey } from './auth/session_key.js';
import { Server } from './engine/server.js';
import { Refusal, Unreachable } from './lib/answers.js';
import { EngineError } from './lib/engine_error.js';

/**
 * @typedef {import('./engine.js').Engine} Engine
 * @typedef {import('./auth/passkey_unlocker.js').Door} Door
 * @typedef {import('./auth/passkey_unlocker.js').Opened} Opened
 * @typedef {{unit: string, version: number, key: string}} Key
 * @typedef {{device?: string, staff: string, session: string, store_keys?: Key[], next: string}} Entered
 */

/** Who was chosen on /demo, for the bedside page that opens next. */
const CHOSEN = 'chevet-demo-staff';

const store = openDB('chevet-demo', 1, {
  upgrade(db) {
    db.createObjectStore('demo');
  },
});

/** @param {import('./lib/answers.js').Server} server @param {string} staff */
async function enter(server, staff) {
  const session = await makeSessionKey();
  /** @type {Entered} */
  const entered = await server.post('/demo/entrer', { staff, session: session.id, jwk: session.jwk });
  if (entered.store_keys) await (await store).put('demo', { device: entered.device, keys: entered.store_keys }, staff);
  return { session, entered };
}

/** Lets the demo's staff in from the wall, with the network or without. */
const unlocker = {
  /** @param {import('./lib/rows.js').WallStaff} staff */
  accepts: (staff) => staff.credentials.length === 0 && !staff.no_key,

  /** @param {Door} door @returns {Promise<Opened>} */
  async unlock(door) {
    try {
      if (door.isOffline) return await offline(door);
      await door.opening?.();
      const { session, entered } = await enter(door.server, door.staff.id);
      const storeKeys = (entered.store_keys ?? []).map(handedKey);
      return { session, storeKeys, userKey: null, proof: proofOf(door, session), resume: null, until: null };
    } catch (error) {
      if (error instanceof Unreachable) return offline(door);
      if (error instanceof Refusal) throw new EngineError('refused', { message: error.detail, cause: error });
      throw error;
    }
  },
};

/** @param {Door} door @param {import('./auth/session_key.js').SessionKey} session */
function proofOf({ wall, staff, now }, session) {
  const about = { session: session.id, device: wall.device.id, staff: staff.id, jwk: session.jwk };
  return { ...about, nonce: '', basis: 'demo', at: now().toISOString(), assertion: null };
}

/** @param {Door} door @returns {Promise<Opened>} */
async function offline(door) {
  const { wall, staff, server } = door;
  const kept = await (await store).get('demo', staff.id);
  if (kept?.device !== wall.device.id) throw new EngineError('no_store_key');
  const session = await makeSessionKey();
  const proof = proofOf(door, session);
  const storeKeys = kept.keys.map(handedKey);
  return { session, storeKeys, userKey: null, proof, resume: () => resume(server, session, proof), until: null };
}

/** @param {Engine} engine */
function meet(engine) {
  engine.use(unlocker);
  // Whoever came in by a key stands beside people with keys: only the door's own guests confirm by the door.
  const isGuest = () => engine.tablet.wall?.staff.some((one) => one.id === engine.me?.id && unlocker.accepts(one)) ?? false;
  engine.confirmsWithoutKey = (staff) => unlocker.accepts(staff) && isGuest();
  const open = () => {
    const staff = sessionStorage.getItem(CHOSEN);
    if (!staff || engine.status !== 'locked' || !engine.wall?.staff.some(({ id }) => id === staff)) return;
    sessionStorage.removeItem(CHOSEN);
    engine.unlock(staff).catch((error) => engine.notify(error.message));
  };
  engine.addEventListener('change', open);
  open();
}

/** @param {HTMLElement} button */
async function choose(button) {
  const say = (/** @type {string} */ text) => {
    const status = document.querySelector('[role=status]');
    if (status) status.textContent = text;
  };
  const staff = button.dataset.staff ?? '';
  try {
    const { entered } = await enter(new Server(), staff);
    if (entered.device) sessionStorage.setItem(CHOSEN, staff);
    location.assign(entered.next);
  } catch (error) {
    say(
      error instanceof Refusal && error.detail
        ? error.detail
        : 'La démonstration ne répond pas. Réessayez dans un instant.',
    );
  }
}

for (const button of document.querySelectorAll('button[data-staff]')) {
  button.addEventListener('click', () => void choose(/** @type {HTMLElement} */ (button)));
}
document.addEventListener('chevet:engine', (event) => meet(/** @type {CustomEvent} */ (event).detail));
document.dispatchEvent(new CustomEvent('chevet:visitor', { detail: meet }));
