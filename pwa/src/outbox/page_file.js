/**
 * The text of a file of pages: the sealed parts of documents that a tablet without network could not send, for another
 * tablet to hand in. What opens them is in the command, which goes in a rescue file: nobody on the way can read either.
 */
import { fromBase64url, toBase64url } from '../lib/bytes.js';
import { digestOf } from '../store/parts.js';
import { FileFault, PAGES } from './rescue_file.js';

const VERSION = 1;
/** Characters of one file; a page that is larger goes alone. */
const LARGEST_FILE = 6 * 1024 * 1024;
const NAME = /^[0-9a-f]{64}$/;

/**
 * @typedef {{name: string, ciphertext: ArrayBuffer}} SealedPage
 * @typedef {{establishment: string, device: string, part: number, parts: number}} Told
 * @typedef {{device: string, part: number, parts: number, pages: SealedPage[]}} PageFile
 */

/** How pages share files, in order. @template {{size: number}} Page @param {Page[]} pages @returns {Page[][]} */
export function inFiles(pages) {
  /** @type {Page[][]} */
  const files = [];
  let room = 0;
  for (const page of pages) {
    const length = Math.ceil(page.size / 3) * 4;
    if (length > room) {
      files.push([]);
      room = LARGEST_FILE;
    }
    files.at(-1)?.push(page);
    room -= length;
  }
  return files;
}

/** @param {Told} told @param {SealedPage[]} pages */
export const writePages = (told, pages) =>
  JSON.stringify({ format: PAGES, v: VERSION, ...told, count: pages.length, pages: pages.map(({ name, ciphertext }) => ({ name, bytes: toBase64url(ciphertext) })) });

/** Whole and undamaged: a page's name proves it; rejects with FileFault. @param {any} told @param {string} home @returns {Promise<PageFile>} */
export async function pagesIn({ v, establishment, device, part, parts, count, pages }, home) {
  if (v !== VERSION) throw new FileFault(Number.isInteger(v) && v > VERSION ? 'newer' : 'damaged');
  if (![part, parts, count].every(Number.isInteger) || typeof device !== 'string' || !Array.isArray(pages)) throw new FileFault('damaged');
  if (pages.length !== count) throw new FileFault('truncated');
  const sealed = await Promise.all(pages.map(pageIn));
  if (establishment !== home) throw new FileFault('foreign');
  return { device, part, parts, pages: sealed };
}

/** @param {any} page @returns {Promise<SealedPage>} */
async function pageIn(page) {
  try {
    const bytes = fromBase64url(page.bytes);
    if (NAME.test(page.name) && (await digestOf(bytes)) === page.name) return { name: page.name, ciphertext: bytes.buffer };
  } catch {
    // Below: not what it says it is.
  }
  throw new FileFault('damaged');
}
