/**
 * What is wrong with an assessment of a wound, with its description, with an answer about pictures, and what is asked back
 * before it is kept. Nothing is guessed. The twin of `transmissions/wounds/judging.py` and `consent.py`.
 */
import { EDGES, EXUDATES, KINDS, PRESSURE, SIDED, SIDES, SIGNS, SITES, STAGES, STAGE_ORDER, TISSUES, UNKNOWN, UNMEASURED, CONSENT_BY } from './wound_words.js';
import { bothWords, LENGTHS, lengthWords, POSSIBLE, USUAL_MOST } from './wound_lengths.js';

/**
 * @typedef {{length_mm?: number|null, width_mm?: number|null, depth_mm?: number|null, missing?: string|null,
 *   tissue?: Record<string, number>, exudate?: string|null, edges?: string[], pain?: number|null, infection?: string[],
 *   stage?: string|null, care?: string|null}} Assessment
 * @typedef {{site: string, side?: string|null, kind?: string, origin_on?: string|null, note?: string|null}} Described
 * @typedef {{given: boolean, by: string, note?: string|null}} Consent
 * @typedef {{field: string, code: string, says: string}} Problem
 * @typedef {{label: string, values: Record<string, number>}} Choice
 * @typedef {{field: string, code: string, says: string, choices: Choice[]}} Question
 */

const TEXT_LIMIT = 1000;
const LARGEST_MM2 = 150_000;
const JUMP = 4;
const LONGEST_YEARS = 60;

/** Length by width, or null. @param {Assessment} said */
export const areaOf = ({ length_mm: length, width_mm: width }) => (length == null || width == null ? null : length * width);

/** @param {string} kind @param {Assessment} said @param {{previous?: Assessment|null, isConfirmed?: boolean}} [beside] @returns {{problems: Problem[], questions: Question[]}} */
export function judge(kind, said, { previous = null, isConfirmed = false } = {}) {
  const problems = [...unknown(said), ...lengths(said), ...tissue(said), ...scales(said), ...stage(kind, said), ...textProblems('care', said.care)];
  if (problems.length || isConfirmed) return { problems, questions: [] };
  return { problems, questions: [...sizes(said, previous), ...swap(said), ...staging(said, previous)] };
}

/** @param {Described} said @param {string} today ISO day @returns {Problem[]} */
export function judgeDescribed({ site, side = null, kind = UNKNOWN, origin_on = null, note = null }, today) {
  /** @type {Problem[]} */
  const found = [];
  if (!(site in SITES)) found.push({ field: 'site', code: 'unknown', says: 'Dites à quel endroit du corps.' });
  else if (site in SIDED && !(side && side in SIDES)) found.push({ field: 'side', code: 'needed', says: 'Dites de quel côté : gauche ou droite.' });
  else if (!(site in SIDED) && side !== null) found.push({ field: 'side', code: 'unknown', says: 'Cet endroit n’a pas de côté.' });
  if (!(kind in KINDS)) found.push({ field: 'kind', code: 'unknown', says: 'Cette nature de plaie n’est pas connue.' });
  if ([site, kind].includes('other') && !note?.trim()) found.push({ field: 'note', code: 'needed', says: 'Précisez en quelques mots.' });
  return [...found, ...origin(origin_on, today), ...textProblems('note', note)];
}

/** @param {Consent} said @returns {Problem[]} */
export function consentProblems({ by, note = null }) {
  /** @type {Problem[]} */
  const found = [];
  if (!(by in CONSENT_BY)) found.push({ field: 'by', code: 'unknown', says: 'Dites qui a répondu.' });
  else if (by !== 'person' && !note?.trim()) found.push({ field: 'note', code: 'needed', says: 'Dites qui a été consulté, et à quel titre.' });
  return [...found, ...textProblems('note', note)];
}

/** @param {string} field @param {string|null|undefined} text @returns {Problem[]} */
export function textProblems(field, text) {
  if (!text) return [];
  if (text.includes('\0') || /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) {
    return [{ field, code: 'text', says: 'Le texte contient un caractère illisible.' }];
  }
  const { length } = [...text];
  return length > TEXT_LIMIT ? [{ field, code: 'text', says: `${length} caractères, la limite est de ${TEXT_LIMIT}.` }] : [];
}

/** @param {string|null} day @param {string} today @returns {Problem[]} */
function origin(day, today) {
  if (day === null) return [];
  const at = new Date(`${day}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  if (!isDay) return [{ field: 'origin_on', code: 'unknown', says: 'Cette date n’existe pas.' }];
  if (day > today) return [{ field: 'origin_on', code: 'unknown', says: 'Cette date n’est pas encore venue.' }];
  return Number(day.slice(0, 4)) < Number(today.slice(0, 4)) - LONGEST_YEARS ? [{ field: 'origin_on', code: 'unknown', says: 'Vérifiez l’année.' }] : [];
}

/** @param {Assessment} said @returns {Problem[]} */
function unknown(said) {
  /** @type {[string, string[], Readonly<Record<string, string>>][]} */
  const lists = [
    ['exudate', said.exudate ? [said.exudate] : [], EXUDATES],
    ['edges', said.edges ?? [], EDGES],
    ['infection', said.infection ?? [], SIGNS],
    ['stage', said.stage ? [said.stage] : [], STAGES],
    ['missing', said.missing ? [said.missing] : [], UNMEASURED],
    ['tissue', Object.keys(said.tissue ?? {}), TISSUES],
  ];
  return lists.filter(([, values, known]) => values.some((value) => !(value in known))).map(([field]) => ({ field, code: 'unknown', says: 'Ce choix n’est pas connu.' }));
}

/** @param {Assessment} said @returns {Problem[]} */
function lengths(said) {
  /** @type {Problem[]} */
  const found = [];
  for (const [field, [low, high]] of Object.entries(POSSIBLE)) {
    const mm = /** @type {any} */ (said)[field] ?? null;
    if (mm === 0 && low) found.push({ field, code: 'impossible', says: 'Une plaie de 0 mm est fermée : clôturez-la.' });
    else if (mm !== null && (mm < low || mm > high)) found.push({ field, code: 'impossible', says: `${LENGTHS[field]} : de ${low} à ${high} mm. Vérifiez l’unité.` });
  }
  if (!said.missing && (said.length_mm == null || said.width_mm == null)) {
    found.push({ field: said.length_mm == null ? 'length_mm' : 'width_mm', code: 'missing', says: 'Donnez la longueur et la largeur, ou dites pourquoi elles manquent.' });
  }
  if ((areaOf(said) ?? 0) > LARGEST_MM2) found.push({ field: 'length_mm', code: 'impossible', says: 'Cette surface est celle d’un dos entier : vérifiez l’unité.' });
  return found;
}

/** @param {Assessment} said @returns {Problem[]} */
function tissue({ tissue: parts = {} }) {
  const shares = Object.values(parts);
  if (!shares.length) return [];
  if (shares.some((share) => share < 0 || share > 100)) return [{ field: 'tissue', code: 'unknown', says: 'Chaque part va de 0 à 100 %.' }];
  const total = shares.reduce((sum, share) => sum + share, 0);
  return total === 100 ? [] : [{ field: 'tissue', code: 'sum', says: `Les parts font ${total} % : il en faut 100.` }];
}

/** @param {Assessment} said @returns {Problem[]} */
const scales = ({ pain = null }) => (pain !== null && (pain < 0 || pain > 10) ? [{ field: 'pain', code: 'unknown', says: 'La douleur va de 0 à 10.' }] : []);

/** @param {string} kind @param {Assessment} said @returns {Problem[]} */
const stage = (kind, { stage: one = null }) =>
  one !== null && ![PRESSURE, UNKNOWN].includes(kind) ? [{ field: 'stage', code: 'stage', says: 'Le stade ne se dit que d’une escarre.' }] : [];

/** @param {Assessment} said @param {Assessment|null} previous @returns {Question[]} */
function sizes(said, previous) {
  return Object.keys(POSSIBLE).flatMap((field) => {
    const mm = /** @type {any} */ (said)[field] ?? null;
    const before = /** @type {any} */ (previous)?.[field] ?? null;
    return mm === null ? [] : size(field, mm, before);
  });
}

/** @param {string} field @param {number} mm @param {number|null} before @returns {Question[]} */
function size(field, mm, before) {
  if (before && mm * JUMP <= before && mm * 10 <= POSSIBLE[field][1]) {
    const says = `${LENGTHS[field]} de ${mm}, ${before} mm la dernière fois : dans quelle unité ?`;
    return [{ field, code: 'unit', says, choices: [{ label: lengthWords(mm), values: {} }, { label: bothWords(mm * 10), values: { [field]: mm * 10 } }] }];
  }
  if (!(before && mm >= before * JUMP && mm > 10) && mm <= USUAL_MOST[field]) return [];
  const says = `${LENGTHS[field]} de ${mm} mm${before ? `, ${before} mm la dernière fois` : ''} : est-ce bien cela ?`;
  return [{ field, code: 'unusual', says, choices: [{ label: `Oui, ${lengthWords(mm)}`, values: {} }] }];
}

/** @param {Assessment} said @returns {Question[]} */
function swap({ length_mm: length = null, width_mm: width = null }) {
  if (length === null || width === null || width <= length) return [];
  /** @type {Choice[]} */
  const choices = [{ label: `Échanger : ${width} × ${length} mm`, values: { length_mm: width, width_mm: length } }, { label: 'Laisser ainsi', values: {} }];
  return [{ field: 'width_mm', code: 'swap', says: 'La largeur dépasse la longueur. La longueur est le plus grand axe.', choices }];
}

/** @param {Assessment} said @param {Assessment|null} previous @returns {Question[]} */
function staging({ stage: one = null, tissue: parts = {} }, previous) {
  /** @type {Question[]} */
  const found = [];
  const before = previous?.stage ?? null;
  const [now, then] = [one, before].map((each) => STAGE_ORDER.indexOf(each ?? ''));
  if (now >= 0 && then >= 0 && now < then) {
    const says = `Le stade était ${before}. Une escarre qui guérit garde son stade : un stade ${before} qui se comble reste un stade ${before}.`;
    found.push({ field: 'stage', code: 'stage_back', says, choices: [{ label: 'Confirmer, il était faux', values: {} }] });
  }
  if (one !== null && ['1', '2'].includes(one) && (parts.necrosis ?? 0) + (parts.slough ?? 0) > 0) {
    const says = `Un stade ${one} n’a ni nécrose ni fibrine. Est-ce un stade 3, ou inclassable ?`;
    found.push({ field: 'stage', code: 'stage_tissue', says, choices: [{ label: 'Laisser ainsi', values: {} }] });
  }
  return found;
}
