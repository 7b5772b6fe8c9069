/** Names found by any part of them: `holds` of `app/ground/folding.py` says the same. */
import { fold } from './fold.js';

/** Whether each word of the query is any part of the text; a number begins a word of it. An empty query is held by all. */
export function holds(/** @type {string} */ text, /** @type {string} */ query) {
  const words = ` ${fold(text)}`;
  return fold(query)
    .split(' ')
    .every((word) => words.includes(/^\p{Nd}+$/u.test(word) ? ` ${word}` : word));
}
