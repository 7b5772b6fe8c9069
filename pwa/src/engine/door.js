/**
 * The way in: who may try, with which unlocker, and what must be said to the server before.
 */
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('./contact.js').Contact} Contact
 * @typedef {import('../auth/passkey_unlocker.js').Unlocker} Unlocker
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 * @typedef {import('../auth/code_unlocker.js').Typed & {through: typeof import('./behind_code.js').unlockBehindCode}} Typed through: what comes
 *   with the screen on which the code is typed
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
 * @param {{tablet: Tablet, contact: Contact, unlockers: Unlocker[], credentials?: CredentialsContainer}} house
 * @param {string} staffId @param {AbortSignal} signal another first name was touched meanwhile
 * @param {Typed|null} [typed] for the tablet's own passkey
 */
export async function passDoor({ tablet, contact, unlockers, credentials }, staffId, signal, typed) {
  await meetAgain(tablet, contact, staffId);
  const { wall, staff } = staffAt(tablet, staffId);
  const here = { ...staff, credentials: staff.credentials.filter(({ code }) => Boolean(code) === Boolean(typed)) };
  // The wall that was shown did not know of it yet.
  if (!typed && here.credentials.length === 0 && staff.credentials.length > 0) throw new EngineError('code_wanted');
  const unlocker = unlockers.find((one) => one.accepts(here));
  if (!unlocker) throw new EngineError('no_credential', { message: staff.no_key });
  // The last session is closed before a new one opens, so that the lock is never taken for the new one's.
  const isOffline = tablet.owesLock && !(await contact.closeSession());
  const now = () => tablet.clock.estimate();
  // A lock is owed from the moment a session may be open: a key that was not shown opened none.
  const opening = () => tablet.owe(true);
  const door = { wall, staff: here, server: contact.server, isOffline, now, signal, opening };
  const unlocking = typed ? typed.through(credentials, door, typed, tablet.db) : unlocker.unlock(door);
  const unlocked = await unlocking.catch((error) => refusedAt(tablet, error)).finally(() => typed && meetCode(contact, typed));
  if (signal.aborted) throw new EngineError('cancelled');
  if (unlocked.storeKeys.length === 0) throw new EngineError('no_store_key');
  return { staff, unlocked };
}

/** A code that was changed, or blocked, is so on the wall that is kept here too: offline it decides. @param {Contact} contact @param {Typed} typed */
const meetCode = (contact, typed) => (typed.next ? contact.fetchWall() : void contact.fetchWall());

/**
 * What is asked of whoever has a passkey of this very tablet: their code, and whether they have another way in.
 * @param {WallStaff|undefined} staff
 */
export function codeOf(staff) {
  const codes = staff?.credentials.flatMap(({ code }) => code ?? []) ?? [];
  if (!staff || codes.length === 0) return null;
  const isBlocked = codes.every((code) => code.is_blocked);
  return { isBlocked, mustChange: codes.some((code) => code.must_change), hasOther: staff.credentials.length > codes.length };
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
