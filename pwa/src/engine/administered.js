/**
 * What was given, refused or withheld, as one list: what the feed tells and what this tablet did and is not told yet, by
 * whoever did it. What was taken back is left out, what was amended says what it says now.
 */

/**
 * @typedef {import('../lib/rows.js').AdministrationRow} Row
 * @typedef {import('../lib/rows.js').LineRow} Line
 * @typedef {import('../store/facts.js').Fact} Fact
 * @typedef {Row & {pending: boolean, state: import('../store/facts.js').State, authorName: string, amended: boolean}} Administration
 *   pending: done on this tablet and not told by the server yet; state: where it stands in the outbox
 * @typedef {{rowsOf: (kind: any, person: string) => any[], factsOf: (type: string) => Fact[], nameOf: (staff: string) => string|null}} Told
 * @typedef {{given: Fact[], amended: Fact[], retracted: Fact[]}} Done what this tablet did, of one person
 */

const NOTHING = { given: [], amended: [], retracted: [] };
const KINDS = /** @type {const} */ ({ 'dose.administer': 'given', 'dose.amend': 'amended', 'dose.retract': 'retracted' });

/** Of one person, oldest first. @param {Told} engine @param {string} person @returns {Administration[]} */
export const administrationsOf = (engine, person) => administeredTo(engine, person, doneHere(engine));

/** What this tablet did, by person: read once where many persons are told. @param {Told} engine @returns {Map<string, Done>} */
export function doneHere(engine) {
  /** @type {Map<string, Done>} */
  const done = new Map();
  for (const [type, kind] of Object.entries(KINDS)) {
    for (const fact of engine.factsOf(type)) {
      const person = fact.person ?? '';
      const one = done.get(person) ?? { given: [], amended: [], retracted: [] };
      one[kind].push(fact);
      done.set(person, one);
    }
  }
  return done;
}

/** @param {Told} engine @param {string} person @param {Map<string, Done>} done @returns {Administration[]} oldest first */
export function administeredTo(engine, person, done) {
  /** @type {Row[]} */
  const rows = engine.rowsOf('administration', person);
  const { given, amended, retracted } = done.get(person) ?? NOTHING;
  if (rows.length === 0 && given.length === 0) return [];
  const told = new Set(rows.map(({ id }) => id));
  const fresh = given.filter(({ id }) => !told.has(id));
  const lines = fresh.length ? new Map(engine.rowsOf('line', person).map((line) => [line.id, line])) : new Map();
  const all = [...rows.map((row) => ofServer(row, engine)), ...fresh.map((fact) => ofTablet(fact, lines, engine))];
  const changes = amended.filter(({ id, state }) => state !== 'quarantined' && !told.has(id)).map(changeOf);
  const gone = new Set(retracted.filter(({ state }) => state !== 'quarantined').map(({ body }) => body.administration));
  return standing(all, changes, gone);
}

/** @typedef {Partial<Row> & {id: string, amends: string, retracted: boolean, recorded_at: string, isWhole?: boolean}} Change */

/** @param {Administration[]} all @param {Change[]} mine @param {Set<string>} gone */
function standing(all, mine, gone) {
  const byId = new Map(all.map((one) => [one.id, one]));
  const isChange = (/** @type {Administration} */ one) => one.amends !== null && byId.has(one.amends);
  /** @type {Change[]} */
  const changes = [...all.filter((one) => isChange(one) && !one.retracted).map((one) => ({ .../** @type {any} */ (one), isWhole: true })), ...mine];
  changes.sort((one, other) => time(one.recorded_at) - time(other.recorded_at));
  for (const change of changes) if (!gone.has(change.id)) amend(byId, change);
  return all
    .filter((one) => !isChange(one) && !gone.has(one.id))
    .map(({ id }) => /** @type {Administration} */ (byId.get(id)))
    .filter(({ retracted }) => !retracted)
    .sort((one, other) => time(one.at) - time(other.at) || (one.id < other.id ? -1 : 1));
}

/** The server tells it whole; of one made here, what it does not say stays. An amendment of an amendment is one of what both are about. @param {Map<string, Administration>} byId @param {Change} change */
function amend(byId, change) {
  const root = rootOf(byId, change.amends);
  const target = byId.get(root);
  if (!target) return;
  const { outcome, amount, at, note, retracted, isWhole = false } = change;
  const said = Object.fromEntries(Object.entries({ outcome, amount, at, note }).filter(([, value]) => isWhole || (value !== null && value !== undefined)));
  byId.set(root, { ...target, ...said, retracted: target.retracted || retracted, amended: true });
}

/** @param {Map<string, Administration>} byId @param {string} id */
function rootOf(byId, id) {
  const seen = new Set([id]);
  let root = id;
  for (let above = byId.get(root)?.amends; above && byId.has(above) && !seen.has(above); above = byId.get(root)?.amends) {
    seen.add(above);
    root = above;
  }
  return root;
}

/** Of the wrong person: hers no more. @param {Fact} fact @returns {Change} */
function changeOf({ id, at, body }) {
  return { id, amends: body.administration, recorded_at: at, outcome: body.outcome ?? undefined, amount: body.amount, at: body.at ?? undefined, note: body.note, retracted: body.why === 'wrong_person' };
}

/** @param {Row} row @param {Told} engine @returns {Administration} */
const ofServer = (row, engine) => ({ ...row, pending: false, state: 'received', authorName: engine.nameOf(row.by) ?? '', amended: false });

/** As the server will most likely tell it. What it put aside may have been given all the same. @param {Fact} fact @param {Map<string, Line>} lines @param {Told} engine @returns {Administration} */
function ofTablet({ id, person, author, author_name, at, body, state }, lines, engine) {
  const line = lines.get(body.line);
  return {
    id, person: person ?? '', dose: body.dose, chain: body.chain, line: body.line, act: body.act, outcome: body.outcome,
    amount: body.amount, at: body.at ?? at, recorded_at: at, by: author, substances: line?.substances ?? [],
    milligrams: milligrams(line, body.amount), flags: [], amends: null, retracted: false, doubtful: state === 'quarantined',
    site: body.site ?? null, reason: body.reason ?? null, note: body.note ?? null, offered: body.offered ?? 1, expires_at: null,
    pending: true, state, authorName: engine.nameOf(author) ?? author_name, amended: false,
  };
}

/** @param {Line|undefined} line @param {string|null} amount */
function milligrams(line, amount) {
  const known = Object.entries(line?.per_unit ?? {});
  if (amount === null || known.length === 0) return null;
  return Object.fromEntries(known.map(([key, per]) => [key, String(Math.round(Number(per) * Number(amount) * 1e6) / 1e6)]));
}

/** @param {string} at */
const time = (at) => Date.parse(at);
