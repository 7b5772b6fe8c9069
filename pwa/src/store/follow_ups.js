/**
 * Follow-ups as screens show them: the server's rows, and laid over them what was done on this tablet and has not come
 * back yet. Pure; the server makes the same of the same steps, in whatever order they reach it.
 */

/**
 * @typedef {import('../lib/rows.js').FollowUpRow} FollowUpRow
 * @typedef {import('../lib/rows.js').Closing} Closing
 * @typedef {import('./facts.js').Fact} Fact
 * @typedef {import('./facts.js').State} State
 * @typedef {FollowUpRow & {state: State, reason: string|null, mine: boolean, authorName: string,
 *   cible: string|null}} FollowUp cible: that of the transmission it came from, while the tablet has it; its words are `label`
 * @typedef {{me: string, nameOf: (staff: string) => string|null,
 *   entryOf: (id: string) => {cible: string, label: string}|null,
 *   rowsOf?: (kind: 'line', person: string) => import('../lib/rows.js').LineRow[]}} Reader
 * @typedef {{acknowledge: Fact[], close: Fact[], postpone: Fact[], reopen: Fact[]}} Steps
 * @typedef {{row: FollowUpRow, state: State, reason: string|null, author_name: string}} Opened
 */

/**
 * What other gestures ask for later, and which gesture no longer does: known once the screens that give are there.
 * @type {{of: (fact: Fact, reader: Reader) => any, gone: (fact: Fact) => string}}
 */
export const LATER = { of: () => null, gone: () => '' };

const MINUTE = 60_000;
/** How far apart a close and its undo may be, as in `transmissions/follow_up.py`. */
const REOPEN_ACCEPTED = 2 * MINUTE;
/** How long one may be overdue before nurses see it: the server's rule is `transmissions/follow_up_times.py`. */
export const ESCALATES = { usual: 120 * MINUTE, urgent: 15 * MINUTE };

/**
 * Earliest due first. Those that no fact concerns are the same objects as long as their row is.
 * @param {Iterable<FollowUpRow>} rows @param {Iterable<Fact>} facts @param {Reader} reader
 * @returns {FollowUp[]}
 */
export function withSteps(rows, facts, reader) {
  const { opened, undone, steps } = sorted(facts, reader);
  const known = Array.from(rows, (row) => ({ row, state: /** @type {State} */ ('received'), reason: null, author_name: '' }));
  const ids = new Set(known.map(({ row }) => row.id));
  return [...known, ...opened.filter(({ row }) => !ids.has(row.id))]
    .filter(({ row }) => !undone.has(row.entry ?? row.id))
    .map((one) => shown(one, steps.get(one.row.id), reader))
    .sort((one, other) => Date.parse(one.due_at) - Date.parse(other.due_at) || (one.id < other.id ? -1 : 1));
}

/** What the facts open, undo, and do about each. A refused gesture does nothing. @param {Iterable<Fact>} facts @param {Reader} reader */
function sorted(facts, reader) {
  /** @type {Opened[]} */
  const opened = [];
  /** @type {Set<string>} */
  const undone = new Set();
  /** @type {Map<string, Steps>} */
  const steps = new Map();
  for (const fact of facts) {
    const { type, body } = fact;
    const row = openedBy(fact, reader);
    if (row) opened.push({ row, state: fact.state, reason: fact.reason, author_name: fact.author_name });
    if (fact.state === 'quarantined') continue;
    if (type === 'transmission.retract') undone.add(body.entry);
    undone.add(LATER.gone(fact));
    if (type.startsWith('follow_up.') && !row) stepsOf(steps, body.follow_up)[nameOf(type)].push(fact);
  }
  return { opened, undone, steps };
}

/** @param {string} type */
const nameOf = (type) => /** @type {keyof Steps} */ (type.slice('follow_up.'.length));

/** @param {Map<string, Steps>} steps @param {string} id */
function stepsOf(steps, id) {
  const known = steps.get(id) ?? { acknowledge: [], close: [], postpone: [], reopen: [] };
  steps.set(id, known);
  return known;
}

/** The follow-up that a fact opens, as the server will most likely tell it. @param {Fact} fact @param {Reader} reader @returns {FollowUpRow|null} */
function openedBy(fact, reader) {
  const { id, type, body, at, author, person } = fact;
  const isRecord = type === 'transmission.record';
  const asked = isRecord ? body.follow_up : type === 'follow_up.open' ? { ...body, id } : LATER.of(fact, reader);
  if (!asked) return null;
  const { what = null, urgent = false, role = null, due_at, entry = null, kind } = asked;
  /** @type {FollowUpRow} */
  const row = {
    ...{ id: asked.id, person: person ?? '', entry: isRecord ? id : entry, kind: isRecord ? 'reassess' : kind },
    ...{ what, urgent, role, author, opened_at: at, due_at, escalates_at: null, expires_at: null },
    ...{ acknowledged: null, closed: null, also_closed: 0, postponed: [], flags: [] },
  };
  return { ...row, escalates_at: escalation(row) };
}

/** Who takes charge has that much time from then on. @param {Pick<FollowUpRow, 'closed'|'due_at'|'acknowledged'|'urgent'>} row */
function escalation({ closed, due_at, acknowledged, urgent }) {
  if (closed) return null;
  const from = Math.max(Date.parse(due_at), Date.parse(acknowledged?.at ?? due_at));
  return new Date(from + (urgent ? ESCALATES.urgent : ESCALATES.usual)).toISOString();
}

/** @type {WeakMap<FollowUpRow, FollowUp>} */
const lastShown = new WeakMap();

/** @param {Opened} opened @param {Steps|undefined} steps @param {Reader} reader @returns {FollowUp} */
function shown({ row, state, reason, author_name }, steps, reader) {
  const entry = row.entry ? reader.entryOf(row.entry) : null;
  const about = {
    mine: row.author === reader.me,
    authorName: (row.author && reader.nameOf(row.author)) ?? author_name,
    cible: entry?.cible ?? null,
    label: row.label ?? entry?.label ?? null,
  };
  const before = lastShown.get(row);
  if (!steps && state === 'received' && before && before.cible === about.cible && before.authorName === about.authorName) return before;
  if (steps) return { ...stepped(row, steps), ...about, state: stateOf(state, steps), reason };
  const followUp = { ...row, ...about, state, reason };
  if (state === 'received') lastShown.set(row, followUp);
  return followUp;
}

/** @param {State} state @param {Steps} steps @returns {State} */
function stateOf(state, steps) {
  const waits = Object.values(steps).flat().some((fact) => fact.state === 'waiting');
  return state === 'received' && waits ? 'waiting' : state;
}

/** @param {FollowUpRow} row @param {Steps} steps @returns {FollowUpRow} */
function stepped(row, steps) {
  const { closed, also_closed } = closedBy(row, steps);
  const postponed = postponedBy(row, steps.postpone, closed);
  const seen = steps.acknowledge.map(({ author, at }) => ({ by: author, at }));
  const acknowledged = [...(row.acknowledged ? [row.acknowledged] : []), ...seen].sort(byMoment)[0] ?? null;
  const now = { ...row, closed, also_closed, postponed, due_at: postponed.at(-1)?.to ?? row.due_at, acknowledged };
  return { ...now, escalates_at: escalation(now) };
}

/** The first by its time at the bedside stands; the others are counted. @param {FollowUpRow} row @param {Steps} steps */
function closedBy(row, { close, reopen }) {
  const fresh = close.filter(({ id }) => id !== row.closed?.id).map(closingOf);
  const closings = [...(row.closed ? [row.closed] : []), ...fresh];
  const all = closings.filter((closing) => !reopen.some((fact) => takesBack(fact, closing))).sort(byMoment);
  return { closed: all[0] ?? null, also_closed: row.also_closed + Math.max(0, all.length - 1) };
}

/** Whoever closed it takes it back, and at once. @param {Fact} fact @param {Closing} closing */
const takesBack = ({ author, at, body }, closing) =>
  body.close === closing.id && author === closing.by && Math.abs(Date.parse(at) - Date.parse(closing.at)) <= REOPEN_ACCEPTED;

/** @param {Fact} fact @returns {Closing} */
const closingOf = ({ id, author, at, body }) => ({
  id,
  by: author,
  at,
  outcome: body.outcome,
  result: body.result ?? null,
  chips: body.chips ?? [],
});

/** The last before the close says when. @param {FollowUpRow} row @param {Fact[]} facts @param {Closing|null} closed */
function postponedBy(row, facts, closed) {
  const known = new Set(row.postponed.map(({ by, at }) => `${by} ${Date.parse(at)}`));
  const fresh = facts
    .filter(({ author, at }) => !known.has(`${author} ${Date.parse(at)}`) && !(closed && Date.parse(at) > Date.parse(closed.at)))
    .map(({ author, at, body }) => ({ by: author, at, from: row.due_at, to: body.due_at, reason: body.reason ?? null }));
  const first = row.postponed[0]?.from ?? row.due_at;
  const all = [...row.postponed, ...fresh].sort(byMoment);
  return all.map((one, number) => ({ ...one, from: all[number - 1]?.to ?? first }));
}

/** Of two at one instant the smaller id comes first, as on the server. @param {{at: string, id?: string}} one @param {{at: string, id?: string}} other */
const byMoment = (one, other) => Date.parse(one.at) - Date.parse(other.at) || (one.id && other.id && one.id < other.id ? -1 : 1);
