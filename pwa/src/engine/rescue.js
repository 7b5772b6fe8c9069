/**
 * A tablet whose network never returns hands its sealed outbox to another as files, and takes the receipt back. Nobody
 * needs to be signed in: all of it is sealed to the server, and names no one. Exporting marks nothing: what waits goes on
 * waiting, and arrives once, whichever way comes first.
 */
import { Refusal, Unreachable } from '../lib/answers.js';
import { fromBase64url, randomBytes, toBase64url, utf8 } from '../lib/bytes.js';
import { sealCompact } from '../lib/compact_jwe.js';
import { openSigned } from '../lib/compact_jws.js';
import { newId } from '../lib/uuid.js';
import { takeKey } from '../outbox/envelope_key.js';
import { FileFault, digestOf, readFile, writePart, writeReceipt } from '../outbox/rescue_file.js';
import { pagesIn } from '../outbox/page_file.js';
import { BATCH_ROWS, batchOf, rowsAt, store, waitingNow } from '../outbox/rows.js';
import { markedBy } from '../outbox/sender.js';

/**
 * @typedef {import('../outbox/rescue_file.js').Rescue} Rescue
 * @typedef {import('../outbox/sender.js').Result} Result
 * @typedef {{tablet: import('./tablet.js').Tablet, server: import('./server.js').Server,
 *   heard: (rows: import('../outbox/rows.js').Row[]) => Promise<void>}} Means heard: rows as they now are on disk
 * @typedef {{name: string, text: string}} Part
 * @typedef {{outcomes: Record<Result['outcome'], number>, reasons: string[], receipts: string[], done: number}} Carried
 *   done: how many envelopes have their answer
 */

const PART_ROWS = 1000;
const KEPT = 'rescue';
const TYP = 'chevet-rescue+jwe';

/** What waits here, as files. @param {Means} means @returns {Promise<Part[]>} */
export async function exportParts({ tablet }) {
  const { wall, db } = tablet;
  if (!wall) return [];
  const { places } = await waitingNow(db);
  const { rescue, key } = await keyOf(db);
  const told = {
    rescue,
    establishment: wall.establishment.id,
    device: wall.device.id,
    total: places.length,
    exported_at: new Date().toISOString(),
    ticket: await ticketFor(wall, rescue, key),
    sessions: (await db.getAll('proofs')).map(({ jwe }) => jwe),
  };
  const batches = batchesOf(places);
  return Promise.all(
    batches.map(async (batch, at) => {
      const rows = await rowsAt(db, batch);
      const text = await writePart({ ...told, part: at + 1, parts: batches.length }, rows.map(({ jwe }) => jwe));
      return { name: nameOf('secours', at + 1, batches.length), text };
    }),
  );
}

/** @param {import('../outbox/rows.js').Place[]} places */
function batchesOf(places) {
  const batches = [];
  for (let left = places; left.length > 0;) {
    const batch = batchOf(left, PART_ROWS);
    batches.push(batch);
    left = left.slice(batch.length);
  }
  return batches;
}

/** A file's name says nothing of anyone. Text files are what tablets agree to share. @param {'secours'|'recu'|'pages'} kind @param {number} part @param {number} parts */
export function nameOf(kind, part, parts) {
  const day = new Date().toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `chevet-${kind}-${day}${parts > 1 ? `-${part}-sur-${parts}` : ''}.txt`;
}

/** The rescue that this store began: a second export is the same one, so that any receipt serves. @param {import('../store/database.js').Database} db */
async function keyOf(db) {
  const known = await db.get('meta', KEPT);
  if (known) return known;
  const made = { rescue: newId(), key: toBase64url(randomBytes(32)) };
  await db.put('meta', made, KEPT);
  return made;
}

/** @param {import('../lib/rows.js').Wall} wall @param {string} rescue @param {string} key */
async function ticketFor({ establishment, device, intake }, rescue, key) {
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: intake.kid, typ: TYP, est: establishment.id, dev: device.id };
  const told = { v: 1, rescue, device: device.id, key };
  return sealCompact(utf8(JSON.stringify(told)), header, await takeKey(intake));
}

/** What a file is for this tablet; rejects with FileFault. @param {Means} means @param {string} text */
export async function judge({ tablet }, text) {
  const home = tablet.wall?.establishment.id ?? '';
  const read = await readFile(text, home);
  if ('told' in read) {
    const pages = await pagesIn(read.told, home);
    return { pages, isOurs: pages.device === tablet.wall?.device.id };
  }
  const { device } = 'rescue' in read ? read.rescue : read.receipt;
  return { ...read, isOurs: device === tablet.wall?.device.id };
}

/** @returns {Carried} */
export const nothingCarried = () => ({ outcomes: { applied: 0, duplicate: 0, quarantined: 0, later: 0 }, reasons: [], receipts: [], done: 0 });

/**
 * Hands another tablet's file in, from where it was left. Rejects with Unreachable or Refusal; `carried` then says how
 * far it came, and can be gone on with.
 * @param {Means} means @param {Rescue} rescue @param {Carried} carried @param {(carried: Carried) => void} onProgress
 */
export async function carry({ server }, rescue, carried, onProgress) {
  const carried_for = { device: rescue.device, ticket: rescue.ticket };
  const post = (/** @type {object} */ body) => server.post('/api/v1/outbox', { carried_for, ...body }, { timeout: 30_000 });
  const sessions = rescue.sessions.slice(-BATCH_ROWS);
  if (carried.done === 0) {
    for (let at = 0; at + BATCH_ROWS < rescue.sessions.length; at += BATCH_ROWS) await post({ sessions: rescue.sessions.slice(at, at + BATCH_ROWS) });
  }
  while (carried.done < rescue.envelopes.length) {
    const batch = sized(rescue.envelopes.slice(carried.done, carried.done + BATCH_ROWS));
    const { results, receipt } = await post({ sessions, envelopes: batch });
    if (results?.length !== batch.length) throw new Unreachable('an answer that does not match what was sent');
    count(carried, results);
    carried.done += batch.length;
    if (receipt) carried.receipts.push(receipt);
    onProgress(carried);
  }
}

/** @param {string[]} envelopes */
function sized(envelopes) {
  const places = envelopes.map((jwe, n) => ({ n, install: '', seq: n, session: '', size: jwe.length }));
  return envelopes.slice(0, batchOf(places, BATCH_ROWS).length);
}

/** @param {Carried} carried @param {Result[]} results */
function count(carried, results) {
  for (const { outcome, reason } of results) {
    carried.outcomes[outcome] += 1;
    if (outcome === 'quarantined' && reason && !carried.reasons.includes(reason)) carried.reasons.push(reason);
  }
}

/** The file that goes back to the first tablet. @param {Means} means @param {Rescue} rescue @param {string[]} receipts @returns {Part} */
export function receiptOf({ tablet }, rescue, receipts) {
  const establishment = tablet.wall?.establishment.id ?? '';
  const text = writeReceipt({ establishment, device: rescue.device, rescue: rescue.rescue, receipts });
  return { name: nameOf('recu', rescue.part, rescue.parts), text };
}

/**
 * Marks what the server says it has. A receipt that it did not sign for this tablet marks nothing: FileFault.
 * @param {Means} means @param {import('../outbox/rescue_file.js').Receipt} receipt @returns {Promise<number>} how many were waiting for it
 */
export async function takeReceipt({ tablet, heard }, { rescue, receipts }) {
  const { db, ledger } = tablet;
  const known = await db.get('meta', KEPT);
  if (known?.rescue !== rescue) throw new FileFault('not_a_rescue');
  const read = await Promise.all(receipts.map((one) => opened(one, known, ledger.device)));
  const waiting = await rowsAt(db, (await waitingNow(db)).places);
  const byDigest = new Map(await Promise.all(waiting.map(async (row) => /** @type {const} */ ([await digestOf(row.jwe), row]))));
  const marked = read.flatMap(({ now, results }) =>
    results.flatMap((/** @type {Result & {sha256: string}} */ result) => {
      const row = byDigest.get(result.sha256);
      byDigest.delete(result.sha256);
      const after = row && markedBy(row, result, now);
      return after && after.state !== 'waiting' ? after : [];
    }),
  );
  if (marked.length > 0) await store(db, marked);
  if (ledger.epoch === null && read.length > 0) await tablet.meetEpoch(read[0].epoch);
  await heard(marked);
  return marked.length;
}

/** A rescue's receipts are signed with a key that its own tablet sealed into it. @param {string} receipt @param {{rescue: string, key: string}} known @param {string|null} device @returns {Promise<any>} */
async function opened(receipt, { rescue, key }, device) {
  try {
    const told = await openSigned(receipt, fromBase64url(key));
    if (told.rescue === rescue && told.device === device) return told;
  } catch {
    // Below: signed by nobody we know, or cut.
  }
  throw new FileFault('damaged');
}

/** What stopped a carrying, in French. @param {unknown} error */
export function whyStopped(error) {
  if (error instanceof Unreachable) return 'Le serveur n’est pas joignable. Gardez le fichier ; l’envoi reprendra où il s’est arrêté.';
  if (error instanceof Refusal) return error.detail || 'Le serveur a refusé ce fichier. Gardez-le, et prévenez la coordination.';
  throw error;
}
