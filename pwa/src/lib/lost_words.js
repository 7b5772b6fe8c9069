/**
 * Numbers that never reached the server, in words.
 */
import { counted } from './state_words.js';

/**
 * @typedef {{count: number|null, parts: {ranges: [number, number][], isEarlier: boolean}[], unknown: boolean,
 *   isUnderstood: boolean}} Lost count: null when nobody knows
 */

const MOST = 12;

/** "n° 12", "n° 12 et 13", "n° 12 à 16, 18". @param {[number, number][]} ranges */
export function numbersWords(ranges) {
  const shown = ranges.slice(0, MOST).map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from} et ${to}` : `${from} à ${to}`));
  return `n° ${shown.join(', ')}${ranges.length > MOST ? '…' : ''}`;
}

/** One line. @param {Lost} lost */
export function lostWords({ count, parts, unknown }) {
  if (unknown || count === null) return 'Des saisies ont pu se perdre, en nombre inconnu';
  const what = `${counted(count, 'saisie n’a pas atteint', 'saisies n’ont pas atteint')} le serveur`;
  return parts.length ? `${what} : ${parts.map(({ ranges }) => numbersWords(ranges)).join(' ; ')}` : what;
}

/** The header's. @param {Lost} lost */
export const lostBadge = ({ count, unknown }) => (unknown || count === null ? 'Saisies perdues ?' : counted(count, 'perdue'));
