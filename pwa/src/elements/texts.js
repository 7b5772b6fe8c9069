/**
 * Données, Actions, Résultat of an entry or of an addition: ready-made phrases first, then what was typed.
 */
import { html, nothing } from 'lit-html';
import { capitalised } from '../lib/said.js';

/** @typedef {import('./shapes.js').Texts} Texts */

export const PARTS = /** @type {const} */ ([
  { name: 'data', word: 'Données', hint: 'Ce que vous observez' },
  { name: 'actions', word: 'Actions', hint: 'Ce que vous faites' },
  { name: 'result', word: 'Résultat', hint: 'Ce que cela donne' },
]);

/** @typedef {typeof PARTS[number]['name']} PartName */

/** @param {Texts} texts @param {PartName} name */
const said = (texts, name) => [capitalised((texts.chips?.[name] ?? []).join(' · ')), texts[name] ?? ''].filter(Boolean).join('\n');

/** @param {Texts} texts @param {import('./marked.js').Marked} [marked] words that were looked for */
export function textsOf(texts, marked = (text) => text) {
  const parts = PARTS.map((part) => ({ ...part, text: said(texts, part.name) })).filter((part) => part.text);
  if (parts.length === 0) return nothing;
  return html`<dl class="texts">
    ${parts.map((part) => html`<dt>${part.word}</dt><dd>${marked(part.text)}</dd>`)}
  </dl>`;
}

/** One line for a list: the cible, then the first thing said. @param {Texts & {label: string}} entry */
export function oneLine(entry) {
  const first = PARTS.map((part) => said(entry, part.name)).find(Boolean);
  return first ? `${entry.label} : ${first.replaceAll('\n', ' ')}` : entry.label;
}
