/**
 * An antivitamin K: what is aimed at, the last INR with its age, today's dose and the next control. From the home's value
 * on, it waits for a decision.
 */
import { html, nothing } from 'lit-html';
import { amountWords, numberWords } from '../../../lib/amount_words.js';
import { isHeld } from '../../../lib/avk.js';
import { capitalised } from '../../../lib/said.js';
import { ago } from '../../../lib/time_words.js';
import { fieldOf } from '../../../lib/wall_clock.js';
import { readingOf } from './known.js';
import { facts, keysOf, notice, words } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const DAY = 86_400_000;
/** A control at least once a month. */
const OLD = 31 * DAY;

/** @param {Context} context @returns {Step|null} */
export function inr({ engine, person, line, dose, act, now }) {
  if (act !== 'give' || line.gesture?.kind !== 'avk') return null;
  const last = readingOf(engine, person, 'inr');
  const held = last?.value && isHeld(last.value, line.gesture.hold ?? '5') ? numberWords(last.value) : '';
  const mayDecide = engine.may('alert.override');
  const keys = [{ value: 'withheld', label: 'Ne pas donner' }, ...(mayDecide ? [{ value: 'decided', label: 'Donner, sur décision du prescripteur' }] : [])];
  return {
    id: 'inr',
    title: 'Antivitamine K',
    view: (host, answers, set) => html`${facts([['Dose d’aujourd’hui', dose?.amount ? amountWords(dose.amount, line.unit) : (dose?.dose ?? line.dose)], ...about(line, last, host.zone)])}
      ${!last || now.getTime() - last.at.getTime() > OLD ? notice('attention', 'clock-alert', last ? 'INR de plus d’un mois : à contrôler.' : 'Aucun INR connu de la tablette.', 'La dose reste celle du calendrier ; dites-le au prescripteur.') : nothing}
      ${held
        ? html`${notice('urgent', 'circle-alert', `INR à ${held} : ne pas donner, appeler le prescripteur.`, 'Surveillez un saignement : nez, gencives, urines, hématomes, chute.')}
          ${keysOf('Votre décision', keys, answers.inr, (chosen) => set({ inr: chosen }))}
          ${answers.inr === 'decided' ? words('Qui a décidé, et quoi', answers.inrBy ?? '', (inrBy) => set({ inrBy })) : nothing}`
        : nothing}`,
    isMissing: (answers) => (!held || answers.inr === 'withheld' ? '' : !answers.inr ? `INR à ${held} : dites ce que vous faites.` : answers.inrBy?.trim() ? '' : 'Dites qui a décidé.'),
    verb: (answers) => (held && answers.inr === 'withheld' ? 'Noter : non donné' : ''),
    put: (answers, body) => {
      if (held && answers.inr === 'withheld') Object.assign(body, { outcome: 'withheld', amount: null, reason: `INR à ${held} : attend une décision du prescripteur.` });
      if (held && answers.inr === 'decided') body.went_past = [...(body.went_past ?? []), { kind: 'inr_high', identity: identityOf(engine, person, line.chain), reason: 'other', text: answers.inrBy.trim() }];
    },
  };
}

/** @param {Context['line']} line @param {import('./known.js').Reading|null} last @param {{timeZone?: string}} zone @returns {[string, string][]} */
function about({ rule }, last, zone) {
  const [low, high] = (rule?.target ?? []).map(numberWords);
  const control = rule?.control_on ? new Date(`${rule.control_on}T12:00:00Z`) : null;
  const isToday = control && rule.control_on === fieldOf(new Date(), zone.timeZone).split('T')[0];
  const on = control?.toLocaleDateString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return [
    ['INR visé', low ? `${low} à ${high}` : ''],
    ['Dernier INR', last?.value ? `${numberWords(last.value)}, ${ago(last.at, zone)}` : 'aucun'],
    ['Prochain contrôle', isToday ? 'Aujourd’hui' : capitalised(on ?? '')],
  ];
}

/** The alert that was told of it, if one was. @param {Context['engine']} engine @param {string} person @param {string} chain */
function identityOf(engine, person, chain) {
  /** @type {import('../../../lib/rows.js').Alert[]} */
  const alerts = engine.rowsOf('caution', person)[0]?.alerts ?? [];
  return alerts.find(({ kind, chains }) => kind === 'inr_high' && chains.includes(chain))?.identity ?? null;
}
