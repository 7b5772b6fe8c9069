/**
 * One sealed part on its way: in pieces, from where the server says it is. Whoever has its bytes may send it, since its name
 * proves them and only the server has what opens it.
 */
import { Refusal, Unreachable } from '../lib/answers.js';

/**
 * @typedef {{fetch: typeof globalThis.fetch}} Server
 * @typedef {{name: string, ciphertext: ArrayBuffer, isBegun?: boolean}} Sealed isBegun: the server may have some of it
 * @typedef {{offset: number, isComplete: boolean}} Standing
 */

export const PIECE = 256 * 1024;
const PATIENCE = 60_000;
/** Answers of whatever stands before a stopped server. */
const NOBODY_HOME = [502, 503, 504];
const MOST_DETOURS = 5;
const NOTHING = { offset: 0, isComplete: false };

/** @param {Server} server @param {Sealed} part @param {() => boolean} isOn @returns {Promise<boolean>} whether the server has all of it */
export async function sendPart(server, { name, ciphertext, isBegun = false }, isOn) {
  let { offset, isComplete } = isBegun ? await standing(server, name) : NOTHING;
  for (let detours = 0; !isComplete && detours < MOST_DETOURS;) {
    if (!isOn()) return false;
    const answer = await put(server, name, ciphertext, offset < ciphertext.byteLength ? offset : 0);
    if (answer.offset !== offset + PIECE && !answer.isComplete) detours += 1;
    ({ offset, isComplete } = answer);
  }
  if (!isComplete) throw new Unreachable('the server does not take this part in order');
  return true;
}

/** What this tablet has sent already. @param {Server} server @param {string} name @returns {Promise<Standing>} */
async function standing(server, name) {
  const answer = await ask(server, name, { method: 'HEAD' });
  if (answer.status === 404) return NOTHING;
  if (!answer.ok) throw refusalOf(answer, {});
  const [offset, length] = ['Upload-Offset', 'Upload-Length'].map((header) => Number(answer.headers.get(header) ?? NaN));
  if (!Number.isInteger(offset) || !Number.isInteger(length)) throw new Unreachable('not an answer of our server');
  return { offset, isComplete: answer.headers.get('Upload-Complete') === '?1' };
}

/** @param {Server} server @param {string} name @param {ArrayBuffer} ciphertext @param {number} from @returns {Promise<Standing>} */
async function put(server, name, ciphertext, from) {
  const piece = ciphertext.slice(from, from + PIECE);
  const range = `bytes ${from}-${from + piece.byteLength - 1}/${ciphertext.byteLength}`;
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range };
  const answer = await ask(server, name, { method: 'PUT', body: piece, headers });
  const told = await jsonOf(answer);
  if (answer.ok || (answer.status === 409 && Number.isInteger(told.offset))) return { offset: told.offset, isComplete: told.complete === true };
  // What arrived was not what this name says: all of it goes again.
  if (answer.status === 422) return NOTHING;
  throw refusalOf(answer, told);
}

/** @param {Server} server @param {string} name @param {RequestInit} init @returns {Promise<Response>} */
async function ask(server, name, init) {
  const always = /** @type {const} */ ({ cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
  try {
    return await server.fetch(`/api/v1/parts/${name}`, { ...init, ...always, signal: AbortSignal.timeout(PATIENCE) });
  } catch (cause) {
    throw new Unreachable('no answer', { cause });
  }
}

/** @param {Response} answer */
async function jsonOf(answer) {
  try {
    return await answer.json();
  } catch (cause) {
    throw new Unreachable('not an answer of our server', { cause });
  }
}

/** @param {Response} answer @param {any} problem */
function refusalOf(answer, problem) {
  if (NOBODY_HOME.includes(answer.status)) return new Unreachable(`status ${answer.status}`);
  return new Refusal(answer.status, problem);
}
