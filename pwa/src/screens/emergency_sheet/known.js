/**
 * What the tablet knows of one person under the headings of the emergency sheet: what the server told of her health, and
 * what its own rows say of who she is, what she takes, what was measured.
 */
import { knownOf } from '../../elements/measure.js';
import { entry, given, identity, treatment, withMarks } from '../../lib/emergency_building.js';
import { dayWords } from '../../lib/emergency_sheet.js';
import { lastOf } from '../../lib/measures.js';
import { KINDS } from '../../lib/observation_kinds.js';
import { sentence } from '../../lib/observation_words.js';
import { roomWords } from '../../lib/said.js';
import { standing } from '../../lib/treatment.js';
import { fieldOf } from '../../lib/wall_clock.js';

/** @typedef {import('../../lib/emergency_sheet.js').Given} Given */
/** @typedef {import('../../lib/rows.js').LineRow} Line */
/** @typedef {import('../../elements/shapes.js').Engine} Engine */
/** @typedef {import('../../elements/shapes.js').Person} Person */

/**
 * `isWhole` is false where the server has not told this tablet of her health: what is drawn is a part.
 * @param {Engine} engine @param {Person} person @param {string|undefined} timeZone @returns {{given: Record<string, Given>, today: string, isWhole: boolean}}
 */
export function knownFor(engine, person, timeZone, now = new Date()) {
  const [health] = engine.rowsOf('health', person.id);
  const on = (/** @type {Date} */ at) => fieldOf(at, timeZone).slice(0, 10);
  const today = on(now);
  const all = {
    ...health?.given,
    identity: identity(person, today, health?.ins ? [health.ins] : []),
    home: home(engine, person, health?.home),
    treatment: engine.may('medication.see') ? treated(engine.rowsOf('line', person.id), now, on) : given('unsaid'),
    measures: measured(engine, person.id, on),
  };
  return { given: withMarks(all, person.marks), today, isWhole: health !== undefined };
}

/** @param {Engine} engine @param {Person} person @param {{name: string, finess: string|null}|undefined} told @returns {Given} */
function home(engine, person, told) {
  const unit = engine.units().find(({ id }) => id === person.unit)?.name ?? '';
  const name = told?.name ?? engine.wall?.establishment.name ?? '';
  const where = [unit, roomWords(person.room)].filter(Boolean).join(', ');
  return given('said', [entry(name, told?.finess ? `FINESS ${told.finess}` : ''), entry(where, `depuis le ${dayWords(person.admitted_on)}`)]);
}

/** Lines that hold or will, by name. @param {Line[]} lines @param {Date} now @param {(at: Date) => string} on */
function treated(lines, now, on) {
  /** @type {Map<string, {line: Line, stands: string}>} one a chain: the version in force, else the next */
  const chains = new Map();
  for (const line of lines) {
    const stands = standing(line, now);
    const before = chains.get(line.chain);
    if (stands === 'over' || (before && (stands === 'coming' || before.stands !== 'coming'))) continue;
    chains.set(line.chain, { line, stands });
  }
  const all = [...chains.values()].sort((one, other) => one.line.label.localeCompare(other.line.label, 'fr'));
  return treatment(all.map(({ line, stands }) => ({ label: line.label, how: line.scheme, starts_on: stands === 'coming' ? on(new Date(line.starts_at)) : null, is_paused: stands === 'suspended' })));
}

/** The last of each kind that counts, whatever its age, with its day. @param {Engine} engine @param {string} person @param {(at: Date) => string} on @returns {Given} */
function measured(engine, person, on) {
  if (!engine.may('observation.read')) return given('unsaid');
  const known = knownOf(engine, person);
  const lasts = KINDS.filter(({ isSafety }) => isSafety).flatMap((kind) => {
    const last = lastOf(kind.name, person, known);
    return last ? [entry(sentence(kind, { values: last.values, contexts: [] }), `le ${dayWords(on(new Date(last.taken_at)))}`)] : [];
  });
  return given('said', lasts);
}
