/**
 * A person's measures as the river of days shows them: the server's rows and what this tablet wrote, as one, in the shape
 * of entries so that they are grouped, searched and drawn with them. Values in, values out.
 */
import { kindOf } from './observation_kinds.js';
import { contextWords, missingWords, sentence, valueWords } from './observation_words.js';

/**
 * @typedef {import('./observation_words.js').Missing} Missing
 * @typedef {{id: string, root: string, version: number, correction: string|null, person: string, author: string, kind: string,
 *   values: Record<string, string>, contexts: string[], missing: Missing|null, note: string|null, source: string|null,
 *   typed: string|null, taken_at: string, occurred_at: string, received_at: string|null, flags: string[],
 *   expires_at: string|null, marks?: import('./rows.js').SaidBeside[]}} MeasureRow
 * @typedef {{id: string, person: string, kind: string, values: Record<string, string>, taken_at: string, measure: string}} LastRow
 * @typedef {{words: string, beside: string, before: Before|null, row: MeasureRow}} Told words: the value, or why there is none
 * @typedef {{words: string, at: string}} Before the value before this one
 * @typedef {import('../store/merge.js').Entry & {measure?: Told}} Shown an entry, or a measure in its shape
 * @typedef {import('../store/facts.js').Fact} Fact
 * @typedef {{rows: MeasureRow[], lasts: LastRow[], facts: Fact[], undone: Fact[], me: string, nameOf: (staff: string) => string|null}} Known
 */

/** The days of these say nothing about each other. */
const PASSING = ['meal', 'drinks', 'stools', 'urine', 'mood', 'sleep'];

/** @type {WeakMap<object, {from: string, shown: Shown}>} the same object as long as nothing of it changed */
const made = new WeakMap();

/** Newest first; what was undone is left out, and kinds of a later version. @param {string} person @param {Known} known @returns {Shown[]} */
export function shownMeasures(person, { rows, lasts, facts, undone, me, nameOf }) {
  const gone = new Set(undone.filter(({ state }) => state !== 'quarantined').map(({ body }) => body.observation));
  const told = new Set(rows.flatMap(({ id, root }) => [id, root]));
  const fresh = facts.filter((fact) => fact.person === person && !told.has(fact.id));
  const all = [
    ...rows.map((row) => ({ of: row, row, state: /** @type {const} */ ('received'), reason: null, name: '' })),
    ...fresh.map((fact) => ({ of: fact, row: rowOf(fact), state: fact.state, reason: fact.reason, name: fact.author_name })),
  ].filter(({ row }) => !gone.has(row.root) && kindOf(row.kind));
  const values = valuesOf(all.map(({ row }) => row), lasts);
  return all
    .map(({ of, row, state, reason, name }) => {
      const before = beforeOf(row, values);
      const from = [state, reason, me, nameOf(row.author) ?? name, before?.at, before?.words].join('\n');
      const kept = made.get(of);
      if (kept?.from === from) return kept.shown;
      const shown = entryOf(row, { state, reason, before, mine: row.author === me, authorName: nameOf(row.author) ?? name });
      made.set(of, { from, shown });
      return shown;
    })
    .sort((one, other) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at) || (one.id < other.id ? 1 : -1));
}

/** The last number of a kind that counts, of which measure, and when. @param {string} kind @param {string} person @param {Pick<Known, 'rows'|'lasts'|'facts'|'undone'>} known @returns {{id: string, values: Record<string, string>, taken_at: string}|null} */
export function lastOf(kind, person, known) {
  const { rows, lasts, facts, undone } = known;
  const gone = new Set(undone.map(({ body }) => body.observation));
  const mine = facts.filter((fact) => fact.person === person && fact.state !== 'quarantined').map(rowOf);
  const all = valuesOf([...rows, ...mine].filter(({ root }) => !gone.has(root)), lasts.filter(({ measure }) => !gone.has(measure)));
  return all.filter((one) => one.kind === kind).at(-1) ?? null;
}

/** Numbers that count, oldest first. @param {MeasureRow[]} rows @param {LastRow[]} lasts */
function valuesOf(rows, lasts) {
  const counted = rows.filter(({ values, flags }) => Object.keys(values).length && !flags.includes('impossible_value'));
  const known = new Set(counted.map(({ id }) => id));
  return [...counted, ...lasts.filter(({ measure }) => !known.has(measure)).map((last) => ({ ...last, id: last.measure }))]
    .map(({ id, kind, values, taken_at }) => ({ id, kind, values, taken_at }))
    .sort((one, other) => Date.parse(one.taken_at) - Date.parse(other.taken_at));
}

/** @param {MeasureRow} row @param {ReturnType<typeof valuesOf>} values @returns {Before|null} */
function beforeOf(row, values) {
  const kind = kindOf(row.kind);
  if (!kind || PASSING.includes(row.kind)) return null;
  const at = Date.parse(row.taken_at);
  const last = values.filter((one) => one.kind === row.kind && Date.parse(one.taken_at) < at).at(-1);
  return last ? { words: valueWords(kind, last.values), at: last.taken_at } : null;
}

/** A measure as the server will most likely tell it. @param {Fact} fact @returns {MeasureRow} */
function rowOf({ id, person, author, at, body }) {
  return {
    id, root: id, version: 1, correction: null, person: person ?? '', author, kind: body.kind,
    values: body.values ?? {}, contexts: body.contexts ?? [], missing: body.missing ?? null,
    note: body.note ?? null, source: body.source ?? null, typed: body.typed ?? null, taken_at: body.taken_at ?? at,
    occurred_at: at, received_at: null, flags: [], expires_at: null,
  };
}

/** @param {MeasureRow} row @param {{state: any, reason: string|null, before: Before|null, mine: boolean, authorName: string}} said @returns {Shown} */
function entryOf(row, { state, reason, before, mine, authorName }) {
  const kind = /** @type {import('./observation_kinds.js').Kind} */ (kindOf(row.kind));
  const value = valueWords(kind, row.values);
  const why = row.missing ? missingWords(row.missing) : '';
  const words = value || why;
  const beside = [contextWords(kind, row.contexts), value ? why : ''].filter(Boolean).join('. ');
  return {
    id: row.id, root: row.root, version: row.version, person: row.person, author: row.author, authorName, mine, state, reason,
    cible: '', label: kind.label, vocabulary: 0, importance: 'normal', to_read: false, alarm: false, incomplete: false,
    data: [words, beside].filter(Boolean).join(', '), actions: row.note, result: row.source, chips: {},
    occurred_at: row.occurred_at, received_at: row.received_at, flags: row.flags, marks: row.marks, acknowledged: null, additions: [],
    read_by: [], expires_at: row.expires_at, unread: false, measure: { words, beside, before, row },
  };
}

/** What a command says that was measured, whatever is wrong with it; null for another command, and for what nobody could read. @param {{type?: string|null, body?: any}} command */
export function toldOf({ type, body }) {
  const kind = type === 'observation.record' ? kindOf(body?.kind) : null;
  const { values = {}, contexts = [], missing = null } = body ?? {};
  const isText = (/** @type {unknown} */ one) => typeof one === 'string';
  if (!kind || !Object.values(values).every(isText) || !Array.isArray(contexts)) return null;
  return sentence(kind, { values, contexts, missing });
}
