/**
 * "Si besoin" without a protocol, by somebody who helps: a nurse agreed to it, by name and hour.
 */
import { html, nothing } from 'lit-html';
import { needsAgreement, BASES, basisOf } from '../../../lib/giving_mode.js';
import { hour } from '../../../lib/time_words.js';
import { facts, keysOf, notice, words } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const OTHER = 'other';
const MINUTE = 60_000;
/** How long ago it was given, in minutes: nobody agrees to a dose of tomorrow. */
const AGO = [0, 5, 15, 30, 60];
const NURSES = /^(?:Infirm|Médecin)/;

/** @param {Context} context @returns {Step|null} */
export function agreement({ engine, line, now }) {
  const role = engine.me?.role ?? '';
  if (!needsAgreement(line, role)) return null;
  const nurses = (engine.wall?.staff ?? []).filter(({ roleLabel }) => NURSES.test(roleLabel));
  const keys = [...nurses.map(({ id, firstName, roleLabel }) => ({ value: id, label: firstName, more: roleLabel })), { value: OTHER, label: 'Quelqu’un d’autre' }];
  const nameOf = (/** @type {any} */ answers) => (answers.agreedBy === OTHER ? (answers.agreedName ?? '').trim() : (nurses.find(({ id }) => id === answers.agreedBy)?.firstName ?? ''));
  const at = (/** @type {number} */ minutes) => new Date(now.getTime() - minutes * MINUTE);
  return {
    id: 'agreement',
    title: 'Accord de l’infirmière',
    view: (host, answers, set) => html`
      ${notice('attention', 'users', 'Sans protocole, une infirmière donne son accord avant.', 'Appelez-la, puis notez qui a dit oui, et quand.')}
      ${keysOf('Qui a donné son accord', keys, answers.agreedBy, (agreedBy) => set({ agreedBy }))}
      ${answers.agreedBy === OTHER ? words('Son nom et sa fonction', answers.agreedName ?? '', (agreedName) => set({ agreedName })) : nothing}
      ${keysOf('Heure de l’accord', AGO.map((minutes) => ({ value: String(minutes), label: minutes ? `à ${hour(at(minutes), host.zone)}` : `maintenant, ${hour(now, host.zone)}` })), answers.agreedAgo, (agreedAgo) => set({ agreedAgo }))}
      ${facts([['Base légale', BASES[basisOf(line, role, true) ?? ''] ?? '']])}`,
    isMissing: (answers) => (!nameOf(answers) ? 'Dites qui a donné son accord.' : answers.agreedAgo === undefined ? 'Dites à quelle heure.' : ''),
    put: (answers, body) => {
      body.agreement = { by: nameOf(answers), at: at(Number(answers.agreedAgo)).toISOString() };
    },
  };
}
