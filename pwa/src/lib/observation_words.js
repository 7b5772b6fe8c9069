/** A measure in French: "Pression artérielle 132/78 mmHg, assis·e", "Poids : refus". */
import { LABELS } from './observation_kinds.js';
import { read, shown } from './observation_numbers.js';

/**
 * @typedef {import('./observation_kinds.js').Kind} Kind
 * @typedef {import('./observation_kinds.js').Part} Part
 * @typedef {{reason: string, text?: string|null}} Missing why there is no number, or only a part
 */

/** One number with its unit. @param {Part} part @param {string} number canonical */
export function quantity(part, number) {
  const told = shown(number, part.isPadded ? part.decimals : 0);
  if (!part.unit) return told;
  return part.unit.startsWith('/') ? `${told}${part.unit}` : `${told}\u00a0${part.unit}`;
}

/** What was measured, without the kind's name; empty when nothing was. @param {Kind} kind @param {Record<string, string>} values */
export function valueWords(kind, values) {
  const parts = kind.parts.filter(({ name }) => name in values);
  if (kind.name === 'blood_pressure') {
    if (parts.length === 2) return `${shown(values.systolic)}/${quantity(parts[1], values.diastolic)}`;
    return parts.map((part) => `${part.label.toLowerCase()} ${quantity(part, values[part.name])}`).join(', ');
  }
  return parts.map((part) => ofScale(part, values[part.name]) ?? quantity(part, values[part.name])).join(', ');
}

/** The word of a scale for that number, if it has one. @param {Part} part @param {string} number */
export const ofScale = (part, number) => part.choices[Number(number) - part.possible[0]] ?? null;

/** What was said beside it, in the kind's own order. @param {Kind} kind @param {string[]} contexts */
export const contextWords = (kind, contexts) =>
  kind.contexts.filter(({ name }) => contexts.includes(name)).map(({ label }) => lowered(label)).join(', ');

/** @param {Missing} missing */
export function missingWords({ reason, text }) {
  const label = LABELS[reason] ?? reason;
  return text?.trim() ? `${label} : ${text.trim()}` : label;
}

/** The whole measure on one line. @param {Kind} kind @param {{values: Record<string, string>, contexts: string[], missing?: Missing|null}} measure */
export function sentence(kind, { values, contexts, missing }) {
  const value = valueWords(kind, values);
  const told = [value, contextWords(kind, contexts)].filter(Boolean).join(', ');
  const head = /^[0-9]/.test(value) ? `${kind.label} ${told}` : `${kind.label} : ${told}`;
  if (!missing) return head;
  const why = missingWords(missing);
  return told ? `${head}. ${why}` : `${kind.label} : ${lowered(why)}`;
}

/** @param {string} label */
const lowered = (label) => label.charAt(0).toLowerCase() + label.slice(1);

/**
 * What a nurse must be told of this measure, or null: the rule of `transmissions/observations/thresholds.py`.
 * @param {Kind} kind @param {Record<string, string>} values @param {string|null} reason
 * @param {Record<string, {low: string|null, high: string|null}>} thresholds by "kind.part"
 */
export function beyond(kind, values, reason, thresholds) {
  if (reason === 'reader_low' || reason === 'reader_high') {
    return `${kind.label} : le lecteur indique ${reason === 'reader_low' ? 'trop bas' : 'trop haut'}. À contrôler.`;
  }
  for (const part of kind.parts) {
    const limit = limitOf(part, values[part.name], thresholds[`${kind.name}.${part.name}`]);
    if (limit) return `${kind.label} ${valueWords(kind, values)}, ${limit}. À contrôler.`;
  }
  return null;
}

/** @param {Part} part @param {string|undefined} number @param {{low: string|null, high: string|null}|undefined} threshold */
function limitOf(part, number, threshold) {
  if (number === undefined || !threshold) return null;
  const { low, high } = threshold;
  if (low !== null && Number(number) < Number(low)) return `seuil bas ${quantity(part, read(low) ?? low)}`;
  if (high !== null && Number(number) >= Number(high)) return `seuil haut ${quantity(part, read(high) ?? high)}`;
  return null;
}
