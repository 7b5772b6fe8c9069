/**
 * What of a series must be looked at again by a nurse, each with the figures that say so. The twin of
 * `transmissions/wounds/concerns.py`, where the sources are.
 */
import { GRAVE_SIGNS, LOCAL_SIGNS, SIGNS, STAGE_ORDER, TUMOUR } from './wound_words.js';
import { areaOf } from './wound_rules.js';
import { areaWords, between, daysBetween, FAR_ENOUGH, percentOf } from './wound_trend.js';

/**
 * @typedef {import('./wound_rules.js').Assessment} Assessment
 * @typedef {{at: string, said: Assessment, told?: string[]}} Dated
 * @typedef {{code: string, says: string, isUrgent: boolean}} Concern
 */

const A_FIFTH = 20;
const LEAST_MORE_MM2 = 50;
const DEEPER_MM = 3;
const NECROSIS_POINTS = 20;
const PAINFUL = 4;
const LOCAL_ENOUGH = 2;
const AGAIN_AFTER = 13;

/** The gravest first. @param {string} kind @param {Dated[]} before the earlier ones that count @param {Dated} now @returns {Concern[]} */
export function concerns(kind, before, now) {
  const earlier = before.filter(({ at }) => Date.parse(at) < Date.parse(now.at)).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const last = earlier.at(-1);
  const worsening = last ? worse(last, now) : [];
  return [...infection(now.said), ...worsening, ...(worsening.length || kind === TUMOUR ? [] : stagnant(earlier, now)), ...pain(now.said)];
}

/** @param {Assessment} said @returns {Concern[]} */
function infection({ infection: signs = [] }) {
  const grave = Object.keys(GRAVE_SIGNS).filter((sign) => signs.includes(sign));
  const local = Object.keys(LOCAL_SIGNS).filter((sign) => signs.includes(sign));
  const words = listed([...grave, ...local].map((sign) => SIGNS[sign]));
  if (grave.length) return [{ code: 'infection', says: `Signes d’infection étendue ou générale : ${words}. Avis médical sans attendre.`, isUrgent: true }];
  if (local.length < LOCAL_ENOUGH) return [];
  return [{ code: 'signs', says: `${local.length} signes locaux d’infection : ${words}. Avis médical à prendre.`, isUrgent: false }];
}

/** @param {Dated} last @param {Dated} now @returns {Concern[]} */
function worse(last, now) {
  const found = [wider(last.said, now.said), deeper(last.said, now.said), staged(last.said, now.said), blacker(last.said, now.said)].filter((words) => words !== null);
  if (!found.length) return [];
  const days = Math.max(daysBetween(last.at, now.at), 1);
  return [{ code: 'worse', says: `S’aggrave en ${days} ${days > 1 ? 'jours' : 'jour'} : ${listed(found)}.`, isUrgent: false }];
}

/** @param {Assessment} last @param {Assessment} now */
function wider(last, now) {
  const [before, area] = [areaOf(last), areaOf(now)];
  if (!before || area === null || area - before < LEAST_MORE_MM2) return null;
  const percent = percentOf(before, area);
  return percent < A_FIFTH ? null : `surface de ${areaWords(before)} à ${areaWords(area)} (+${percent} %)`;
}

/** @param {Assessment} last @param {Assessment} now */
const deeper = ({ depth_mm: before = null }, { depth_mm: depth = null }) => (before === null || depth === null || depth - before < DEEPER_MM ? null : `profondeur de ${before} à ${depth} mm`);

/** @param {Assessment} last @param {Assessment} now */
function staged({ stage: before = null }, { stage = null }) {
  const [then, at] = [before, stage].map((one) => STAGE_ORDER.indexOf(one ?? ''));
  return then < 0 || at <= then ? null : `du stade ${before} au stade ${stage}`;
}

/** @param {Assessment} last @param {Assessment} now */
function blacker({ tissue: before = {} }, { tissue = {} }) {
  if (!Object.keys(before).length || !Object.keys(tissue).length) return null;
  const [then, at] = [before.necrosis ?? 0, tissue.necrosis ?? 0];
  return at - then >= NECROSIS_POINTS ? `nécrose de ${then} à ${at} %` : null;
}

/** @param {Dated[]} earlier @param {Dated} now @returns {Concern[]} */
function stagnant(earlier, now) {
  const area = areaOf(now.said);
  const reference = earlier.filter(({ at, said }) => areaOf(said) && daysBetween(at, now.at) >= FAR_ENOUGH).at(-1);
  const isTold = earlier.some(({ at, told = [] }) => told.includes('stagnant') && daysBetween(at, now.at) < AGAIN_AFTER);
  if (area === null || !reference || isTold) return [];
  const before = /** @type {number} */ (areaOf(reference.said));
  const change = between({ at: reference.at, area: before }, { at: now.at, area });
  if (!change || change.percent <= -A_FIFTH) return [];
  const sign = change.percent > 0 ? '+' : change.percent < 0 ? '−' : '';
  const figures = `de ${areaWords(before)} à ${areaWords(area)} en ${change.days} jours (${sign}${Math.abs(change.percent)} %, on attend −20 %)`;
  return [{ code: 'stagnant', says: `Ne diminue pas assez : ${figures}. Cause, appuis, nutrition, pansement : à revoir.`, isUrgent: false }];
}

/** @param {Assessment} said @returns {Concern[]} */
const pain = ({ pain: level = null }) =>
  level !== null && level >= PAINFUL ? [{ code: 'pain', says: `Douleur de ${level} sur 10 au soin : antalgique à prévoir avant le prochain pansement.`, isUrgent: false }] : [];

/** @param {string[]} words */
const listed = (words) => words.map((word) => `${word[0].toLowerCase()}${word.slice(1)}`).join(', ');
