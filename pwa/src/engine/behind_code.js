/**
 * The way in behind a personal code: waits after wrong ones, the unlocker that asks for both, and what is noted of how it
 * went. Fetched with the screen on which the code is typed.
 */
import { CodeUnlocker } from '../auth/code_unlocker.js';
import { EngineError } from '../lib/engine_error.js';
import { noteRight, noteWrong, readTries, tellTries, waitOf } from './code_tries.js';
import { tolerate } from './failures.js';

/**
 * @typedef {import('../auth/code_unlocker.js').Typed} Typed
 * @typedef {import('../auth/passkey_unlocker.js').Door} Door
 */

/**
 * @param {CredentialsContainer|undefined} credentials @param {Door} door its professional has the tablet's own passkeys only
 * @param {Typed} typed @param {import('../store/database.js').Database} db
 */
export async function unlockBehindCode(credentials, door, typed, db) {
  const ids = door.staff.credentials.map(({ id }) => id);
  const known = await readTries(db);
  const wait = Math.max(0, ...ids.map((id) => waitOf(known[id], Date.now())));
  if (wait > 0) throw new EngineError('wrong_code', { message: waiting(wait) });
  try {
    const opened = await new CodeUnlocker(credentials, typed).unlock(door);
    await noteRight(db, ids);
    return telling(opened, () => void tellTries(db, door.server).catch(tolerate));
  } catch (error) {
    const isWrong = error instanceof EngineError && error.code === 'wrong_code' && error.cause !== undefined;
    if (isWrong) await noteWrong(db, ids, Date.now());
    throw error;
  }
}

/**
 * The server hears of wrong codes as soon as it is met: now, or when the session goes on with it.
 * @param {import('../auth/passkey_unlocker.js').Opened} opened @param {() => void} tell
 */
function telling(opened, tell) {
  const { resume } = opened;
  if (!resume) tell();
  else opened.resume = () => resume().finally(tell);
  return opened;
}

/** @param {number} wait ms */
function waiting(wait) {
  const seconds = Math.ceil(wait / 1000);
  const told = seconds < 90 ? `${seconds} secondes` : `${Math.ceil(seconds / 60)} minutes`;
  return `Trop de codes faux sur cette tablette. Attendez ${told}, ou présentez une clé ou un téléphone.`;
}
