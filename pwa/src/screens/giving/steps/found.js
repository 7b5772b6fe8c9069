/**
 * A patch to take off, or to look for: what was seen. One that nobody finds calls the nurse at once.
 */
import { html, nothing } from 'lit-html';
import { OUTCOMES } from '../../../lib/outcomes.js';
import { ago } from '../../../lib/time_words.js';
import { facts, keysOf, notice, words } from './pieces.js';
import { wornBy } from './known.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

/** @param {Context} context @returns {Step|null} */
export function found(context) {
  const { line, act } = context;
  if (act === 'give') return null;
  const on = wornBy(context).filter(({ chain }) => chain === line.chain);
  /** @type {Record<string, {verb: string, label: string, needs_reason: boolean}>} */
  const outcomes = /** @type {any} */ (OUTCOMES[act]);
  const keys = Object.entries(outcomes).map(([value, { label }]) => ({ value, label: label.charAt(0).toUpperCase() + label.slice(1) }));
  const needsWords = (/** @type {any} */ { seen }) => Boolean(outcomes[seen]?.needs_reason);
  return {
    id: 'found',
    title: act === 'remove' ? 'Ce qu’il en est' : 'Patch en place ?',
    view: (host, answers, set) => html`
      ${facts(on.map(({ site, put_at }) => ['Posé', [site, ago(new Date(put_at), host.zone)].filter(Boolean).join(', ')]))}
      ${keysOf('Ce que vous avez vu', keys, answers.seen, (seen) => set({ seen }))}
      ${needsWords(answers) ? words('Pourquoi, en quelques mots', answers.seenWhy ?? '', (seenWhy) => set({ seenWhy })) : nothing}
      ${answers.seen === 'not_found' ? lost(host.engine.freshness.online) : nothing}
      ${answers.seen === 'came_off' ? notice('attention', 'triangle-alert', 'Décollé : repliez-le, face collante à l’intérieur.', 'La dose n’est plus assurée : prévenez l’infirmière.') : nothing}`,
    isMissing: (answers) => (!answers.seen ? 'Dites ce que vous avez vu.' : needsWords(answers) && !answers.seenWhy?.trim() ? 'Dites pourquoi.' : ''),
    put: (answers, body) => {
      body.outcome = answers.seen;
      if (needsWords(answers)) body.reason = answers.seenWhy.trim();
    },
  };
}

/** @param {boolean} online */
const lost = (online) =>
  notice('urgent', 'circle-alert', 'Patch introuvable : appelez l’infirmière.', `Cherchez-le sur la peau, dans le lit et le linge. Surveillez la personne.${online ? ' L’infirmière a une tâche urgente.' : ' Sans réseau, elle ne le saura que par vous.'}`);
