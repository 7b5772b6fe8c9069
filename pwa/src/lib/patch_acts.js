/**
 * Which patches a person wears, from what was done with them, and which come off before another goes on: the rules of
 * `medication/worn.py` and `medication/patches.py`, over what the server told and what this tablet did.
 */
import { siteWords } from './sites.js';

/**
 * @typedef {{chain: string, substances: string[], act: string, outcome: string, site: string|null, at: string}} Handled
 * @typedef {{chain: string, substances: string[], site: string, put_at: string, state: 'in_place'|'not_found'}} Worn
 */

const PUT = ['given', 'helped', 'taken_alone', 'partly_taken'];
const OFF = ['removed', 'came_off'];
const ONE_AT_A_TIME = ['rivastigmine'];
/** @type {Record<string, Worn['state']>} */
const SEEN = { not_found: 'not_found', in_place: 'in_place' };

/** Those in place, and those not found, from the one put first. @param {Handled[]} handled acts on patches alone @returns {Worn[]} */
export function worn(handled) {
  /** @type {Worn[]} */
  let found = [];
  const isPut = (/** @type {Handled} */ { act }) => Number(act === 'give');
  const inOrder = [...handled].sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || isPut(one) - isPut(other));
  for (const { chain, substances, act, outcome, site, at } of inOrder) {
    if (act === 'give') {
      if (PUT.includes(outcome)) found.push({ chain, substances, site: siteWords(site ?? ''), put_at: at, state: 'in_place' });
    } else if (OFF.includes(outcome)) {
      found = found.filter((one) => one.chain !== chain);
    } else if (SEEN[outcome]) {
      found = found.map((one) => (one.chain === chain ? { ...one, state: SEEN[outcome] } : one));
    }
  }
  return found;
}

/**
 * To take off before this line's is put on: its own, and those of the same substance whose line no longer holds, or of
 * which one alone is worn at a time.
 * @param {{chain: string, substances: string[]}} line @param {Worn[]} all @param {string[]} inForce chains that hold
 */
export function stillOn({ chain, substances }, all, inForce) {
  return all.filter((one) => {
    if (one.state !== 'in_place') return false;
    if (one.chain === chain) return true;
    const shared = one.substances.filter((key) => substances.includes(key));
    return shared.length > 0 && (!inForce.includes(one.chain) || shared.some((key) => ONE_AT_A_TIME.includes(key)));
  });
}
