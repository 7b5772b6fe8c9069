/**
 * What is wrong with a measure, and what must be asked before it is kept: the rules of `transmissions/observations/`,
 * for whoever still holds the instrument. A number is never guessed: one that looks like another unit is asked.
 */
import { LABELS, REASONS } from './observation_kinds.js';
import { converted, decimalsOf, read, shown } from './observation_numbers.js';
import { quantity } from './observation_words.js';

/**
 * @typedef {import('./observation_kinds.js').Kind} Kind
 * @typedef {import('./observation_kinds.js').Part} Part
 * @typedef {import('./observation_words.js').Missing} Missing
 * @typedef {{field: string, code: string, says: string}} Problem
 * @typedef {{label: string, values: Record<string, string>}} Choice the numbers it stands for, as they would be typed
 * @typedef {{field: string, code: string, says: string, choices: Choice[], keeps: boolean}} Question keeps: the first choice is the number itself
 * @typedef {{values: Record<string, string>, problems: Problem[], questions: Question[]}} Judgement
 * @typedef {[Part, string][]} Known
 */

const TEXT_LIMIT = 300;

/**
 * @param {Kind} kind @param {Record<string, string>} typed the text of each part
 * @param {{contexts?: string[], missing?: Missing|null, previous?: string|null, isConfirmed?: boolean, isCorrection?: boolean}} [said]
 * @returns {Judgement}
 */
export function judge(kind, typed, { contexts = [], missing = null, previous = null, isConfirmed = false, isCorrection = false } = {}) {
  const numbers = new Map(Object.entries(typed).filter(([, text]) => text.trim()).map(([name, text]) => [name, read(text)]));
  /** @type {Known} */
  const known = kind.parts.flatMap((part) => {
    const number = numbers.get(part.name);
    return number ? [/** @type {[Part, string]} */ ([part, number])] : [];
  });
  const problems = [
    ...unreadable(kind, numbers),
    ...(missing ? [] : absent(kind, numbers)),
    ...aboutContexts(kind, contexts, numbers.size > 0),
    ...aboutReason(kind, missing, isCorrection),
    ...impossible(known, isConfirmed),
    ...together(kind, known, contexts),
  ];
  const odd = isConfirmed ? [] : known.filter(([part, number]) => isOdd(part, number)).map(([part, number]) => which(part, number, known));
  const questions = isConfirmed || odd.length || problems.length ? odd : jumped(kind, known, previous);
  return { values: Object.fromEntries(known.map(([part, number]) => [part.name, number])), problems, questions };
}

/** @param {Kind} kind @param {Map<string, string|null>} numbers @returns {Problem[]} */
function unreadable(kind, numbers) {
  return [...numbers].flatMap(([name, number]) => {
    const part = kind.parts.find((one) => one.name === name);
    if (!part) return [problem(name, 'unknown', `${kind.label} : cette valeur n’est pas connue.`)];
    return number === null ? [problem(name, 'unreadable', `${part.label} : écrivez un nombre, par exemple ${example(part)}.`)] : [];
  });
}

/** @param {Kind} kind @param {Map<string, string|null>} numbers */
function absent(kind, numbers) {
  /** @param {Kind|Part} one */
  const says = ({ label }) => `${label} : écrivez la valeur, ou dites pourquoi elle manque.`;
  if (!numbers.size) return [problem(kind.parts[0].name, 'empty', says(kind))];
  return kind.parts.filter(({ name, isOptional }) => !isOptional && !numbers.has(name)).map((part) => problem(part.name, 'missing', says(part)));
}

/** @param {Kind} kind @param {string[]} said @param {boolean} hasNumbers */
function aboutContexts(kind, said, hasNumbers) {
  const found = said.map((name) => kind.contexts.find((one) => one.name === name));
  const groups = found.flatMap((one) => (one?.group ? [one.group] : []));
  const problems = [];
  if (found.includes(undefined)) problems.push(problem('context', 'unknown', `${kind.label} : une précision n’est pas connue.`));
  if (new Set(groups).size !== groups.length) problems.push(problem('context', 'choose', `${kind.label} : deux précisions se contredisent.`));
  if (hasNumbers && !kind.needs.every((group) => groups.includes(group))) problems.push(problem('context', 'choose', kind.ask));
  return problems;
}

/** @param {Kind} kind @param {Missing|null} missing @param {boolean} isCorrection */
function aboutReason(kind, missing, isCorrection) {
  if (!missing) return [];
  const text = missing.text?.trim() ?? '';
  const isOffered = missing.reason in REASONS || kind.reasons.includes(missing.reason) || (isCorrection && missing.reason === 'mistake');
  if (!isOffered || !(missing.reason in LABELS)) return [problem('missing', 'unknown', 'Cette raison n’est pas connue.')];
  if (missing.reason === 'other' && !text) return [problem('missing', 'choose', 'Dites la raison en quelques mots.')];
  const length = [...text].length;
  return length > TEXT_LIMIT ? [problem('missing', 'unknown', `${length} caractères, la limite est de ${TEXT_LIMIT}.`)] : [];
}

/** @param {Known} known @param {boolean} isConfirmed */
function impossible(known, isConfirmed) {
  return known.flatMap(([part, number]) => {
    if (!isConfirmed && mayBeAnotherUnit(part, number)) return [];
    if (decimalsOf(number) > part.decimals) return [problem(part.name, 'too_precise', `${part.label} : ${MOST[part.decimals]}.`)];
    return within(number, part.possible) ? [] : [problem(part.name, 'impossible', cannotBe(part, number))];
  });
}

const MOST = ['un nombre entier', 'une décimale au plus', 'deux décimales au plus'];

/** @param {Part} part @param {string} number */
function isOdd(part, number) {
  if (mayBeAnotherUnit(part, number)) return true;
  return decimalsOf(number) <= part.decimals && within(number, part.possible) && !within(number, part.usual);
}

/** @param {Part} part @param {string} number */
const mayBeAnotherUnit = (part, number) => !within(number, part.usual) && part.other.some(({ window }) => within(number, window));

/** @param {Kind} kind @param {Known} known @param {string[]} contexts */
function together(kind, known, contexts) {
  /** @type {Record<string, number>} */
  const by = Object.fromEntries(known.filter(([part, number]) => within(number, part.possible)).map(([{ name }, number]) => [name, Number(number)]));
  const problems = [];
  if (by.diastolic >= by.systolic) problems.push(problem('diastolic', 'impossible', 'La minima ne peut pas atteindre la maxima.'));
  if (kind.isCounted && contexts.length && 'value' in by && by.value !== new Set(contexts).size) {
    problems.push(problem('value', 'impossible', 'Le score n’est pas le nombre de signes cochés.'));
  }
  return problems;
}

/** @param {Part} part @param {string} number @param {Known} known @returns {Question} */
function which(part, number, known) {
  const others = part.other.filter(({ window }) => within(number, window));
  if (!others.length) return { field: part.name, code: 'unusual', says: `${part.label} de ${quantity(part, number)} : c’est inhabituel. Est-ce bien cela ?`, choices: [keep(part, number)], keeps: true };
  const keeps = within(number, part.possible) && decimalsOf(number) <= part.decimals;
  const own = keeps ? [{ label: quantity(part, number), values: { [part.name]: number } }] : [];
  const choices = [...own, ...others.map(({ unit }) => readIn(part, number, unit, known))];
  return { field: part.name, code: 'unit', says: `${part.label} de ${shown(number)} : dans quelle unité ?`, choices, keeps };
}

/** The number read in that unit, and with it every other that may be in it too. @param {Part} part @param {string} number @param {string} unit @param {Known} known @returns {Choice} */
function readIn(part, number, unit, known) {
  const values = Object.fromEntries(known.flatMap(([one, value]) => one.other
    .filter((other) => other.unit === unit && within(value, other.window))
    .map(({ factor }) => [one.name, converted(value, factor, one.decimals)])));
  return { label: `${shown(number)} ${unit}, soit ${quantity(part, values[part.name])}`, values };
}

/** @param {Kind} kind @param {Known} known @param {string|null} previous @returns {Question[]} */
function jumped({ jump, parts: [part] }, known, previous) {
  const number = known.find(([one]) => one === part)?.[1];
  if (jump === null || !number || !previous || !Number(previous)) return [];
  const change = Number(number) - Number(previous);
  if (Math.abs(change) <= Number(previous) * jump + 1e-9) return [];
  const by = read(Math.abs(change).toFixed(part.decimals)) ?? '';
  const says = `${quantity(part, by)} de ${change > 0 ? 'plus' : 'moins'} que la dernière fois (${quantity(part, previous)}). Est-ce bien cela ?`;
  return [{ field: part.name, code: 'jump', says, choices: [keep(part, number)], keeps: true }];
}

/** @param {Part} part @param {string} number @returns {Choice} */
const keep = (part, number) => ({ label: `Oui, ${quantity(part, number)}`, values: { [part.name]: number } });

/** @param {string} number @param {import('./observation_kinds.js').Range} range */
const within = (number, [low, high]) => low <= Number(number) && Number(number) <= high;

/** @param {string} field @param {string} code @param {string} says @returns {Problem} */
const problem = (field, code, says) => ({ field, code, says });

/** A number one could write there. @param {Part} part */
function example(part) {
  const middle = String((part.usual[0] + part.usual[1]) / 2);
  return shown(converted(middle, '1', part.decimals));
}

/** @param {Part} part @param {string} number */
function cannotBe(part, number) {
  const unit = part.unit && !part.unit.startsWith('/') ? ` ${part.unit}` : '';
  const [low, high] = part.possible.map((end) => shown(String(end)));
  return `${part.label} : ${shown(number)} n’est pas possible (${low} à ${high}${unit}). Vérifiez la saisie.`;
}
