/**
 * What a pack says of itself, as a scanner sent it. The twin of medication/datamatrix.py: both run
 * tests/vectors/datamatrix.json. Fetched where something is scanned, never with the shell.
 */
import { chain } from './pack_elements.js';
import { mend } from './scanned_text.js';

/**
 * @typedef {{
 *   gtin: string|null, cip13: string|null, cip7: string|null, expiry_on: string|null, produced_on: string|null,
 *   batch: string|null, serial: string|null, unread: string, problems: string[],
 * }} PackCode days as ISO dates; null where the code does not say, or not surely
 */

const FRENCH = '34009';
const NUMBER = /^(?:[0-9]{7}|[0-9]{13,14})$/;
/** @type {PackCode} */
const NOTHING = {
  gtin: null,
  cip13: null,
  cip7: null,
  expiry_on: null,
  produced_on: null,
  batch: null,
  serial: null,
  unread: '',
  problems: [],
};

/**
 * The pack code in what a scanner sent.
 *
 * @param {string} raw
 * @param {{today: string, keepsSeparators?: boolean}} asked the day as an ISO date; whether the reader is known to send
 *   separators, as a camera's decoder does and a keyboard may not
 * @returns {PackCode}
 */
export function read(raw, { today, keepsSeparators = false }) {
  const text = mend(raw);
  if (!text.value) return { ...NOTHING, problems: ['empty'] };
  const told = text.wasTypedElsewhere ? [text.doubtful ? 'keyboard_letters' : 'keyboard'] : [];
  if (NUMBER.test(text.value)) return numbered(text.value, told);
  return said(text, chain(text.value, text.hasSeparators || keepsSeparators), told, today);
}

/** @param {string} digits @param {string[]} told @returns {PackCode} */
function numbered(digits, told) {
  const whole = digits.length === 7 ? withCheck(`${FRENCH}${digits}`) : digits;
  const { problems, ...identity } = identityOf(whole);
  return { ...NOTHING, ...identity, unread: identity.gtin ? '' : whole, problems: [...told, ...problems] };
}

/**
 * @param {import('./scanned_text.js').Text} text
 * @param {import('./pack_elements.js').Chain} found
 * @param {string[]} told
 * @param {string} today
 * @returns {PackCode}
 */
function said(text, found, told, today) {
  const problems = [...told];
  const values = valuesOf(found, problems);
  const digits = values.get('01') ?? national(values.get('711'));
  const identity = digits ? identityOf(digits) : { gtin: null, cip13: null, cip7: null, problems: ['no_gtin'] };
  problems.push(...identity.problems);
  const days = new Map(['11', '17'].filter((ai) => values.has(ai)).map((ai) => [ai, dayOf(values.get(ai) ?? '', today)]));
  if ([...days.values()].includes(null)) problems.push('impossible_date');
  const printed = (/** @type {string} */ ai) => (text.doubtful ? null : (values.get(ai) ?? null));
  return {
    gtin: identity.gtin,
    cip13: identity.cip13,
    cip7: identity.cip7,
    expiry_on: days.get('17') ?? null,
    produced_on: days.get('11') ?? null,
    batch: printed('10'),
    serial: printed('21'),
    unread: [digits && !identity.gtin ? digits : '', found.unread].filter(Boolean).join(' '),
    problems: [...new Set(problems)],
  };
}

/** One value for each identifier; two that differ are none. @param {import('./pack_elements.js').Chain} found @param {string[]} problems */
function valuesOf(found, problems) {
  /** @type {Map<string, string>} */
  const values = new Map();
  const twice = new Set();
  for (const [ai, value] of found.elements) {
    if (values.has(ai) && values.get(ai) !== value) twice.add(ai);
    else values.set(ai, value);
  }
  if (twice.size) problems.push('two_values');
  if (found.isAmbiguous) problems.push('ambiguous_end');
  else if (found.unread) problems.push('unreadable');
  else if (found.isSplit) problems.push('separator_lost');
  for (const ai of twice) values.delete(ai);
  return values;
}

/** @param {string} digits */
function identityOf(digits) {
  const gtin = digits.padStart(14, '0');
  const nothing = { gtin: null, cip13: null, cip7: null };
  if (withCheck(gtin.slice(0, 13)) !== gtin) return { ...nothing, problems: ['check_digit'] };
  if (gtin.slice(1, 6) !== FRENCH) return { ...nothing, gtin, problems: ['foreign'] };
  if (gtin[0] !== '0') return { ...nothing, gtin, problems: ['carton'] };
  return { gtin, cip13: gtin.slice(1), cip7: gtin.slice(6, 13), problems: [] };
}

/** @param {string} digits @returns {string} the digits and their GS1 check digit */
function withCheck(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** @param {string|undefined} value */
const national = (value) => (value && /^[0-9]{13}$/.test(value) ? value : undefined);

/** YYMMDD, day 00 being the last of the month; the century by GS1's rule. @param {string} digits @param {string} today */
function dayOf(digits, today) {
  const [short, month, day] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  const now = Number(today.slice(0, 4));
  const ahead = short - (now % 100);
  const year = now - (now % 100) + short + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > last) return null;
  return [String(year).padStart(4, '0'), month, day || last].map((part) => String(part).padStart(2, '0')).join('-');
}
