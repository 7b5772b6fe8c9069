/**
 * What stands above a river: the search where it is shown, and the filters of what was found.
 */
import { nothing } from 'lit-html';
import { counts } from '../lib/reading.js';
import { asksForMore } from '../lib/search.js';
import { authorChoices, cibleChoices } from './choices.js';
import { filterBar } from './filters.js';
import { findBar } from './find.js';

/** @typedef {import('./shapes.js').Entry} Entry */

/**
 * @typedef {object} Tools
 * @property {import('./shapes.js').Engine} engine
 * @property {import('./place_kept.js').Place} place
 * @property {string|undefined} person whose river it is; over a unit the search is always shown
 * @property {(change: Partial<import('./place_kept.js').Place>) => void} change
 * @property {() => void} find
 * @property {() => void} giveUp
 */

/** @param {Tools} tools @param {Entry[]} all @param {number} count how many are left of them */
export function searchOf({ engine, place, person, change, giveUp }, all, count) {
  const { asked, isNarrowing, isFinding } = place;
  if (person && !isFinding) return nothing;
  return findBar({
    asked,
    isNarrowing,
    count: asksForMore(asked) ? count : null,
    themes: isNarrowing ? cibleChoices(all, engine.vocabulary(), Boolean(person)) : [],
    authors: isNarrowing ? authorChoices(all) : [],
    ask: (more) => change({ asked: { ...place.asked, ...more } }),
    turn: () => change({ isNarrowing: !isNarrowing }),
    giveUp,
    isShut: Boolean(person),
  });
}

/** @param {Tools} tools @param {Entry[]} found */
export function kindsOf({ place, person, change, find }, found) {
  const { kind, unreadFirst, isFinding } = place;
  return filterBar({
    kind,
    number: counts(found),
    show: (one) => change({ kind: one }),
    unreadFirst: person ? null : unreadFirst,
    turnUnread: () => change({ unreadFirst: !unreadFirst }),
    find: person && !isFinding ? find : null,
  });
}
