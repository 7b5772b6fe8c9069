/**
 * The way in: who may try, with which unlocker, and what must be said to the server before.
 */
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('./contact.js').Contact} Contact
 * @typedef {import('../auth/passkey_unlocker.js').Unlocker} Unlocker
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 */

/** A wall of this age (ms) is as good as a new one. */
const JUST_NOW = 2_000;

/** @param {Tablet} tablet @param {string} staffId */
export function staffAt({ wall }, staffId) {
  if (!wall) throw new EngineError('unknown_wall');
  const staff = wall.staff.find(({ id }) => id === staffId);
  if (!staff) throw new EngineError('unknown_staff');
  return { wall, staff };
}

/**
 * @param {{tablet: Tablet, contact: Contact, unlockers: Unlocker[]}} house
 * @param {string} staffId @param {AbortSignal} signal another first name was touched meanwhile
 */
export async function passDoor({ tablet, contact, unlockers }, staffId, signal) {
  await meetAgain(tablet, contact, staffId);
  const { wall, staff } = staffAt(tablet, staffId);
  const unlocker = unlockers.find((one) => one.accepts(staff));
  if (!unlocker) throw new EngineError('no_credential');
  // The last session is closed before a new one opens, so that the lock is never taken for the new one's.
  const isOffline = tablet.owesLock && !(await contact.closeSession());
  const now = () => tablet.clock.estimate();
  // A lock is owed from the moment a session may be open: a key that was not shown opened none.
  const opening = () => tablet.owe(true);
  const door = { wall, staff, server: contact.server, isOffline, now, signal, opening };
  const unlocked = await unlocker.unlock(door).catch((error) => refusedAt(tablet, error));
  if (signal.aborted) throw new EngineError('cancelled');
  if (unlocked.storeKeys.length === 0) throw new EngineError('no_store_key');
  return { staff, unlocked };
}

/** Whoever has no key by the wall that is kept here may just have registered one. @param {Tablet} tablet @param {Contact} contact @param {string} staffId */
async function meetAgain({ wall, wallAt }, contact, staffId) {
  const hasNone = wall?.staff.some(({ id, credentials }) => id === staffId && credentials.length === 0);
  if (hasNone && Date.now() - wallAt > JUST_NOW) await contact.fetchWall();
}

/** The server said no: it opened nothing. @param {Tablet} tablet @param {unknown} error @returns {Promise<never>} */
async function refusedAt(tablet, error) {
  if (error instanceof EngineError && error.code === 'refused') await tablet.owe(false);
  throw error;
}

/** @param {WallStaff} staff */
export function meOf({ id, first_name, role, role_label, permissions }) {
  return { id, firstName: first_name, role, roleLabel: role_label, permissions: new Set(permissions) };
}

/** What a screen can say of any failure at the door. @param {unknown} error */
export function doorError(error) {
  if (error instanceof EngineError) return error;
  console.error(error);
  return new EngineError('server_error', { cause: error });
}
