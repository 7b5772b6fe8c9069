/**
 * Which transmissions a reader asked for, and by which day they are grouped. Values in, values out.
 */
import { day } from './time_words.js';

/** @typedef {import('../elements/shapes.js').Entry} Entry */
/** @typedef {'all'|'unread'|'to_read'|'important'|'alarm'} Kind */

/** The heading of those that lead, whatever their day. */
export const UNREAD = 'Non lues';

/** @type {Record<Kind, (entry: Entry) => boolean>} */
const KEEPS = {
  all: () => true,
  unread: (entry) => entry.unread,
  to_read: (entry) => (entry.to_read || entry.importance === 'important') && entry.unread,
  important: (entry) => entry.importance === 'important',
  alarm: (entry) => entry.alarm,
};

/** What was just marked as read stays where it was until the reader moves on. @param {Entry[]} entries @param {Kind} kind @param {Set<string>} [held] ids */
export function filtered(entries, kind, held = new Set()) {
  return entries.filter((entry) => KEEPS[kind](held.has(entry.id) ? { ...entry, unread: true } : entry));
}

/** How many each filter would show. @param {Entry[]} entries @returns {Record<Kind, number>} */
export function counts(entries) {
  const count = (/** @type {Kind} */ kind) => entries.filter(KEEPS[kind]).length;
  return { all: entries.length, unread: count('unread'), to_read: count('to_read'), important: count('important'), alarm: count('alarm') };
}

/** Before a long river is cut: an old entry that nobody read must not fall behind the cut. @param {Entry[]} entries @param {boolean} unreadFirst @param {Set<string>} [held] */
export function ordered(entries, unreadFirst, held = new Set()) {
  if (!unreadFirst) return entries;
  const leads = (/** @type {Entry} */ entry) => entry.unread || held.has(entry.id);
  return [...entries.filter(leads), ...entries.filter((entry) => !leads(entry))];
}

/**
 * Entries under a heading each: by day, newest first; with `unreadFirst` the unread ones lead, under their own heading.
 * @param {Entry[]} entries newest first
 * @param {{unreadFirst?: boolean, held?: Set<string>, now?: Date, timeZone?: string}} [options]
 * @returns {{heading: string, entries: Entry[]}[]}
 */
export function grouped(entries, { unreadFirst = false, held = new Set(), ...context } = {}) {
  if (!unreadFirst) return byDay(entries, context);
  const leads = (/** @type {Entry} */ entry) => entry.unread || held.has(entry.id);
  const unread = entries.filter(leads);
  const groups = byDay(entries.filter((entry) => !leads(entry)), context);
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
