/**
 * Before a patch goes on, the old one is off, or said not to be there: never one over another without knowing.
 */
import { html, nothing } from 'lit-html';
import { stillOn } from '../../../lib/patch_acts.js';
import { ago } from '../../../lib/time_words.js';
import { standing } from '../../../lib/treatment.js';
import { wornBy } from './known.js';
import { facts, keysOf, notice } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Answers} Answers */
/** @typedef {import('./shape.js').Step} Step */
/** @typedef {import('../../../lib/patch_acts.js').Worn} Worn */

const STAYS = 'stays';
const SEEN = [
  { value: 'removed', label: 'Retiré' },
  { value: 'came_off', label: 'Décollé, retrouvé' },
  { value: 'not_found', label: 'Introuvable' },
  { value: STAYS, label: 'Toujours en place' },
];

/** @param {Context} context @returns {Step|null} */
export function oldPatch(context) {
  const { engine, person, line, act, now } = context;
  if (act !== 'give' || line.rule?.kind !== 'patch') return null;
  /** @type {import('./shape.js').Line[]} */
  const lines = engine.rowsOf('line', person);
  const inForce = lines.filter((one) => ['running', 'suspended'].includes(standing(one, now))).map(({ chain }) => chain);
  const old = stillOn({ chain: line.chain, substances: line.substances ?? [] }, wornBy(context), inForce);
  const isDue = removalDue(context, lines, line.chain) !== null;
  const chains = [...new Set([...old.map(({ chain }) => chain), ...(isDue ? [line.chain] : [])])];
  if (chains.length === 0) return null;
  const keyOf = (/** @type {string} */ chain) => `old_${chain}`;
  const stays = (/** @type {Answers} */ answers) => chains.some((chain) => answers[keyOf(chain)] === STAYS);
  return {
    id: 'old_patch',
    title: 'L’ancien patch d’abord',
    view: (host, answers, set) => html`${chains.map((chain) => {
      const mine = old.filter((one) => one.chain === chain);
      return html`${mine.length
          ? facts(mine.map(({ site, put_at }) => ['Encore en place', [site, ago(new Date(put_at), host.zone)].filter(Boolean).join(', ')]))
          : html`<p class="quiet">Son retrait est prévu, et personne n’a noté ce qu’il est devenu.</p>`}
        ${keysOf('L’ancien patch', SEEN, answers[keyOf(chain)], (seen) => set({ [keyOf(chain)]: seen }))}
        ${answers[keyOf(chain)] === 'not_found' ? notice('urgent', 'circle-alert', 'Patch introuvable : appelez l’infirmière.', 'Cherchez-le sur la peau, dans le lit et le linge avant d’en poser un autre.') : nothing}`;
    })}
    ${stays(answers) ? notice('urgent', 'circle-alert', 'Ne pas poser par-dessus.', 'Deux patchs ensemble donnent une double dose.') : nothing}`,
    isMissing: (answers) => (chains.every((chain) => answers[keyOf(chain)]) ? '' : 'Dites ce qu’est devenu l’ancien patch.'),
    stop: (answers) => (stays(answers) ? { says: 'L’ancien patch est toujours en place : ne pas poser l’autre.', done: 'Ne pas poser maintenant' } : null),
    leave: async () => 'Rien n’est posé : la prise reste à faire.',
    before: async (answers) => {
      if (answers.oldDone) return {};
      for (const chain of chains) await engine.record('dose.administer', { person, body: removal(context, lines, chain, answers[keyOf(chain)]) });
      return { oldDone: true };
    },
    put: () => {},
  };
}

/** The act of the due removal where there is one that nobody answered, else of no slot. @param {Context} context @param {import('./shape.js').Line[]} lines @param {string} chain @param {string} outcome */
function removal(context, lines, chain, outcome) {
  const due = removalDue(context, lines, chain);
  const last = lines.filter((one) => one.chain === chain).sort((one, other) => other.version - one.version)[0];
  const line = due?.line ?? last?.id ?? context.administrations.find((one) => one.chain === chain)?.line;
  return { dose: due?.id ?? null, chain, line, act: 'remove', outcome };
}

/**
 * The latest removal of the line that was due by now, or by the hour of this dose, and that nobody answered.
 * @param {Context} context @param {import('./shape.js').Line[]} lines @param {string} chain @returns {import('./shape.js').Dose|null}
 */
function removalDue({ engine, person, dose, administrations, now }, lines, chain) {
  const ids = new Set(lines.filter((one) => one.chain === chain).map(({ id }) => id));
  const answered = new Set(administrations.map((one) => one.dose));
  const until = Math.max(now.getTime(), Date.parse(dose?.due_at ?? now.toISOString()));
  /** @type {import('./shape.js').Dose[]} */
  const doses = engine.rowsOf('dose', person);
  return (
    doses
      .filter(({ id, line, act, due_at }) => act === 'remove' && ids.has(line) && !answered.has(id) && Date.parse(due_at) <= until)
      .sort((one, other) => Date.parse(one.due_at) - Date.parse(other.due_at))
      .at(-1) ?? null
  );
}
