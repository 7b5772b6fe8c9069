/**
 * Wrong codes typed without network: counted on the tablet, across reloads. From the third on, each makes the next one
 * wait longer; the server hears of them when it is met. A tablet that is lied to about its time makes nobody wait more
 * than the longest.
 */

/**
 * @typedef {{count: number, at: number, untold: number}} Tries count: since the last code that opened
 * @typedef {Record<string, Tries>} Known by passkey
 * @typedef {import('../store/database.js').Database} Database
 */

const KEY = 'code_tries';
const FREE = 3;
const FIRST = 30_000;
const LONGEST = 15 * 60_000;

/** @param {Tries|undefined} tries @param {number} now ms @returns {number} how long one still waits, ms */
export function waitOf(tries, now) {
  if (!tries || tries.count < FREE) return 0;
  const wait = Math.min(FIRST * 2 ** (tries.count - FREE), LONGEST);
  return Math.max(0, Math.min(wait, tries.at + wait - now));
}

/** @param {Database} db @returns {Promise<Known>} */
export const readTries = async (db) => (await db.get('meta', KEY)) ?? {};

/** @param {Database} db @param {string[]} credentials @param {number} now */
export async function noteWrong(db, credentials, now) {
  const known = await readTries(db);
  for (const id of credentials) {
    const { count = 0, untold = 0 } = known[id] ?? {};
    known[id] = { count: count + 1, at: now, untold: untold + 1 };
  }
  await db.put('meta', known, KEY);
}

/** The right code makes one forget the wait; the server still hears of the tries. @param {Database} db @param {string[]} credentials */
export async function noteRight(db, credentials) {
  const known = await readTries(db);
  for (const id of credentials) if (known[id]) known[id] = { ...known[id], count: 0 };
  await db.put('meta', known, KEY);
}

/** @type {Promise<unknown>} one telling after the other: what one has told, the next does not tell again */
let telling = Promise.resolve();

/** @param {Database} db @param {import('../lib/answers.js').Server} server */
export function tellTries(db, server) {
  const told = telling.then(() => tell(db, server));
  telling = told.catch(() => {});
  return told;
}

/** @param {Database} db @param {import('../lib/answers.js').Server} server */
async function tell(db, server) {
  const known = await readTries(db);
  const untold = Object.entries(known).filter(([, tries]) => tries.untold > 0);
  if (untold.length === 0) return;
  const tries = untold.map(([credential, one]) => ({ credential, count: one.untold }));
  await server.post('/api/v1/codes/tries', { tries });
  const since = await readTries(db);
  for (const [id, { untold: told }] of untold) if (since[id]) since[id].untold -= told;
  await db.put('meta', since, KEY);
}
