/**
 * What a scanner typed, as the symbol holds it: medication/scanned_text.py says the same, and why.
 */
export const GS = '\x1d';

const LIMIT = 500;
const NAMED =
  /<(?:GS|FNC1|F8|0?x1D|029|29)>|\{(?:GS|FNC1|F8)\}|\[(?:GS|FNC1|F8)\]|\\x1d|\\u001d|\\035|%1D|\^\]|[|~\u241d\u2194\u00f8\x1c\x1e\x1f]/gi;
const SYMBOLOGY = /^\][a-z][0-9a-z](?=[0-9(\x1d])/i;
const SPACE = /[ \t-\r\x85\xa0\u2000-\u200f\u2028\u2029\u202f\u205f\u3000\ufeff]/g;
const OTHER = /[^\x1d!-~]/gu;
const BRACKETED = /\(([0-9]{2,4})\)/g;
const EDGES = /^[\r\n\t \0\ufeff\x04]+|[\r\n\t \0\ufeff\x04]+$/g;
const AZERTY = '&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*wxcvbn,;:!°+AZERTYUIOP¨£QSDFGHJKLM%µWXCVBN?./§';
const QWERTY = '1234567890-=qwertyuiop[]asdfghjkl;\'\\zxcvbnm,./_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?';
const DIGIT_KEYS = 'à&é"\'(-è_ç';
const MOVED = 'aqzwmAQZWM,;:!?./§%ùµ*^$¨£)=°+';
const FEWEST_DIGITS = 7;

/** @typedef {{value: string, hasSeparators: boolean, wasTypedElsewhere: boolean, doubtful: boolean}} Text */

/**
 * The text as the symbol holds it, separators as GS, no prefix, no white space.
 *
 * @param {string} raw
 * @returns {Text}
 */
export function mend(raw) {
  const cut = [...raw].slice(0, LIMIT).join('').replace(EDGES, '');
  const [typed, wasTypedElsewhere, doubtful] = putBack(cut);
  let text = typed.replace(NAMED, GS).replace(SPACE, '').replace(OTHER, '\ufffd');
  const bare = text.replace(/^\x1d+/, '');
  if (bare.startsWith(']')) text = bare.replace(SYMBOLOGY, '');
  if (text.startsWith('(')) text = text.replace(BRACKETED, `${GS}$1`);
  const value = text.replace(/^\x1d+|\x1d+$/g, '');
  return { value, hasSeparators: text.includes(GS), wasTypedElsewhere, doubtful };
}

/** @param {string} text @returns {[string, boolean, boolean]} */
function putBack(text) {
  const digits = [...text].filter((char) => DIGIT_KEYS.includes(char)).length;
  if (digits < FEWEST_DIGITS || /[0-9]/.test(text)) return [text, false, false];
  if (text.startsWith('$')) return [moved(text, AZERTY, QWERTY), true, false];
  const [prefix, rest] = text.startsWith(']') ? [text.slice(0, 3), text.slice(3)] : ['', text];
  const isSure = prefix !== '' || ![...rest].some((char) => MOVED.includes(char));
  if (!isSure) return [moved(rest, DIGIT_KEYS, '0123456789'), true, true];
  const hasCapitals = /[A-Z]/.test(rest);
  const mended = hasCapitals ? text : prefix + rest.replace(/[a-z]/g, (char) => char.toUpperCase());
  return [moved(mended, DIGIT_KEYS, '0123456789'), true, false];
}

/** @param {string} text @param {string} from @param {string} to */
function moved(text, from, to) {
  return [...text].map((char) => (from.includes(char) ? to[from.indexOf(char)] : char)).join('');
}
