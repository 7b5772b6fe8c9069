/**
 * What was put aside, taken up again as something being written. Pure.
 *
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('../../engine/review.js').Item} Item
 * @typedef {Draft & {refiles?: {command: string|null, quarantine: string|null}}} Refiled what it will stand for
 */
import { blank } from './draft.js';

const WORDS = ['transmission.record', 'transmission.complete', 'transmission.correct'];

/** Whether it holds words that can be filed again: a gesture is simply done again. @param {Item} item */
export const isRefilable = ({ type, body }) => body !== null && WORDS.includes(type ?? '');

/** @param {Item} item @param {(id: string) => boolean} isHere whether an entry is on the tablet @returns {Refiled} */
export function draftOf({ type, body, command, quarantine }, isHere) {
  const { data, actions, result, chips, cible = null, importance = 'normal', to_read = false } = body;
  const isCompleting = type === 'transmission.complete' && isHere(body.entry);
  return {
    ...blank(),
    cible,
    entry: isCompleting ? body.entry : null,
    data: data ?? '',
    actions: actions ?? '',
    result: result ?? '',
    chips: { data: [], actions: [], result: [], ...chips },
    importance,
    to_read,
    refiles: { command, quarantine },
  };
}
