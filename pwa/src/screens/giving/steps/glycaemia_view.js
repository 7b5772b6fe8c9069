/**
 * How the glycaemia of an insulin is drawn: the last one, or a field; then the dose with its rung, or what is done instead.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../../elements/icon.js';
import { amountWords } from '../../../lib/amount_words.js';
import { quantity } from '../../../lib/observation_words.js';
import { ago } from '../../../lib/time_words.js';
import { answered } from '../../measure/draft.js';
import { values } from '../../measure/typing.js';
import { big, facts, keysOf, notice, words } from './pieces.js';
import { GLYCAEMIA, fresh } from './reading.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Answers} Answers */
/** @typedef {import('./shape.js').Set} Set */
/** @typedef {import('./shape.js').Drawn} Drawn */
/** @typedef {import('./reading.js').Judged} Judged */
/** @typedef {import('./known.js').Reading} Reading */

const PART = GLYCAEMIA.parts[0];
const READER = [
  { value: 'reader_low', label: '« LO »' },
  { value: 'reader_high', label: '« HI »' },
  { value: 'not_measurable', label: 'Pas de mesure' },
];
/** What was answered about a measure no longer holds when another is taken. */
const ANEW = { sugar: undefined, decision: undefined, decidedAmount: undefined, decidedBy: undefined, glyId: undefined };

/** @param {Drawn} host @param {Context} context @param {Answers} answers @param {Set} set @param {Judged} found @param {Reading|null} last */
export function reading(host, context, answers, set, found, last) {
  const begin = () => set({ ...ANEW, gly: fresh(Boolean(context.line.gesture?.meal), Date.now()) });
  const keep = (/** @type {any} */ gly) => set({ ...ANEW, gly });
  const isTyped = Boolean(answers.gly) || !found.reading;
  return html`${isTyped ? typing(answers.gly ?? fresh(Boolean(context.line.gesture?.meal), Date.now()), keep, last, host) : known(/** @type {Reading} */ (found.reading), begin, host)}
    ${found.state === 'question' ? question(answers.gly, found, keep) : nothing} ${next(host, context, answers, set, found)}`;
}

/** @param {Reading} read @param {() => void} begin @param {Drawn} host */
const known = (read, begin, host) => html`${big(read.value ? quantity(PART, read.value) : read.reader === 'low' ? 'LO' : 'HI', ago(read.at, host.zone))}
  <div class="buttons"><button class="button" type="button" @click=${begin}>${icon('activity')}Mesurer à nouveau</button></div>`;

/** @param {any} draft @param {(draft: any) => void} keep @param {Reading|null} last @param {Drawn} host */
const typing = (draft, keep, last, host) => html`<div class="measuring">
    ${draft.missing ? nothing : values(draft, GLYCAEMIA, keep)}
  </div>
  ${draft.typed.value?.trim() ? nothing : keysOf('Ce que dit le lecteur', READER, draft.missing?.reason ?? null, (reason) => keep({ ...draft, typed: {}, missing: draft.missing?.reason === reason ? null : { reason, text: '' } }), 'few')}
  ${last ? html`<p class="quiet">Dernière : ${last.value ? quantity(PART, last.value) : 'hors du lecteur'}, ${ago(last.at, host.zone)}</p>` : nothing}`;

/** A number that may be in another unit is asked, never guessed. @param {any} draft @param {Judged} found @param {(draft: any) => void} keep */
function question(draft, { found }, keep) {
  const asked = found?.questions[0];
  if (!asked) return nothing;
  return html`${notice('attention', 'circle-alert', asked.says)}
    ${keysOf('Réponse', asked.choices.map(({ label }, at) => ({ value: String(at), label })), null, (at) => keep(answered(draft, asked, Number(at))))}`;
}

/** @param {Drawn} host @param {Context} context @param {Answers} answers @param {Set} set @param {Judged} found */
function next(host, { line, dose }, answers, set, { state, amount, rung }) {
  if (state === 'dose') return doseView(line, dose, amount, rung);
  if (state === 'zero') return notice('', 'circle-check', `${amountWords('0', line.unit)} à ce palier : pas d’injection.`, `${rung}. C’est noté avec la glycémie.`);
  if (state === 'low') return low(host, line, answers, set);
  if (state === 'high') return other(host, answers, set, 'Glycémie trop haute pour le lecteur : appeler le prescripteur.', 'La dose ne se devine pas.');
  return state === 'none' ? other(host, answers, set, 'Sans glycémie, la dose ne se calcule pas.', 'Rien n’est injecté sans décision du prescripteur.') : nothing;
}

/** @param {Context['line']} line @param {Context['dose']} dose @param {string|null} amount @param {string} rung */
const doseView = (line, dose, amount, rung) => html`${big(amount ? amountWords(amount, line.unit) : (dose?.dose ?? line.dose), 'à injecter')}
  ${facts(rung ? [['Palier', rung], ['Dont part fixe', dose?.amount && Number(dose.amount) ? amountWords(dose.amount, line.unit) : '']] : [['Dose', 'fixe']])}`;

/** @param {Drawn} host @param {Context['line']} line @param {Answers} answers @param {Set} set */
const low = (host, line, answers, set) => html`${notice('urgent', 'circle-alert', 'Glycémie trop basse : ne pas injecter.', html`<ol class="do-now">
    <li>La personne avale : 15 g de sucre (3 morceaux, ou un verre de jus de fruit).</li>
    <li>Elle n’avale pas ou dort : rien par la bouche, appeler le 15.</li>
    <li>Recontrôler dans ${line.gesture?.recheck ?? 15} minutes : la tablette le demandera.</li>
  </ol>`)}
  ${keysOf('Ce qui est fait', [{ value: 'given', label: 'Resucrage fait' }, { value: 'called', label: 'N’avale pas : 15 appelé' }], answers.sugar, (sugar) => set({ sugar, decision: answers.decision ?? 'wait' }))}
  ${answers.sugar && host.engine.may('alert.override') ? decided(answers, set) : nothing}`;

/** @param {Drawn} host @param {Answers} answers @param {Set} set @param {string} title @param {string} more */
const other = (host, answers, set, title, more) => html`${notice('urgent', 'circle-alert', title, more)}
  ${host.engine.may('alert.override') ? decided(answers, set) : keysOf('Votre décision', [{ value: 'wait', label: 'Ne pas injecter' }], answers.decision, (decision) => set({ decision }))}`;

/** Never a lock-out: who prescribes decides, and it is written who. @param {Answers} answers @param {Set} set */
const decided = (answers, set) => html`${keysOf('Votre décision', [{ value: 'wait', label: 'Ne pas injecter' }, { value: 'decided', label: 'Injecter, sur décision du prescripteur' }], answers.decision, (decision) => set({ decision }))}
  ${answers.decision === 'decided'
    ? html`${words('Combien d’unités', answers.decidedAmount ?? '', (decidedAmount) => set({ decidedAmount }), 'decimal')} ${words('Qui a décidé', answers.decidedBy ?? '', (decidedBy) => set({ decidedBy }))}`
    : nothing}`;
