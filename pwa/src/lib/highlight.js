/**
 * Where the words that were looked for stand in a text as it was written, accents and all.
 */
import { fold } from './fold.js';

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * The text in pieces, those found apart from the others; joined, they are the text.
 * @param {string} text @param {string[]} words folded
 * @returns {{text: string, isFound: boolean}[]}
 */
export function pieces(text, words) {
  if (words.length === 0) return [{ text, isFound: false }];
  /** @type {{text: string, isFound: boolean}[]} */
  const found = [];
  let from = 0;
  for (const { 0: token, index } of text.matchAll(WORD)) {
    const length = begun(token, words);
    if (length === 0) continue;
    if (index > from) found.push({ text: text.slice(from, index), isFound: false });
    found.push({ text: text.slice(index, index + length), isFound: true });
    from = index + length;
  }
  if (from < text.length || found.length === 0) found.push({ text: text.slice(from), isFound: false });
  return found;
}

/** How much of a word as written the longest of the words covers; 0 when none begins it. @param {string} token @param {string[]} words */
function begun(token, words) {
  const plain = fold(token);
  const longest = words.filter((word) => plain.startsWith(word)).sort((one, other) => other.length - one.length)[0];
  if (!longest) return 0;
  let length = 0;
  for (const letter of token) {
    if (fold(token.slice(0, length)).length >= longest.length && !/\p{M}/u.test(letter)) break;
    length += letter.length;
  }
  return length;
}
