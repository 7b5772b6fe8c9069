/**
 * Asks for a new personal code, twice, in a place of the page.
 */
import { codeProblem } from '../lib/code_choice.js';
import './code_pad.js';

/** @typedef {import('./code_pad.js').CodePad} CodePad */

const FIRST = { label: 'Choisissez votre code', hint: '6 à 12 chiffres : ni une date, ni une suite, ni le code de la tablette.', action: 'Continuer' };
const SECOND = { label: 'Encore une fois', hint: 'Tapez le même code.', action: 'Garder ce code' };

/** @param {HTMLElement} place where the keys are shown @returns {Promise<string>} once both were the same */
export function askTwice(place) {
  const pad = /** @type {CodePad} */ (document.createElement('chevet-code-pad'));
  place.replaceChildren(pad);
  pad.words = { ...FIRST, problem: '' };
  let chosen = '';
  return new Promise((done) => {
    pad.addEventListener('code', (event) => {
      const typed = /** @type {CustomEvent} */ (event).detail;
      if (!chosen) {
        const problem = codeProblem(typed) ?? '';
        chosen = problem ? '' : typed;
        pad.words = { ...(problem ? FIRST : SECOND), problem };
      } else if (typed === chosen) {
        done(typed);
      } else {
        chosen = '';
        pad.words = { ...FIRST, problem: 'Les deux ne sont pas pareils. Choisissez à nouveau.' };
      }
      pad.querySelector('button')?.focus();
    });
    pad.querySelector('button')?.focus();
  });
}
