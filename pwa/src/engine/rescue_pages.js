/**
 * Pages that wait on a tablet whose network never returns, as sealed files for another tablet, which sends them under their
 * own names. Nothing here is marked as sent: should the network return, the server already has them, and keeps them once.
 */
import { inFiles, writePages } from '../outbox/page_file.js';
import { sendPart } from '../outbox/part_requests.js';
import { waitingParts } from '../store/parts.js';
import { nameOf } from './rescue.js';

/**
 * @typedef {import('./rescue.js').Means} Means
 * @typedef {import('./rescue.js').Part} Part
 * @typedef {import('../outbox/page_file.js').PageFile} PageFile
 */

/** @param {Means} means @returns {Promise<Part[]>} */
export async function exportPages({ tablet: { wall, db } }) {
  if (!wall) return [];
  const rows = await Promise.all((await waitingParts(db)).map((name) => db.get('parts', name)));
  const files = inFiles(rows.flatMap((row) => row ?? []));
  const about = { establishment: wall.establishment.id, device: wall.device.id, parts: files.length };
  return Promise.all(files.map(async (pages, at) => {
    const sealed = await Promise.all(pages.map(async ({ name }) => ({ name, ciphertext: await db.get('ciphertexts', name) })));
    const whole = sealed.flatMap(({ name, ciphertext }) => (ciphertext ? { name, ciphertext } : []));
    return { name: nameOf('pages', at + 1, files.length), text: writePages({ ...about, part: at + 1 }, whole) };
  }));
}

/** From where it was left; rejects with Unreachable or Refusal. @param {Means} means @param {PageFile} file @param {{done: number}} carried @param {() => void} onProgress */
export async function carryPages({ server }, { pages }, carried, onProgress) {
  for (const page of pages.slice(carried.done)) {
    await sendPart(server, page, () => true);
    carried.done += 1;
    onProgress();
  }
}
