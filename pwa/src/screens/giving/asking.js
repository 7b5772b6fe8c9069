/**
 * The parts of what is asked: what stands in the way and why one goes on, and what happened instead.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { CALL, PAST } from '../../lib/giving_stops.js';
import { counts, OUTCOMES } from '../../lib/outcomes.js';
import { unbroken } from '../../lib/unbroken.js';
import { choice, line } from './fields.js';

/** @typedef {import('../../lib/giving_stops.js').Stop} Stop */
/** @typedef {import('../../lib/giving_body.js').Of} Of */

/** @param {Stop[]} stops */
const told = (stops) => html`${stops.filter(({ says }) => says !== CALL).map(({ says, because }) => html`<p class="strong">${unbroken(says)}</p>${because ? html`<p class="small">${unbroken(because)}</p>` : nothing}`)}`;

/** Whoever may not go on is told whom to call, and can still write what was already done. @param {Stop[]} stops @param {{mayDecide: boolean, leave: () => void, already: () => void}} ways */
export const closed = (stops, { mayDecide, leave, already }) => html`<div class="notice urgent" role="alert">
    ${icon('circle-alert')}
    <p class="giving-stop">${mayDecide ? 'Ne pas donner.' : CALL}</p>
    ${told(stops)}
  </div>
  <div class="giving-ways">
    <button class="button primary big" type="button" @click=${leave}>Ne pas donner</button>
    <button class="button big" type="button" @click=${already}>Déjà donné</button>
  </div>`;

/** @param {Stop[]} stops @param {{code: string, text: string}} past @param {(past: {code: string, text: string}) => void} set */
export const reasons = (stops, past, set) => html`<div class="notice urgent" role="note">${icon('circle-alert')}${told(stops)}</div>
  ${choice('Donner quand même, pourquoi ?', Object.entries(PAST), past.code, (code) => set({ ...past, code }))}
  ${past.code === 'other' ? line('Pourquoi, en quelques mots', past.text, (text) => set({ ...past, text })) : nothing}`;

/** What happened: what was taken, otherwise than by one tap; and what was not. @param {'give'|'remove'|'check'} act @param {string} chosen @param {(outcome: string) => void} choose */
export function outcomes(act, chosen, choose) {
  const all = Object.entries(OUTCOMES[act]);
  const said = (/** @type {typeof all} */ some) => /** @type {[string, string][]} */ (some.map(([code, { verb }]) => [code, code === 'given' ? 'Donné' : verb]));
  if (act !== 'give') return choice('Ce qui a été trouvé', said(all), chosen, choose);
  return html`${choice('Pas pris', said(all.filter(([code]) => !counts(code))), chosen, choose)} ${choice('Pris', said(all.filter(([code]) => counts(code))), chosen, choose)}`;
}

/** Somebody asleep takes none of them: said once for all. @param {import('./reading.js').Hers} hers @param {Of[]} items @param {boolean} isForAll @param {() => void} turn */
export function forAll(hers, items, isForAll, turn) {
  const left = hers.doses.filter(({ dose, line: of, status }) => of && dose.act === 'give' && ['todo', 'again'].includes(status));
  if (items.length > 1 || left.length < 2 || !items[0].dose) return nothing;
  return html`<button class="chip" type="button" aria-pressed=${isForAll} @click=${turn}>${icon('users')}Pour ses ${left.length} prises de ce moment</button>`;
}
