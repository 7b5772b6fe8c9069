/**
 * What screens show: the server's rows and this tablet's own facts, as one. Pure; a fact never changes a row, it is
 * laid over it.
 */

/**
 * @typedef {import('../lib/rows.js').EntryRow} EntryRow
 * @typedef {import('../lib/rows.js').Addition} Addition
 * @typedef {import('./facts.js').Fact} Fact
 * @typedef {import('./facts.js').State} State
 * @typedef {Addition & {state: State, reason: string|null, authorName: string, mine: boolean}} ShownAddition
 * @typedef {Omit<EntryRow, 'additions'> & {additions: ShownAddition[], state: State, reason: string|null,
 *   unread: boolean, authorName: string, mine: boolean}} Entry
 * @typedef {{row: EntryRow, at: number, entry: Entry}} Shown
 * @typedef {{me: string, nameOf: (staff: string) => string|null,
 *   cibleOf: (id: string) => import('../lib/rows.js').Cible|null}} Reader
 * @typedef {{records: Fact[], retracted: Set<string>, acknowledged: Map<string, {by: string, at: string}>,
 *   read: Map<string, Set<string>>, additions: Map<string, Fact[]>}} Effects
 */

/**
 * What the facts do, by entry. A refused gesture has no effect; a refused text stays readable.
 * @param {Iterable<Fact>} facts @returns {Effects}
 */
export function effectsOf(facts) {
  /** @type {Effects} */
  const effects = { records: [], retracted: new Set(), acknowledged: new Map(), read: new Map(), additions: new Map() };
  for (const fact of facts) {
    if (fact.type === 'transmission.record') effects.records.push(fact);
    else if (fact.type === 'transmission.complete') listed(effects.additions, fact.body.entry).push(fact);
    else if (fact.state !== 'quarantined') applyGesture(effects, fact);
  }
  return effects;
}

/** @param {Effects} effects @param {Fact} fact */
function applyGesture(effects, { type, body, author, at }) {
  if (type === 'transmission.retract') effects.retracted.add(body.entry);
  if (type === 'transmission.acknowledge') effects.acknowledged.set(body.entry, { by: author, at });
  if (type === 'transmission.read') {
    for (const entry of body.entries) effects.read.set(entry, (effects.read.get(entry) ?? new Set()).add(author));
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
  const none = effectsOf([]);
  const shown = Array.from(rows, (row) => ({
    row,
    at: Date.parse(row.occurred_at),
    entry: laidOver(row, 'received', null, none, reader),
  }));
  return shown.sort(newestFirst);
}

/**
 * Every entry to show, newest first; what was undone is left out. Entries that no fact concerns are the same objects.
 * @param {Shown[]} base from `shownRows` @param {Effects} effects @param {Reader} reader
 * @returns {Entry[]}
 */
export function withFacts(base, effects, reader) {
  const known = new Set(base.map(({ row }) => row.id));
  const fresh = effects.records
    .filter(({ id }) => !known.has(id))
    .map((fact) => {
      const row = rowOfFact(fact, reader);
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
  const seen = row.read_by.includes(reader.me) || Boolean(effects.read.get(row.id)?.has(reader.me));
  const isRetold = additions.length > row.additions.length && additions.some(hasDataChip);
  return {
    ...row,
    additions,
    acknowledged: row.acknowledged ?? effects.acknowledged.get(row.id) ?? null,
    incomplete: row.incomplete && !isRetold,
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

/** An entry as the server will most likely tell it. @param {Fact} fact @param {Reader} reader @returns {EntryRow} */
function rowOfFact(fact, reader) {
  const { body } = fact;
  const cible = reader.cibleOf(body.cible);
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
    flags: [],
    acknowledged: null,
    additions: [],
    read_by: [],
    expires_at: null,
  };
}
