/**
 * What each gesture asks before it is recorded, in the order of a hand: whether it may, what is measured, what comes off,
 * where it goes. Loaded when somebody gives.
 */
import { agreement } from './agreement.js';
import { found } from './found.js';
import { glycaemia } from './glycaemia.js';
import { inr } from './inr.js';
import { meal } from './meal.js';
import { needed } from './needed.js';
import { oldPatch } from './old_patch.js';
import { site } from './site.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const ALL = [agreement, needed, found, glycaemia, meal, inr, oldPatch, site];
/** After these, the drug goes in: what a refusal or an absence leaves undone asks nothing. */
const GOES_IN = ['', 'given', 'helped', 'taken_alone', 'partly_taken'];

/** @param {Context} context @returns {Step[]} */
export const stepsOf = (context) => (GOES_IN.includes(context.outcome) ? ALL.flatMap((step) => step(context) ?? []) : []);

/** The alerts that a step looks into with what is known now, so that the screen need not. @param {Pick<Context, 'line'|'act'>} context @returns {Set<string>} */
export function handled({ line, act }) {
  if (act !== 'give') return new Set();
  const { gesture, rule } = line;
  return new Set([
    ...(gesture?.kind === 'insulin' ? ['hypoglycaemia', 'glycaemia_missing'] : []),
    ...(gesture?.kind === 'avk' ? ['inr_high'] : []),
    ...(rule?.kind === 'patch' ? ['patch_not_removed'] : []),
    ...(rule?.kind === 'as_needed' ? ['as_needed_allowance'] : []),
  ]);
}
