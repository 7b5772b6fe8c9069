/**
 * The chain of element strings on a pack, read identifier by identifier: medication/elements.py says the same with the
 * whole table of GS1; here are the identifiers found on packs of drugs. A field that ends without a separator is read in
 * every way, and only what all readings agree on is kept.
 */
import { GS } from './scanned_text.js';

/** @typedef {[string, string]} Element an identifier and its value */
/** @typedef {{elements: Element[], unread: string, isSplit: boolean, isAmbiguous: boolean}} Chain */

const SIGNS = '[!%-?A-Z_a-z"]';
const DATE = '[0-9]{6}';
/** Identifiers of known length: articles, dates, then measures and places, which no pack of drugs has. */
const FIXED = {
  '00': '[0-9]{18}',
  '0[123]': '[0-9]{14}',
  '1[123567]': DATE,
  20: '[0-9]{2}',
  '3(?:1[0-6]|2[0-9]|3[0-7]|4[0-9]|5[0-7]|6[0-9])[0-5]': '[0-9]{6}',
  '41[0-7]': '[0-9]{13}',
};
/** @type {Record<string, string>} */
const VARIABLE = {
  10: `${SIGNS}{1,20}`, 21: `${SIGNS}{1,20}`, 22: `${SIGNS}{1,20}`,
  30: '[0-9]{0,8}', 37: '[0-9]{1,8}',
  240: `${SIGNS}{1,30}`, 241: `${SIGNS}{1,30}`, 250: `${SIGNS}{1,30}`,
  710: `${SIGNS}{1,20}`, 711: `${SIGNS}{1,20}`, 712: `${SIGNS}{1,20}`, 713: `${SIGNS}{1,20}`,
  714: `${SIGNS}{1,20}`, 715: `${SIGNS}{1,20}`, 716: `${SIGNS}{1,20}`,
  7003: '[0-9]{10}',
  90: `${SIGNS}{1,30}`,
  ...Object.fromEntries([91, 92, 93, 94, 95, 96, 97, 98, 99].map((ai) => [ai, `${SIGNS}{1,90}`])),
};
const PATTERNS = Object.entries({ ...FIXED, ...VARIABLE }).map(
  ([ai, pattern]) => new RegExp(`^(${ai})(${pattern})`),
);
const ON_PACKS = ['01', '10', '11', '17', '21'];
const VARIABLE_LIMIT = 20;
const TYPED_IN_PLACE = ['', 'F8', '0029', '029'];

/**
 * The elements of a mended text; with separators, a field lasts until the next one.
 *
 * @param {string} text
 * @param {boolean} hasSeparators
 * @returns {Chain}
 */
export function chain(text, hasSeparators) {
  /** @type {Chain} */
  const whole = { elements: [], unread: '', isSplit: false, isAmbiguous: false };
  for (const segment of text.split(GS).filter(Boolean)) {
    const part = read(segment, new Set(whole.elements.map(([ai]) => ai)), hasSeparators);
    whole.elements.push(...part.elements);
    whole.unread = [whole.unread, part.unread].filter(Boolean).join(' ');
    whole.isSplit ||= part.isSplit;
    whole.isAmbiguous ||= part.isAmbiguous;
  }
  return whole;
}

/** @param {string} text @param {Set<string>} seen @param {boolean} isMarked @returns {Chain} */
function read(text, seen, isMarked) {
  const { head, rest } = fixed(text);
  const told = { elements: head, unread: '', isSplit: false, isAmbiguous: false };
  if (!rest) return told;
  const last = first(rest);
  if (isMarked && last && lengthOf(last) === rest.length) return { ...told, elements: [...head, last] };
  const readings = [...readingsOf(rest, new Set([...seen, ...head.map(([ai]) => ai)]))];
  if (readings.length === 0) return { ...told, unread: rest };
  if (readings.length === 1) {
    return { ...told, elements: [...head, ...readings[0]], isSplit: readings[0].length > 1 };
  }
  const agreed = readings[0].filter((one) => readings.every((other) => other.some((each) => isSame(each, one))));
  return { elements: [...head, ...agreed], unread: rest, isSplit: true, isAmbiguous: true };
}

/** @param {string} text */
function fixed(text) {
  /** @type {Element[]} */
  const head = [];
  let rest = text;
  for (let found = first(rest); found && !isVariable(found); found = first(rest)) {
    head.push(found);
    rest = rest.slice(lengthOf(found));
  }
  return { head, rest };
}

/** @param {string} text @param {Set<string>} seen @returns {Generator<Element[]>} */
function* readingsOf(text, seen) {
  const found = first(text);
  if (!found) return;
  const [ai, value] = found;
  const shortest = isVariable(found) ? 1 : value.length;
  const longest = isVariable(found) ? Math.min(value.length, VARIABLE_LIMIT) : value.length;
  for (let length = shortest; length <= longest; length += 1) {
    /** @type {Element} */
    const one = [ai, value.slice(0, length)];
    for (const tail of tailsOf(text.slice(lengthOf(one)), new Set([...seen, ai]))) yield [one, ...tail];
  }
}

/** @param {string} text @param {Set<string>} seen @returns {Generator<Element[]>} */
function* tailsOf(text, seen) {
  if (!text) {
    yield [];
    return;
  }
  for (const left of TYPED_IN_PLACE.filter((each) => text.startsWith(each))) {
    const rest = text.slice(left.length);
    const ai = rest.slice(0, 2);
    if (ON_PACKS.includes(ai) && !seen.has(ai)) yield* readingsOf(rest, seen);
  }
}

/** @param {string} text @returns {Element|null} the field at the start; of a variable one, as much as may belong to it */
function first(text) {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text);
    if (found) return [found[1], found[2]];
  }
  return null;
}

/** @param {Element} element */
const isVariable = ([ai]) => ai in VARIABLE;
/** @param {Element} element */
const lengthOf = ([ai, value]) => ai.length + value.length;
/** @param {Element} one @param {Element} other */
const isSame = (one, other) => one[0] === other[0] && one[1] === other[1];
