/**
 * What screens show: the server's rows and this tablet's own facts, as one. Pure; a fact never changes a row, it is
 * laid over it.
 */

import { placeOf } from './versions.js';

/**
 * @typedef {import('../lib/rows.js').EntryRow} EntryRow
 * @typedef {import('../lib/rows.js').Addition} Addition
 * @typedef {import('./facts.js').Fact} Fact
 * @typedef {import('./facts.js').State} State
 * @typedef {Addition & {state: State, reason: string|null, authorName: string, mine: boolean}} ShownAddition
 * @typedef {Omit<EntryRow, 'additions'> & {additions: ShownAddition[], state: State, reason: string|null,
 *   unread: boolean, authorName: string, mine: boolean, read_at?: Record<string, string>, versions?: Entry[], isRetold?: boolean}} Entry
 *   read_at: when those who read it on this tablet did, as long as it is their own word; versions: those before this one, newest first; isRetold: corrected since its reader read it
 * @typedef {{row: EntryRow, at: number, entry: Entry}} Shown
 * @typedef {{me: string, nameOf: (staff: string) => string|null,
 *   cibleOf: (id: string) => import('../lib/rows.js').Cible|null, rowOf?: (id: string) => EntryRow|null}} Reader
 *   rowOf: an entry read on the server, older than what the tablet keeps
 * @typedef {{records: Fact[], retracted: Set<string>, acknowledged: Map<string, {by: string, at: string}>,
 *   read: Map<string, Map<string, string>>, additions: Map<string, Fact[]>}} Effects
 */

/** What makes an entry: a transmission, or another version of one. */
export const WRITTEN = ['transmission.record', 'transmission.correct'];

/**
 * What the facts do, by entry. A refused gesture has no effect; a refused text stays readable until somebody decided.
 * @param {Iterable<Fact>} facts @returns {Effects}
 */
export function effectsOf(facts) {
  /** @type {Effects} */
  const effects = { records: [], retracted: new Set(), acknowledged: new Map(), read: new Map(), additions: new Map() };
  const all = [...facts];
  const settled = new Set(all.filter(({ type, state }) => type === 'quarantine.settle' && state !== 'quarantined').map(({ body }) => body.command));
  for (const fact of all) {
    if (fact.state === 'quarantined' && settled.has(fact.id)) continue;
    if (WRITTEN.includes(fact.type)) effects.records.push(fact);
    else if (fact.type === 'transmission.complete') listed(effects.additions, fact.body.entry).push(fact);
    else if (fact.state !== 'quarantined') applyGesture(effects, fact);
  }
  return effects;
}

const NO_EFFECTS = effectsOf([]);

/** @param {Effects} effects @param {Fact} fact */
function applyGesture(effects, { type, body, author, at }) {
  if (type === 'transmission.retract') effects.retracted.add(body.entry);
  if (type === 'transmission.acknowledge') effects.acknowledged.set(body.entry, { by: author, at });
  if (type === 'transmission.read') {
    for (const entry of body.entries) effects.read.set(entry, (effects.read.get(entry) ?? new Map()).set(author, at));
  }
}

/** @template T @param {Map<string, T[]>} map @param {string} key @returns {T[]} */
function listed(map, key) {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}

/**
 * The server's rows alone, newest first. Made once for each answer of the feed: a tap must not pay for a week of entries.
 * @param {Iterable<EntryRow>} rows @param {Reader} reader
 * @returns {Shown[]}
 */
export function shownRows(rows, reader) {
  return Array.from(rows, (row) => shownRow(row, reader)).sort(newestFirst);
}

/** @type {WeakMap<EntryRow, Shown & {names: string}>} */
const lastShown = new WeakMap();

/** The same object as long as the row and the names of its authors are the same: the feed changes few of many. @param {EntryRow} row @param {Reader} reader @returns {Shown} */
function shownRow(row, reader) {
  const names = [reader.me, ...[row, ...row.additions].map(({ author }) => reader.nameOf(author))].join('\n');
  const before = lastShown.get(row);
  if (before?.names === names) return before;
  const entry = laidOver(row, 'received', null, NO_EFFECTS, reader);
  const shown = { row, at: Date.parse(row.occurred_at), entry, names };
  lastShown.set(row, shown);
  return shown;
}

/**
 * Every entry to show, newest first; what was undone is left out. Entries that no fact concerns are the same objects.
 * @param {Shown[]} base from `shownRows` @param {Effects} effects @param {Reader} reader
 * @returns {Entry[]}
 */
export function withFacts(base, effects, reader) {
  const known = new Map(base.map(({ row }) => [row.id, row]));
  const fresh = effects.records
    .filter(({ id }) => !known.has(id))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .map((fact) => {
      const row = rowOfFact(fact, reader, known.get(fact.body.entry) ?? reader.rowOf?.(fact.body.entry) ?? null);
      known.set(row.id, row);
      return {
        row,
        at: Date.parse(row.occurred_at),
        entry: laidOver(row, fact.state, fact.reason, effects, reader, fact.author_name),
      };
    });
  return [...fresh, ...base]
    .filter(({ row }) => !effects.retracted.has(row.id))
    .sort(newestFirst)
    .map(({ row, entry }) =>
      isConcerned(row.id, effects)
        ? laidOver(row, entry.state, entry.reason, effects, reader, entry.authorName)
        : entry,
    );
}

/** @param {string} id @param {Effects} effects */
function isConcerned(id, { acknowledged, read, additions }) {
  return acknowledged.has(id) || read.has(id) || additions.has(id);
}

/** @param {Shown} one @param {Shown} other */
function newestFirst(one, other) {
  return other.at - one.at || (one.row.id < other.row.id ? 1 : -1);
}

/**
 * @param {EntryRow} row @param {State} state @param {string|null} reason @param {Effects} effects @param {Reader} reader
 * @param {string} [writtenName] the author's name as known when it was written, for one who has left since
 * @returns {Entry}
 */
function laidOver(row, state, reason, effects, reader, writtenName = '') {
  const mine = row.author === reader.me;
  const additions = additionsOf(row, effects, reader);
  const readHere = effects.read.get(row.id);
  const seen = row.read_by.includes(reader.me) || Boolean(readHere?.has(reader.me));
  const isRetold = additions.length > row.additions.length && additions.some(hasDataChip);
  return {
    ...row,
    additions,
    acknowledged: row.acknowledged ?? effects.acknowledged.get(row.id) ?? null,
    incomplete: row.incomplete && !isRetold,
    ...(readHere ? { read_by: [...new Set([...row.read_by, ...readHere.keys()])], read_at: Object.fromEntries(readHere) } : {}),
    state,
    reason,
    mine,
    unread: !mine && !seen,
    authorName: reader.nameOf(row.author) ?? writtenName,
  };
}

/** @param {EntryRow} row @param {Effects} effects @param {Reader} reader @returns {ShownAddition[]} */
function additionsOf(row, effects, reader) {
  const known = row.additions.map((addition) => shown(addition, 'received', null, reader));
  const ids = new Set(row.additions.map(({ id }) => id));
  const pending = (effects.additions.get(row.id) ?? [])
    .filter(({ id }) => !ids.has(id))
    .map((fact) =>
      shown(
        { ...textsOf(fact.body), id: fact.id, author: fact.author, occurred_at: fact.at },
        fact.state,
        fact.reason,
        reader,
        fact.author_name,
      ),
    );
  return [...known, ...pending];
}

/**
 * @param {Addition} addition @param {State} state @param {string|null} reason @param {Reader} reader
 * @param {string} [writtenName] @returns {ShownAddition}
 */
function shown(addition, state, reason, reader, writtenName = '') {
  const authorName = reader.nameOf(addition.author) ?? writtenName;
  return { ...addition, state, reason, authorName, mine: addition.author === reader.me };
}

/** @param {{chips?: import('../lib/rows.js').Chips}} texts */
const hasDataChip = ({ chips }) => Boolean(chips?.data?.length);

/** @param {import('../lib/rows.js').Texts} body */
function textsOf(body) {
  const chips = { data: [], actions: [], result: [], ...body.chips };
  return { data: body.data ?? null, actions: body.actions ?? null, result: body.result ?? null, chips };
}

/** An entry as the server will most likely tell it. @param {Fact} fact @param {Reader} reader @param {EntryRow|null} target the version it corrects @returns {EntryRow} */
function rowOfFact(fact, reader, target) {
  const { body } = fact;
  const cible = reader.cibleOf(body.cible);
  const witness = fact.confirmations?.find(({ role }) => role === 'witness')?.staff ?? null;
  return {
    ...textsOf(body),
    id: fact.id,
    person: fact.person ?? '',
    author: fact.author,
    cible: body.cible,
    label: cible?.label ?? '',
    vocabulary: body.vocabulary,
    importance: body.importance ?? 'normal',
    to_read: body.to_read ?? false,
    alarm: cible?.alarm ?? false,
    incomplete: Boolean(cible?.alarm) && !hasDataChip(body),
    occurred_at: fact.at,
    received_at: null,
    flags: cible?.witness && !witness ? ['without_witness'] : [],
    acknowledged: null,
    additions: [],
    read_by: [],
    expires_at: null,
    witness,
    alone: body.alone ?? null,
    ...placeOf(fact, target),
  };
}
