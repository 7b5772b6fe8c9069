/**
 * Versions of one transmission. Each is an entry of its own, on the server as on the tablet; screens show the one that
 * stands, which carries the others. The rule is `transmissions/correction.py`: what stands follows from the versions
 * alone, so that the order in which tablets told of them does not count.
 */

/**
 * @typedef {import('../lib/rows.js').EntryRow} EntryRow
 * @typedef {import('./facts.js').Fact} Fact
 * @typedef {import('./merge.js').Entry} Entry
 */

export const DOUBLE = 'double_correction';

/** What a correction made here says of its place, beyond its texts. @param {Fact} fact @param {EntryRow|null} target the version it corrects, if this tablet has it */
export function placeOf({ id, type, at, body }, target) {
  if (type !== 'transmission.correct') return { root: id, version: 1, corrects: null, correction: null, superseded_by: null };
  return {
    root: target?.root ?? target?.id ?? body.entry,
    version: (target?.version ?? 1) + 1,
    corrects: body.entry,
    correction: { reason: body.reason, at },
    superseded_by: null,
    occurred_at: target?.occurred_at ?? at,
  };
}

/**
 * One entry for each transmission, where it stood. Those that were never corrected are the same objects.
 * @param {Entry[]} entries every version @returns {Entry[]}
 */
export function chained(entries) {
  if (!entries.some(({ corrects }) => corrects)) return entries;
  /** @type {Map<string, Entry[]>} */
  const chains = new Map();
  for (const entry of entries) {
    const root = entry.root ?? entry.id;
    const chain = chains.get(root);
    if (chain) chain.push(entry);
    else chains.set(root, [entry]);
  }
  const standing = new Map(Array.from(chains.values(), (chain) => standingOf(chain)));
  return entries.flatMap((entry) => standing.get(entry) ?? []);
}

/** @param {Entry[]} chain @returns {[Entry, Entry]} the version that stands, and how it is shown */
function standingOf(chain) {
  if (chain.length === 1) return [chain[0], chain[0]];
  const ordered = inOrder(chain);
  const stands = /** @type {Entry} */ (ordered.at(-1));
  return [stands, together(stands, ordered.slice(0, -1).reverse())];
}

/** Each after the version it corrects, whatever the clocks said; else by time at the bedside, then by id. @param {Entry[]} chain */
function inOrder(chain) {
  const byId = new Map(chain.map((version) => [version.id, version]));
  /** @returns {[number, number]} @param {Entry} version */
  const rank = (version) => {
    const at = writtenAt(version);
    const parent = byId.get(version.corrects ?? '');
    if (!parent) return [at, 0];
    const [before, depth] = rank(parent);
    return [Math.max(before, at), depth + 1];
  };
  const ranked = chain.map((version) => ({ version, rank: rank(version) }));
  ranked.sort((one, other) => one.rank[0] - other.rank[0] || one.rank[1] - other.rank[1] || (one.version.id < other.version.id ? -1 : 1));
  return ranked.map(({ version }) => version);
}

/** @param {Entry} version */
const writtenAt = ({ correction, occurred_at }) => Date.parse(correction?.at ?? occurred_at);

/** @type {WeakMap<Entry, Entry>} */
const lastShown = new WeakMap();

/** The same object as long as no version changed. @param {Entry} stands @param {Entry[]} versions newest first */
function together(stands, versions) {
  const before = lastShown.get(stands);
  if (before?.versions?.length === versions.length && before.versions.every((version, at) => version === versions[at])) return before;
  const additions = additionsOf([...versions, stands]);
  /** @type {Entry} */
  const shown = {
    ...stands,
    versions,
    additions,
    acknowledged: acknowledgement([stands, ...versions]),
    incomplete: stands.incomplete && !additions.some(({ chips }) => chips?.data?.length),
    flags: flagsOf(stands, versions),
    // Who had read a version before this one is told so; who had read none has simply not read it.
    isRetold: stands.unread && versions.some(({ unread }) => !unread),
  };
  lastShown.set(stands, shown);
  return shown;
}

/** The row that stands tells what was added to any version; what was added here names one of them. @param {Entry[]} chain */
function additionsOf(chain) {
  const byId = new Map(chain.flatMap(({ additions }) => additions).map((addition) => [addition.id, addition]));
  return [...byId.values()].sort((one, other) => Date.parse(one.occurred_at) - Date.parse(other.occurred_at));
}

/** A correction to another cible is another alarm, pinned anew. @param {Entry[]} chain the standing version in front */
function acknowledgement([stands, ...versions]) {
  const said = [stands, ...versions].flatMap(({ cible, acknowledged }) => (cible === stands.cible && acknowledged) || []);
  return said.reduce((/** @type {typeof said[0]|null} */ first, one) => (first && Date.parse(first.at) <= Date.parse(one.at) ? first : one), null);
}

/** @param {Entry} stands @param {Entry[]} versions */
function flagsOf(stands, versions) {
  const corrected = [stands, ...versions].flatMap(({ corrects }) => corrects ?? []);
  const isDouble = new Set(corrected).size < corrected.length;
  return isDouble && !stands.flags.includes(DOUBLE) ? [...stands.flags, DOUBLE] : stands.flags;
}
