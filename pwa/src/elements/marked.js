/**
 * A text in which the words that were looked for stand out.
 */
import { html } from 'lit-html';
import { pieces } from '../lib/highlight.js';

/** @typedef {(text: string) => unknown} Marked */

/** @param {string[]} words folded; none: the text as it is @returns {Marked} */
export const marked = (words) => (text) =>
  words.length ? pieces(text, words).map((piece) => (piece.isFound ? html`<mark>${piece.text}</mark>` : piece.text)) : text;
