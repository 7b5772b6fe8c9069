/**
 * An insulin that goes with a meal: the meal is there, or comes within the half hour; otherwise nothing is injected for it.
 */
import { html, nothing } from 'lit-html';
import { isNone, keepReading } from './glycaemia.js';
import { keysOf, notice, words } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const KEYS = [
  { value: 'ate', label: 'A mangé' },
  { value: 'served', label: 'Repas dans les 30 min' },
  { value: 'little', label: 'Mange peu' },
  { value: 'nothing', label: 'Ne mange pas' },
];
/** @type {Record<string, string>} */
const SAID = { ate: 'A mangé.', served: 'Repas dans les 30 minutes.', little: 'Mange peu.', nothing: 'Ne mange pas.' };
const DOUBTFUL = ['little', 'nothing'];

/** @param {Context} context @returns {Step|null} */
export function meal(context) {
  const { line, act, engine } = context;
  if (act !== 'give' || line.gesture?.kind !== 'insulin' || !line.gesture.meal) return null;
  const mayDecide = engine.may('alert.override');
  const choices = [{ value: 'wait', label: 'Attendre, ne pas injecter' }, ...(mayDecide ? [{ value: 'decided', label: 'Injecter, c’est décidé' }] : [])];
  const isDoubtful = (/** @type {any} */ answers) => DOUBTFUL.includes(answers.meal);
  return {
    id: 'meal',
    title: 'A mangé ?',
    applies: (answers) => !isNone(context, answers),
    view: (host, answers, set) => html`${keysOf('Le repas', KEYS, answers.meal, (value) => set({ meal: value, mealChoice: undefined }))}
      ${isDoubtful(answers)
        ? html`${notice('attention', 'utensils-crossed', 'Insuline du repas : sans repas, la glycémie tombe.', 'Voyez avec le prescripteur ou la consigne de la ligne.')}
          ${keysOf('Votre décision', choices, answers.mealChoice, (mealChoice) => set({ mealChoice }))}
          ${answers.mealChoice === 'decided' ? words('Qui a décidé, et quoi', answers.mealBy ?? '', (mealBy) => set({ mealBy })) : nothing}`
        : nothing}`,
    isMissing: (answers) => {
      if (!answers.meal) return 'Dites ce qu’il en est du repas.';
      if (!isDoubtful(answers) || answers.mealChoice === 'wait') return '';
      if (!answers.mealChoice) return 'Dites ce que vous faites.';
      return answers.mealBy?.trim() ? '' : 'Dites qui a décidé.';
    },
    stop: (answers) => (isDoubtful(answers) && answers.mealChoice === 'wait' ? { says: 'Pas de repas : l’insuline attend.', done: 'Ne pas injecter maintenant' } : null),
    leave: async (answers) => {
      await keepReading(context, answers);
      return 'Rien n’est injecté : la prise reste à faire.';
    },
    put: (answers, body) => {
      const said = isDoubtful(answers) ? `${SAID[answers.meal]} Injecté sur décision : ${answers.mealBy.trim()}` : SAID[answers.meal];
      body.note = [body.note, said].filter(Boolean).join(' ');
    },
  };
}
