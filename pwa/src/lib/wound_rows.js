/**
 * A person's wounds as the tablet knows them: the server's rows, and what was said here and has not come back yet. Values
 * in, values out.
 */
import { areaOf } from './wound_rules.js';
import { between, trend } from './wound_trend.js';

/**
 * @typedef {import('../store/facts.js').Fact} Fact
 * @typedef {import('./wound_rules.js').Assessment} Said
 * @typedef {{id: string, by: string, at: string, byName?: string, isPending?: boolean}} By
 * @typedef {By & Said & {photo: string|null, next_days: number|null, told: string[], flags: string[], corrected: string|null}} Assessment
 * @typedef {By & {text: string|null, photo: string|null, flags: string[]}} Note
 * @typedef {By & {given: boolean, whose: string, note: string|null}} Consent
 * @typedef {By & {ending: string|null, note: string|null}} Closing
 * @typedef {{id: string, person: string, site: string, side: string|null, kind: string, origin_on: string|null, note: string|null,
 *   opened: By|null, flags: string[], consent: Consent|null, assessments: Assessment[], notes: Note[], closed: Closing|null,
 *   expires_at: string|null, isPending?: boolean}} Wound
 */

/** After that the server's row says all there is. */
const SETTLES = 120_000;
const USUAL_DAYS = 7;
const DAY = 86_400_000;
export const TYPES = /** @type {const} */ (['wound.open', 'wound.assess', 'wound.note', 'wound.consent', 'wound.close', 'wound.reopen']);

/** Open ones first, the last closed after them. @param {string} person @param {Wound[]} rows @param {Fact[]} facts of `TYPES` @param {Fact[]} undone @param {number} now @returns {Wound[]} */
export function woundsOf(person, rows, facts, undone, now) {
  const gone = new Set(undone.filter(({ state }) => state !== 'quarantined').map(({ body }) => body.act));
  const fresh = facts
    .filter((fact) => fact.person === person && fact.state !== 'quarantined' && !gone.has(fact.id) && isFresh(fact, now))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  /** @type {Map<string, Wound>} */
  const wounds = new Map(rows.filter(({ id }) => !gone.has(id)).map((row) => [row.id, without(row, gone)]));
  for (const fact of fresh) {
    const id = fact.type === 'wound.open' ? fact.id : fact.body.wound;
    const before = wounds.get(id);
    if (fact.type === 'wound.open') before || wounds.set(id, openedBy(fact));
    else if (before) wounds.set(id, after(before, fact));
  }
  return [...wounds.values()].sort((one, other) => Number(one.closed !== null) - Number(other.closed !== null) || momentOf(one) - momentOf(other));
}

/** When it is to be assessed; at once for one that nobody assessed. @param {Wound} wound */
export function dueAt({ assessments, opened }) {
  const last = assessments.at(-1);
  if (!last) return opened ? Date.parse(opened.at) : 0;
  return Date.parse(last.at) + (last.next_days ?? USUAL_DAYS) * DAY;
}

/** Those whose figures enter comparisons. @param {Wound} wound */
export const counted = ({ assessments }) => assessments.filter(({ flags }) => !flags.includes('impossible_size') && !flags.includes('broken_seal'));

/** @param {Wound} wound */
export const trendOf = (wound) =>
  trend(
    counted(wound).flatMap((one) => {
      const area = areaOf(one);
      return area === null ? [] : [{ at: one.at, area }];
    }),
  );

/** The last area against the one just before, where that is another comparison. @param {Wound} wound */
export function lastStep(wound) {
  const points = counted(wound).flatMap((one) => (areaOf(one) === null ? [] : [{ at: one.at, area: /** @type {number} */ (areaOf(one)) }]));
  return points.length > 2 ? between(points[points.length - 2], points[points.length - 1]) : null;
}

/** Whether a picture may be taken of it now. @param {Wound} wound */
export const mayPhotograph = ({ consent }) => consent?.given === true;

/** @param {Fact} fact @param {number} now */
const isFresh = ({ state, receivedAt }, now) => state === 'waiting' || (receivedAt > 0 && now - receivedAt < SETTLES);

/** @param {Wound} row @param {Set<string>} gone @returns {Wound} */
const without = (row, gone) => ({ ...row, assessments: row.assessments.filter(({ id }) => !gone.has(id)), notes: row.notes.filter(({ id }) => !gone.has(id)) });

/** @param {Wound} wound */
const momentOf = ({ closed, opened }) => (closed ? -Date.parse(closed.at) : opened ? Date.parse(opened.at) : 0);

/** @param {Fact} fact @returns {By} */
const by = ({ id, author, author_name: byName, at, body, state }) => ({ id, by: author, byName, at: body.taken_at ?? at, isPending: state === 'waiting' });

/** @param {Fact} fact @returns {Wound} */
function openedBy(fact) {
  const { site, side = null, kind = null, origin_on = null, note = null, consent = null } = fact.body;
  const said = consent && { ...by(fact), given: consent.given, whose: consent.by, note: consent.note ?? null };
  return {
    id: fact.id, person: fact.person ?? '', site, side, kind: kind ?? 'unknown', origin_on, note, opened: by(fact), flags: [], consent: said,
    assessments: [], notes: [], closed: null, expires_at: null, isPending: fact.state === 'waiting',
  };
}

/** @param {Wound} wound @param {Fact} fact @returns {Wound} */
function after(wound, fact) {
  const { body } = fact;
  const known = [...wound.assessments, ...wound.notes].some(({ id }) => id === fact.id);
  if (known) return wound;
  if (fact.type === 'wound.assess') {
    const one = { ...body, ...by(fact), photo: body.photo ?? null, next_days: body.next_days ?? null, told: [], flags: [], corrected: null };
    return { ...wound, assessments: byTime([...wound.assessments, one]) };
  }
  if (fact.type === 'wound.note') return { ...wound, notes: byTime([...wound.notes, { ...by(fact), text: body.text, photo: body.photo ?? null, flags: [] }]) };
  if (fact.type === 'wound.consent') return later(wound.consent, fact) ? { ...wound, consent: { ...by(fact), given: body.given, whose: body.by, note: body.note ?? null } } : wound;
  if (fact.type === 'wound.close') return wound.closed ? wound : { ...wound, closed: { ...by(fact), ending: body.ending, note: body.note ?? null } };
  return later(wound.closed, fact) ? { ...wound, closed: null } : wound;
}

/** @param {By|null} before @param {Fact} fact */
const later = (before, fact) => before === null || Date.parse(fact.at) >= Date.parse(before.at);

/** @template {By} T @param {T[]} acts @returns {T[]} */
const byTime = (acts) => acts.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
