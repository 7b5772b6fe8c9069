/**
 * Finding a transmission by its words: each word asked for begins a word of the cible, the texts, the ready-made phrases
 * or the author's name. The server searches the whole file by the same rule; `tests/vectors/search.json` holds both to it.
 */
import { fold } from './fold.js';

/**
 * @typedef {import('../store/merge.js').Entry} Entry
 * @typedef {Pick<Entry, 'label'|'data'|'actions'|'result'|'chips'|'authorName'> & {additions?: Said[]}} Searched
 * @typedef {import('./rows.js').Texts & {authorName: string}} Said
 * @typedef {{words: string, cible: string, author: string, period: Period, since?: string, until?: string}} Asked '' asks for
 *   anything; since and until are days, both included
 * @typedef {''|'today'|'24h'|'3d'} Period
 */

/** @type {Asked} */
export const ANYTHING = { words: '', cible: '', author: '', period: '' };

/** How many of the narrowing filters are set, words aside. @param {Asked} asked */
export const narrowings = ({ cible, author, period, since, until }) => [cible, author, period || since || until].filter(Boolean).length;

/** @param {Asked} asked */
export const asksForMore = (asked) => wordsOf(asked.words).length > 0 || narrowings(asked) > 0;

/** @param {string} query @returns {string[]} folded, none twice */
export const wordsOf = (query) => [...new Set(fold(query).split(' '))].filter(Boolean);

/**
 * Each entry is folded once, ahead of the first key: an entry is the same object as long as nothing of it changed.
 * @type {WeakMap<object, string>}
 */
const folded = new WeakMap();

/** All that is searched in an entry, as ` word word`. @param {Searched} entry */
export function searchable(entry) {
  const known = folded.get(entry);
  if (known !== undefined) return known;
  const parts = [foldOften(entry.label), ...[entry, ...(entry.additions ?? [])].flatMap(partsOf)];
  const text = ` ${parts.filter(Boolean).join(' ')}`;
  folded.set(entry, text);
  return text;
}

/** @param {Said} said */
function partsOf({ data, actions, result, chips, authorName }) {
  const phrases = [chips?.data, chips?.actions, chips?.result].flatMap((list) => list ?? []);
  return [foldOften(authorName), ...phrases.map(foldOften), ...[data, actions, result].map((text) => (text ? fold(text) : ''))];
}

/** Labels, phrases and names come again and again. @type {Map<string, string>} */
const often = new Map();
const MOST_KEPT = 2_000;

/** @param {string} text */
function foldOften(text) {
  const known = often.get(text);
  if (known !== undefined) return known;
  if (often.size > MOST_KEPT) often.clear();
  const made = fold(text);
  often.set(text, made);
  return made;
}

/** @param {Searched} entry @param {string[]} words from `wordsOf` */
export function holds(entry, words) {
  const text = searchable(entry);
  return words.every((word) => text.includes(` ${word}`));
}

/**
 * @template {Entry} T @param {T[]} entries @param {Asked} asked
 * @param {{now?: Date, timeZone?: string}} [context]
 * @returns {T[]} in the order given
 */
export function search(entries, asked, { now = new Date(), timeZone } = {}) {
  if (!asksForMore(asked)) return entries;
  const { words, cible, author } = asked;
  const wanted = wordsOf(words);
  const { since, until } = spanOf(asked, now, timeZone);
  return entries.filter(
    (entry) =>
      (!cible || entry.cible === cible) &&
      (!author || entry.author === author) &&
      isWithin(Date.parse(entry.occurred_at), since, until) &&
      (wanted.length === 0 || holds(entry, wanted)),
  );
}

const DAY = 24 * 60 * 60 * 1000;

/** @param {number} at @param {number|null} since @param {number|null} until */
const isWithin = (at, since, until) => (since === null || at >= since) && (until === null || at < until);

/** From when, and until before when, in ms; days are the home's, the first and the last included. @param {Asked} asked @param {Date} now @param {string} [timeZone] */
function spanOf({ period, since, until }, now, timeZone) {
  const daysBefore = period === 'today' ? 0 : period === '3d' ? 2 : null;
  const from = daysBefore === null ? since : dayOf(new Date(now.getTime() - daysBefore * DAY), timeZone);
  const before = until ? startOf(dayAfter(until), timeZone) : null;
  if (period === '24h') return { since: now.getTime() - DAY, until: before };
  return { since: from ? startOf(from, timeZone) : null, until: before };
}

/** @param {string} day YYYY-MM-DD */
const dayAfter = (day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** When a day begins there. @param {string} day YYYY-MM-DD @param {string} [timeZone] */
export function startOf(day, timeZone) {
  // What the clocks show is known for an instant, not for a day: guess in UTC, then mend by what the guess is called there.
  const guess = Date.parse(`${day}T00:00:00Z`);
  const first = guess - shift(guess, timeZone);
  return guess - shift(first, timeZone);
}

/** The day on the home's calendar, as YYYY-MM-DD. @param {Date} at @param {string} [timeZone] */
export function dayOf(at, timeZone) {
  const { year, month, day } = partsAt(at.getTime(), timeZone);
  return `${year}-${month}-${day}`;
}

/** What must be taken from a wall clock to have UTC, in ms. @param {number} at @param {string} [timeZone] */
function shift(at, timeZone) {
  const { year, month, day, hour, minute, second } = partsAt(at, timeZone);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(at / 1000) * 1000;
}

/** @type {Map<string|undefined, Intl.DateTimeFormat>} */
const clocks = new Map();

/** @param {number} at @param {string} [timeZone] @returns {Record<string, string>} */
function partsAt(at, timeZone) {
  const two = /** @type {const} */ ('2-digit');
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two, hourCycle: 'h23', timeZone });
  clocks.set(timeZone, clock);
  return Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
}
