/**
 * What the round reads of the tablet: who is owed what at the moment chosen, and all that concerns one person's doses. A
 * person's lines and cautions are read when somebody stands before her; the list needs her doses alone.
 */
import { administeredTo, administrationsOf, doneHere } from '../../engine/administered.js';
import { byPerson, momentsOf } from '../../lib/giving.js';
import { countOf, standings } from '../../lib/giving_state.js';
import { silentSince } from '../../lib/silence.js';

/**
 * @typedef {import('../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('../../elements/shapes.js').Person} Person
 * @typedef {import('../../elements/shapes.js').Engine} Engine
 * @typedef {import('../../lib/giving.js').Moment} Moment
 * @typedef {import('../../lib/giving_state.js').Standing} Standing
 * @typedef {import('../../lib/giving_state.js').Count} Count
 * @typedef {import('../../lib/rows.js').LineRow} Line
 * @typedef {import('../../lib/rows.js').DoseRow} Dose
 * @typedef {Person & {doses: Standing[], count: Count}} Walked
 * @typedef {{person: Person, doses: Standing[], lines: Line[], administrations: import('../../engine/administered.js').Administration[],
 *   about: import('../../lib/giving_stops.js').About, caution: import('../../lib/rows.js').CautionRow|null}} Hers all that
 *   is needed before something is given to one person
 */

/** Where one may go: the moments of the unit, from what is due there. @param {Drawn} host @param {string} unit @param {Date} now */
export function momentsIn({ engine, zone }, unit, now) {
  const doses = engine.persons(unit || undefined).flatMap(({ id }) => engine.rowsOf('dose', id));
  return momentsOf(doses, { now, ...zone });
}

/** Those who are owed something at a moment, in walking order. @param {Drawn} host @param {string} unit @param {Moment} moment @param {Date} now @returns {Walked[]} */
export function walkOf({ engine }, unit, moment, now) {
  const due = byPerson(moment);
  const done = doneHere(engine);
  const knownUntil = knownUntilOf(engine);
  return engine.persons(unit || undefined).flatMap((person) => {
    const hers = due.get(person.id);
    if (!hers) return [];
    const doses = standings(hers, NO_LINES, administeredTo(engine, person.id, done), { now, knownUntil, isAway: isAway(person), resolved: resolvedOf(engine, person.id) });
    return [{ ...person, doses, count: countOf(doses) }];
  });
}

const NO_LINES = new Map();

/** @param {Drawn} host @param {Person} person @param {Dose[]} doses @param {Date} now @returns {Hers} */
export function hersOf({ engine, zone }, person, doses, now) {
  /** @type {Line[]} */
  const lines = engine.rowsOf('line', person.id);
  const administrations = administrationsOf(engine, person.id);
  const caution = engine.rowsOf('caution', person.id)[0] ?? null;
  const told = { now, knownUntil: knownUntilOf(engine), isAway: isAway(person), resolved: resolvedOf(engine, person.id) };
  return {
    person,
    lines,
    administrations,
    caution,
    doses: standings(doses, new Map(lines.map((line) => [line.id, line])), administrations, told),
    about: { alerts: caution?.alerts ?? [], administrations, unread: unreadOf(engine, person.id), role: engine.me?.role ?? '', mayDecide: engine.may('alert.override'), context: { now, ...zone } },
  };
}

/** What was given or refused by somebody whose key opened nothing, as long as no nurse dealt with it. @param {Engine} engine @param {string} person */
const unreadOf = (engine, person) => engine.followUpsOf(person).find(({ kind, urgent, closed }) => /** @type {string} */ (kind) === 'unread' && urgent && !closed)?.what ?? '';

/** @param {Person} person */
const isAway = ({ presence }) => presence !== 'present';

/** What nurses decided of doses that two hands told otherwise. @param {Engine} engine @param {string} person */
function resolvedOf(engine, person) {
  /** @type {import('../../lib/rows.js').DoseConflictRow[]} */
  const rows = engine.rowsOf('dose_conflict', person);
  return new Map(rows.flatMap(({ dose, resolved }) => (resolved ? [[dose, { keeps: resolved.keeps, judged: resolved.seen }]] : [])));
}

/** Tablets of the unit that fell silent before the hour of a dose: each may hold it, given. @param {Engine} engine @param {Dose[]} doses */
export function silentFor(engine, doses) {
  const hours = doses.map(({ due_at }) => Date.parse(due_at));
  return hours.length ? silentSince(engine.rowsOf('silence', ''), Math.min(Math.max(...hours), Date.now()), engine.wall?.device.id) : [];
}

/** Until when this tablet knows what others did. @param {Engine} engine */
function knownUntilOf(engine) {
  const { asOf } = engine.freshness;
  const heard = silentSince(engine.rowsOf('silence', ''), Date.now(), engine.wall?.device.id).map(({ last_heard_at }) => Date.parse(last_heard_at));
  return new Date(Math.min(asOf?.getTime() ?? 0, ...heard));
}
