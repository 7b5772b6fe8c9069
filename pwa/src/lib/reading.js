/**
 * Which transmissions a reader asked for, and by which day they are grouped. Values in, values out.
 */
import { day } from './time_words.js';

/** @typedef {import('../elements/shapes.js').Entry} Entry */
/** @typedef {'all'|'unread'|'to_read'|'important'|'alarm'} Kind */
/** @typedef {{kind: Kind, theme: string}} Filter */

/** The heading of those that lead, whatever their day. */
export const UNREAD = 'Non lues';

/** @type {Record<Kind, (entry: Entry) => boolean>} */
const KEEPS = {
  all: () => true,
  unread: (entry) => entry.unread,
  to_read: (entry) => entry.to_read && entry.unread,
  important: (entry) => entry.importance === 'important',
  alarm: (entry) => entry.alarm,
};

/** @param {Entry[]} entries @param {Filter} filter @param {(cible: string) => string|undefined} themeOf */
export function filtered(entries, { kind, theme }, themeOf) {
  return entries.filter((entry) => KEEPS[kind](entry) && (theme === '' || themeOf(entry.cible) === theme));
}

/** How many each filter would show. @param {Entry[]} entries @returns {Record<Kind, number>} */
export function counts(entries) {
  const count = (/** @type {Kind} */ kind) => entries.filter(KEEPS[kind]).length;
  return { all: entries.length, unread: count('unread'), to_read: count('to_read'), important: count('important'), alarm: count('alarm') };
}

/** Before a long river is cut: an old entry that nobody read must not fall behind the cut. @param {Entry[]} entries @param {boolean} unreadFirst */
export function ordered(entries, unreadFirst) {
  if (!unreadFirst) return entries;
  return [...entries.filter((entry) => entry.unread), ...entries.filter((entry) => !entry.unread)];
}

/**
 * Entries under a heading each: by day, newest first; with `unreadFirst` the unread ones lead, under their own heading.
 * @param {Entry[]} entries newest first
 * @param {{unreadFirst?: boolean, now?: Date, timeZone?: string}} [options]
 * @returns {{heading: string, entries: Entry[]}[]}
 */
export function grouped(entries, { unreadFirst = false, ...context } = {}) {
  if (!unreadFirst) return byDay(entries, context);
  const unread = entries.filter((entry) => entry.unread);
  const groups = byDay(entries.filter((entry) => !entry.unread), context);
  return unread.length ? [{ heading: UNREAD, entries: unread }, ...groups] : groups;
}

/** @param {Entry[]} entries @param {{now?: Date, timeZone?: string}} context */
function byDay(entries, context) {
  /** @type {{heading: string, entries: Entry[]}[]} */
  const groups = [];
  for (const entry of entries) {
    const heading = day(new Date(entry.occurred_at), context);
    if (groups.at(-1)?.heading !== heading) groups.push({ heading, entries: [] });
    groups.at(-1)?.entries.push(entry);
  }
  return groups;
}
