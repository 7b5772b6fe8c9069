/**
 * What was scanned: a label of ours, a pack, something else that can be read, or nothing sure. Verdicts begin here.
 */
import { read } from './datamatrix.js';
import { parse } from './labels.js';

/**
 * @typedef {import('./datamatrix.js').PackCode} PackCode
 * @typedef {'camera'|'wedge'|'hand'} How
 * @typedef {{kind: 'person'|'container', digest: string}|{kind: 'pack', code: PackCode}|{kind: 'unknown'|'unreadable'}} Scanned
 *   unknown: read well, and neither a label nor a pack; unreadable: damaged, cut, or struck wrongly
 */

const OURS = /CHEVET/i;
/** What says that a pack's code was misread, rather than a code of another kind. */
const DAMAGED = ['empty', 'check_digit', 'two_values', 'keyboard_letters'];
const PACK_BEGUN = /^(?:\][a-z][0-9])?01[0-9]/i;

/**
 * @param {string} text as the camera, the reader or a hand gave it
 * @param {string} today the home's day, as an ISO date
 * @param {How} how
 * @returns {Promise<Scanned>}
 */
export async function classify(text, today, how) {
  const label = parse(text);
  if (label) return { kind: label.kind, digest: await label.digest };
  if (OURS.test(text)) return { kind: 'unreadable' };
  const code = read(text, { today, keepsSeparators: how === 'camera' });
  if (code.gtin) return { kind: 'pack', code };
  return { kind: isDamaged(text, code) ? 'unreadable' : 'unknown' };
}

/** A pack without its article's number, cut, or with signs that no symbol holds. @param {string} text @param {PackCode} code */
function isDamaged(text, code) {
  if (code.problems.some((problem) => DAMAGED.includes(problem))) return true;
  return Boolean(code.expiry_on || code.batch || code.serial) || PACK_BEGUN.test(text) || code.unread.includes('\ufffd');
}
