/**
 * Headings of the emergency sheet that the tablet builds from its own rows: who it is, what is marked of her, what she is
 * treated with. The same as `transmissions/emergency/building.py`.
 */
import { dayWords } from './emergency_sheet.js';

/** @typedef {import('./emergency_sheet.js').Entry} Entry */
/** @typedef {import('./emergency_sheet.js').Given} Given */
/** @typedef {import('./rows.js').PersonRow} PersonRow */
/** @typedef {{label: string, how: string, starts_on: string|null, is_paused: boolean}} Treated starts_on: of a line to come */

/** Marks that have no heading of their own. @type {Record<string, string>} */
export const RISKS = {
  isolation: 'Isolement',
  falls: 'Risque de chute',
  wandering: 'Risque de fugue',
  diabetes: 'Diabète',
  anticoagulant: 'Anticoagulant',
  oxygen: 'Oxygène',
  palliative: 'Soins palliatifs',
};
const LOST = 'broken_seal';
const IN_WORDS = 'repère écrit en mots';
/** @type {Record<string, string>} */
const CODED = { allergy: 'allergies', swallowing: 'swallowing' };
const SEXES = { F: 'féminin', M: 'masculin' };

/** @param {string} text @param {string} [detail] @returns {Entry} */
export const entry = (text, detail = '') => ({ text, detail, until: null });

/** @param {Given['answer']} answer @param {Entry[]} [entries] @returns {Given} */
export const given = (answer, entries = []) => ({ answer, entries, on: null });

/** @param {Pick<PersonRow, 'family_name'|'given_name'|'used_name'|'birth_name'|'born_on'|'sex'>} person @param {string} today @param {Entry[]} ins how far her national identity was verified, none where nobody told @returns {Given} */
export function identity({ family_name: family, given_name: first, used_name: used, birth_name: birth, born_on: born, sex }, today, ins = []) {
  const other = [used && used !== family ? `nom d’usage ${used}` : '', birth && birth !== family ? `nom de naissance ${birth}` : ''];
  const who = entry(`${family.toLocaleUpperCase('fr')} ${first}`.trim(), other.filter(Boolean).join(', '));
  if (!born) return given('broken', [who, ...ins]);
  const age = Number(today.slice(0, 4)) - Number(born.slice(0, 4)) - (today.slice(5) < born.slice(5) ? 1 : 0);
  return given('said', [who, entry(`Né·e le ${dayWords(born)}`, [`${age} ans`, sex ? SEXES[sex] : ''].filter(Boolean).join(', ')), ...ins]);
}

/** @param {Treated[]} lines @returns {Given} */
export function treatment(lines) {
  if (!lines.length) return given('none');
  return given('said', lines.map(({ label, how, starts_on: on, is_paused: paused }) => entry(label, [how, on ? `à partir du ${dayWords(on)}` : '', paused ? 'suspendu' : ''].filter(Boolean).join(' · '))));
}

/** The same headings with what is marked: a mark that says more than what is coded is read beside it. @param {Record<string, Given>} known @param {{kind: string, text: string}[]} marks */
export function withMarks(known, marks) {
  const told = { ...known };
  for (const { kind, text } of marks) {
    if (kind in CODED) told[CODED[kind]] = beside(told[CODED[kind]] ?? given('unsaid'), text);
    if (kind === 'directives' && (told.directives?.answer ?? 'unsaid') === 'unsaid') told.directives = given('said', [entry(text || 'Notées au dossier', IN_WORDS)]);
  }
  const risks = marks.filter(({ kind }) => Object.hasOwn(RISKS, kind)).map(({ kind, text }) => entry(RISKS[kind], text));
  told.risks = given(marks.some(({ kind }) => kind === LOST) ? 'broken' : 'said', risks);
  return told;
}

/** @param {Given} one @param {string} text @returns {Given} */
function beside(one, text) {
  const coded = one.entries.map((each) => each.text).join(', ');
  const more = coded && text.startsWith(`${coded} · `) ? text.slice(coded.length + 3) : text;
  if (!more || more === coded) return one;
  return { answer: one.answer === 'broken' ? 'broken' : 'said', entries: [...one.entries, entry(more, IN_WORDS)], on: one.on };
}
