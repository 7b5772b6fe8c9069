/**
 * The emergency sheet: what is known under each heading, what is missing, what is too old. The same rule as
 * `transmissions/emergency/`, on `tests/vectors/emergency_sheet.json`.
 */

/**
 * @typedef {{text: string, detail: string, until: string|null, review_on?: string}} Entry until: the last day on which it is on
 *   the sheet; review_on: from that day it is to be seen again
 * @typedef {'said'|'none'|'unsaid'|'broken'} Answer
 * @typedef {{answer: Answer, entries: Entry[], on: string|null}} Given on: the day it was decided, where it ages
 * @typedef {{code: string, title: string, page: 1|2, unsaid: string, none: string, months: number|null}} Rubric
 * @typedef {{code: string, title: string, page: 1|2, entries: Entry[], says: string, missing: string}} Section
 */

/** @param {string} code @param {string} title @param {1|2} page @param {string} [unsaid] @param {string} [none] @param {number|null} [months] @returns {Rubric} */
const rubric = (code, title, page, unsaid = '', none = '', months = null) => ({ code, title, page, unsaid, none, months });

/** What it holds, in the order in which whoever takes over reads it. */
export const RUBRICS = [
  rubric('identity', 'Identité', 1, 'Identité : illisible ou incomplète.'),
  rubric('home', 'Lieu de vie', 1),
  rubric('conduct', 'Conduite à tenir en urgence', 1, 'Conduite à tenir en urgence : personne ne l’a décidée.', '', 12),
  rubric('directives', 'Directives anticipées', 1, 'Directives anticipées : on ne sait pas s’il y en a.', 'Aucune.'),
  rubric('allergies', 'Allergies', 1, 'Allergies : personne n’a répondu.', 'Aucune allergie connue.'),
  rubric('swallowing', 'Déglutition', 1, 'Déglutition : personne n’a dit comment la personne avale.', 'Sans risque.'),
  rubric('risks', 'Risques à connaître', 1),
  rubric('handicaps', 'Handicap et appareillage', 1),
  rubric('contacts', 'Personnes à prévenir', 1, 'Personne à prévenir : aucune n’est notée.'),
  rubric('trusted', 'Personne de confiance', 1, 'Personne de confiance : on ne sait pas si elle est désignée.', 'Aucune désignée.'),
  rubric('protection', 'Protection juridique', 1, '', 'Aucune mesure.'),
  rubric('doctor', 'Médecin traitant', 1, 'Médecin traitant : il n’est pas noté.'),
  rubric('antecedents', 'Maladies et antécédents', 2, 'Maladies et antécédents : rien n’est noté.', 'Aucun antécédent connu.'),
  rubric('treatment', 'Traitement en cours', 2, 'Traitement : il n’est pas lisible ici.', 'Aucun traitement en cours.'),
  rubric('protocols', 'Protocoles', 2),
  rubric('measures', 'Dernières mesures', 2),
  rubric('vaccinations', 'Vaccinations', 2, 'Vaccinations : aucune n’est notée.'),
  rubric('appointments', 'Rendez-vous à venir', 2),
];

export const BROKEN = 'Illisible, à redemander.';

/** A heading that is not in `given` could not have been answered: it is left out. @param {Record<string, Given>} given @param {string} today ISO day @returns {Section[]} */
export function sheetOf(given, today) {
  return RUBRICS.filter(({ code }) => Object.hasOwn(given, code))
    .map((one) => section(one, given[one.code], today))
    .filter(({ entries, says }) => entries.length > 0 || says !== '');
}

/** What is to be asked. @param {Section[]} sections */
export const missingOf = (sections) => sections.map(({ missing }) => missing).filter(Boolean);

/** @param {Rubric} about @param {Given} given @param {string} today @returns {Section} */
function section({ code, title, page, unsaid, none, months }, { answer, entries: all, on }, today) {
  const due = all.filter(({ until }) => until === null || until >= today);
  const told = (/** @type {Entry[]} */ entries, says = '', missing = '') => ({ code, title, page, entries: entries.map((one) => reviewed(one, today)), says, missing });
  // What can still be read stays: part of an answer is better than none, and says that it is a part.
  if (answer === 'broken') return told(due, BROKEN, `${title} : illisible, à redemander.`);
  if (answer === 'none' && none) return told([], none);
  if (!due.length) return told([], unsaid, unsaid);
  if (on && months && isOld(on, months, today)) return told(due, '', `${title} : du ${dayWords(on)}, à revoir.`);
  const old = due.flatMap(({ review_on: day }) => (day && day <= today ? [day] : [])).sort();
  return told(due, '', old.length ? `${title} : ${since(old[0])}.` : '');
}

/** @param {Entry} one @param {string} today @returns {Entry} */
function reviewed(one, today) {
  if (!one.review_on || one.review_on > today) return one;
  return { ...one, detail: [one.detail, since(one.review_on)].filter(Boolean).join(' · ') };
}

/** @param {string} day */
const since = (day) => `à revoir depuis le ${dayWords(day)}`;

/** @param {string} on @param {number} months @param {string} today */
function isOld(on, months, today) {
  const [year, month, day] = on.split('-').map(Number);
  const turned = year * 12 + month - 1 + months;
  const until = [Math.floor(turned / 12), (turned % 12) + 1, day].map((part, at) => String(part).padStart(at ? 2 : 4, '0')).join('-');
  return until < today;
}

/** "22/11/2026" @param {string} day ISO */
export const dayWords = (day) => day.split('-').reverse().join('/');
