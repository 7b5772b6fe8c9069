/**
 * What a step reads of a person: the last glycaemia and INR, with what was measured on this tablet and is not sent yet;
 * where injections and patches went; which patches are worn.
 */
import { knownOf } from '../../../elements/measure.js';
import { lastOf } from '../../../lib/measures.js';
import { worn } from '../../../lib/patch_acts.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Engine} Engine */
/** @typedef {{id: string|null, value: string|null, reader: 'low'|'high'|null, at: Date}} Reading value: null where the instrument only said LO or HI */
/** @typedef {{site: string, at: string}} Use */

const PUT = ['given', 'helped', 'taken_alone', 'partly_taken'];
/** @type {Record<string, 'low'|'high'>} */
const READER = { reader_low: 'low', reader_high: 'high' };

/** The last of a kind, whichever tablet it was taken on. @param {Engine} engine @param {string} person @param {string} kind @returns {Reading|null} */
export function readingOf(engine, person, kind) {
  const known = knownOf(engine, person);
  const last = lastOf(kind, person, known);
  const beyond = beyondReader(known, person, kind);
  if (beyond && (!last || beyond.at.getTime() > Date.parse(last.taken_at))) return beyond;
  return last && { id: last.id, value: last.values.value ?? null, reader: null, at: new Date(last.taken_at) };
}

/** "LO" and "HI" are no numbers, and say the gravest. @param {ReturnType<typeof knownOf>} known @param {string} person @param {string} kind @returns {Reading|null} */
function beyondReader({ rows, facts, undone }, person, kind) {
  const gone = new Set(undone.map(({ body }) => body.observation));
  const here = facts.filter((fact) => fact.person === person && fact.state !== 'quarantined');
  const all = [
    ...rows.map((/** @type {any} */ row) => ({ ...row, key: row.root })),
    ...here.map(({ id, at, body }) => ({ id, key: id, kind: body.kind, missing: body.missing, taken_at: body.taken_at ?? at })),
  ];
  const found = all
    .filter((one) => one.kind === kind && one.missing && READER[one.missing.reason] && !gone.has(one.key))
    .sort((one, other) => Date.parse(one.taken_at) - Date.parse(other.taken_at))
    .at(-1);
  return found ? { id: found.id, value: null, reader: READER[found.missing.reason], at: new Date(found.taken_at) } : null;
}

/** Where drugs of this sort went, oldest first: of the line itself for a patch, of every injection for an insulin. @param {Context} context @returns {Use[]} */
export function usesOf({ engine, person, line, administrations }) {
  const insulins = new Set(engine.rowsOf('line', person).filter((one) => one.gesture?.kind === 'insulin').map(({ chain }) => chain));
  const isAlike = (/** @type {string} */ chain) => chain === line.chain || (line.gesture?.kind === 'insulin' && insulins.has(chain));
  return administrations
    .filter(({ act, outcome, site, chain }) => act === 'give' && site && PUT.includes(outcome) && isAlike(chain))
    .map(({ site, at }) => ({ site: /** @type {string} */ (site), at }))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What is on the skin. @param {Context} context */
export function wornBy({ engine, person, administrations }) {
  const patches = new Set(engine.rowsOf('line', person).filter(({ rule }) => rule?.kind === 'patch').map(({ chain }) => chain));
  return worn(administrations.filter(({ act, chain }) => act !== 'give' || patches.has(chain)));
}
