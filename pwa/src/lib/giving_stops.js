/**
 * What stands between a hand and a dose: what stops it for everybody, what asks somebody who may decide for a reason, and
 * what is only said. Alerts come decided with the feed; hours are compared here, since they depend on what was just given.
 */
import { fold } from './fold.js';
import { ago, hour } from './time_words.js';
import { heldUp } from './too_early.js';
import { giving, pauseOf, standing as lineStanding } from './treatment.js';

/**
 * @typedef {import('./rows.js').LineRow} Line
 * @typedef {import('./rows.js').Alert} Alert
 * @typedef {import('./giving_state.js').Standing} Standing
 * @typedef {import('../engine/administered.js').Administration} Administration
 * @typedef {import('./time_words.js').Context} Context
 * @typedef {{kind: string, level: 'hard_stop'|'interrupt', says: string, because: string, identity: string|null}} Stop
 * @typedef {{alerts: Alert[], administrations: Administration[], role: string, mayDecide: boolean, unread?: string,
 *   context: Context & {now: Date}}} About mayDecide: whether the reader may go past an alert; unread: what somebody noted
 *   without reading, and no nurse dealt with; '' for nothing
 */

const MINUTE = 60_000;
export const CALL = 'Ne pas donner, appeler l’infirmière.';

/** Why somebody who may decide goes past an alert: a short list of those that the pharmacist counts. @type {Record<string, string>} */
export const PAST = {
  benefit: 'Bénéfice plus grand que le risque',
  monitored: 'Surveillance mise en place',
  tolerated: 'Déjà pris et bien supporté',
  dose_adapted: 'Dose ou horaire adaptés',
  not_this_person: 'Ne s’applique pas à cette personne',
  fact_wrong: 'Un fait est à corriger au dossier',
  other: 'Autre raison',
};

/** Methotrexate as somebody types it without choosing one: medication/methotrexate.py says the same. */
const WEEKLY = /\b(?:methotrexate?|novatrex|imeth|metoject|nordimet|prexate|ledertrexate|mtx)\b/;

/** Of a scheduled dose, the gravest first. @param {Pick<Standing, 'dose'|'line'|'timing'>} of @param {About} about @returns {Stop[]} */
export function stopsOf({ dose, line, timing }, about) {
  if (!line) return [stop('lost', 'hard_stop', 'La ligne de cette prise n’est pas sur la tablette.', 'Demandez à l’infirmière avant de donner.')];
  const found = ofRole(line, about);
  if (dose.act !== 'give') return found;
  const early = ['due', 'early'].includes(timing) ? [tooSoonForSlot(dose, about.context)] : [];
  return [...ofLine(line, about.context.now), ...ofAlerts(line, about), ...ofUnread(about), ...tooNear(line, dose.apart ?? {}, about), ...early, ...found].sort(byLevel);
}

/** Of a line that is given as needed; `allowed`: what its allowance says, null where nothing is left to say. @param {Line} line @param {About} about @param {Stop|null} allowed @returns {Stop[]} */
export const stopsAsNeeded = (line, about, allowed) =>
  [...ofLine(line, about.context.now), ...ofUnread(about), ...(allowed ? [allowed] : []), ...ofAlerts(line, about), ...ofRole(line, about)].sort(byLevel);

/** @param {Stop} one @param {Stop} other */
const byLevel = (one, other) => Number(one.level !== 'hard_stop') - Number(other.level !== 'hard_stop');

/** @param {string} kind @param {Stop['level']} level @param {string} says @param {string} [because] @param {string|null} [identity] @returns {Stop} */
export const stop = (kind, level, says, because = '', identity = null) => ({ kind, level, says, because, identity });

/** @param {Line} line @param {Date} now @returns {Stop[]} */
function ofLine(line, now) {
  const how = lineStanding(line, now);
  if (how === 'suspended') return [stop('line_suspended', 'hard_stop', 'Suspendu, ne pas donner.', pauseOf(line, now)?.reason ?? '')];
  return how === 'over' && line.over !== 'replaced' ? [stop('line_stopped', 'hard_stop', 'Arrêté, ne plus donner.')] : [];
}

/** @param {Line} line @param {About} about @returns {Stop[]} */
function ofRole(line, { role, context }) {
  const told = giving(line, role, context.now);
  return told && !told.may ? [stop('role', 'interrupt', told.words)] : [];
}

/** What somebody already went past holds. @param {Line} line @param {About} about @returns {Stop[]} */
function ofAlerts({ chain }, { alerts }) {
  const mine = alerts.filter((one) => one.chains.includes(chain) && !one.override && one.level !== 'show');
  return mine.map(({ kind, level, says, because, identity }) => stop(kind, level === 'hard_stop' ? level : 'interrupt', says, because, identity ?? null));
}

/** Somebody who could read nothing gave her something: until a nurse says what it was, any dose may be the second. @param {About} about @returns {Stop[]} */
const ofUnread = ({ unread }) => (unread ? [stop('unread', 'interrupt', `Noté sans lire : ${unread}`, 'L’infirmière reporte cette note, puis la ferme, avant que l’on redonne.')] : []);

/** Too near to what was actually given of the same substance. What kills when it comes twice in a week is nobody's to go past, network or not. @param {Line} line @param {Record<string, number>} apart @param {About} about @returns {Stop[]} */
function tooNear({ substances, label }, apart, { administrations, context }) {
  const held = heldUp(administrations, apart, context.now);
  const isDeadly = substances?.includes('methotrexate') || WEEKLY.test(fold(label ?? ''));
  return held ? [stop('too_early', isDeadly ? 'hard_stop' : 'interrupt', `Trop tôt : pas avant ${hour(held.allowed_at, context)}.`, `Même substance donnée ${ago(new Date(held.last.at), context)}.`)] : [];
}

/** @param {import('./rows.js').DoseRow} dose @param {Context} context */
function tooSoonForSlot({ due_at, early }, context) {
  const at = Date.parse(due_at);
  return stop('too_early', 'interrupt', `Trop tôt : prévu à ${hour(new Date(at), context)}.`, `À donner à partir de ${hour(new Date(at - early * MINUTE), context)}.`);
}

/**
 * What the reader can do about it: nothing stands in the way, a reason is asked of them, or it is not theirs to give and
 * only what was already done can be written. @param {Stop[]} stops @param {boolean} mayDecide @returns {'open'|'reason'|'closed'}
 */
export function wayOn(stops, mayDecide) {
  if (stops.length === 0) return 'open';
  return mayDecide && stops.every(({ level, kind }) => level === 'interrupt' && kind !== 'role') ? 'reason' : 'closed';
}

/** As the command keeps it. @param {Stop[]} stops @param {{reason?: string|null, text?: string|null}} [given] */
export const passed = (stops, { reason = null, text = null } = {}) => stops.map(({ kind, identity }) => ({ kind, identity, reason, text }));
