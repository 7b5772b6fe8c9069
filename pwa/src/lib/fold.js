/**
 * Texts compared the way people type them: without accents, case or punctuation.
 */

/** @param {string} text */
export function fold(text) {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether each word of the query begins a word of the text. An empty query matches all. */
export function matches(/** @type {string} */ text, /** @type {string} */ query) {
  const words = ` ${fold(text)}`;
  return fold(query)
    .split(' ')
    .every((word) => words.includes(` ${word}`));
}
