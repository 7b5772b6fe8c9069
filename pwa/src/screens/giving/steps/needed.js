/**
 * "Si besoin": for what, what may still be given over all lines with the substance, and that it did what it should will be
 * asked. Beyond the allowance the screen stops the gesture before any step.
 */
import { html } from 'lit-html';
import { allowanceNow, durationWords } from '../../../lib/allowance_words.js';
import { moment } from '../../../lib/due.js';
import { BASES, basisOf, isHelper } from '../../../lib/giving_mode.js';
import { capitalised } from '../../../lib/said.js';
import { unbroken } from '../../../lib/unbroken.js';
import { facts, keysOf, notice } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const MINUTE = 60_000;

/** @param {Context} context @returns {Step|null} */
export function needed({ engine, person, line, act, administrations, now }) {
  const rule = line.rule;
  if (act !== 'give' || rule?.kind !== 'as_needed') return null;
  const effect = line.gesture?.effect ?? 0;
  const role = engine.me?.role ?? '';
  const isAsked = (/** @type {any} */ { indicated }) => indicated ?? (rule.indication ? undefined : 'yes');
  return {
    id: 'needed',
    title: 'Si besoin',
    view: (host, answers, set) => {
      const left = allowanceNow(line, engine.rowsOf('line', person), administrations, { now: new Date(), ...host.zone });
      return html`<p class="step-said">${unbroken(left.says)}</p>
        ${facts([
          ['Entre deux prises', durationWords(rule.min_interval_minutes)],
          ['Protocole', rule.protocol],
          ['Base légale', isHelper(role) ? (BASES[basisOf(line, role, false) ?? ''] ?? '') : ''],
          ['Effet à vérifier', effect ? capitalised(moment(new Date(now.getTime() + effect * MINUTE), host.zone)) : ''],
        ])}
        ${left.because ? notice('attention', 'triangle-alert', left.because) : ''}
        ${rule.indication
          ? keysOf(`Prescrit pour : ${rule.indication}`, [{ value: 'yes', label: `Oui, pour : ${rule.indication}` }, { value: 'no', label: 'Pour autre chose' }], answers.indicated, (indicated) => set({ indicated }))
          : ''}
        ${answers.indicated === 'no' ? notice('attention', 'triangle-alert', `Prescrit pour : ${rule.indication}.`, 'Pour autre chose, demandez d’abord au prescripteur ou à l’infirmière.') : ''}`;
    },
    isMissing: (answers) => (isAsked(answers) === 'yes' ? '' : answers.indicated === 'no' ? `Prescrit pour : ${rule.indication}.` : 'Dites si c’est pour cela.'),
    put: (_answers, body) => {
      body.amount ??= rule.amount;
    },
  };
}
