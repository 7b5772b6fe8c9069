/**
 * What one unlock opened: slices, facts and the merged view that screens read synchronously. Dropped whole at lock.
 */
import { rank } from '../lib/cibles.js';
import { LATER, withSteps } from './follow_ups.js';
import { effectsOf, shownRows, withFacts } from './merge.js';
import { Older } from './older.js';
import { listed } from './persons.js';
import { chained } from './versions.js';

/**
 * @typedef {import('./merge.js').Entry} Entry
 * @typedef {import('./follow_ups.js').FollowUp} FollowUp
 * @typedef {import('./persons.js').Person} Person
 */

/** @type {Entry[]} */
const NONE = [];
/** @type {FollowUp[]} */
const NOTHING_DUE = [];

export class Memory {
  /** @type {Map<string, import('./slice.js').Slice>} */
  slices = new Map();
  /** @type {Map<string, import('./facts.js').Fact>} */
  facts = new Map();
  /** Entries that the tablet does not keep, as the server told them since the unlock. */
  older = new Older();
  /** @type {{byPerson: Map<string, Entry[]>, all: Entry[], persons: Map<string, Person[]>}|null} */
  #view = null;
  /** Every version by its id, made when one is asked for. @type {Map<string, Entry>|null} */
  #byId = null;
  /** Made when one is asked for, by what was known to be asked for. @type {{all: FollowUp[], byEntry: Map<string, FollowUp[]>, by: typeof LATER.of}|null} */
  #due = null;
  /** The rows without the facts. @type {import('./merge.js').Shown[]|null} */
  #base = null;
  /** Rows of the kinds that were asked for, by person; '' has those that are nobody's. @type {Map<string, Map<string, any[]>>} */
  #rows = new Map();

  /** @param {{me: string, nameOf?: (staff: string) => string|null}} reader nameOf: for staff no slice knows */
  constructor({ me, nameOf = () => null }) {
    this.me = me;
    this.otherNameOf = nameOf;
  }

  /** To be called after any change of slices. */
  touch() {
    this.#base = null;
    this.#rows.clear();
    this.touchFacts();
  }

  /** To be called after any change of facts. */
  touchFacts() {
    this.#view = null;
    this.#byId = null;
    this.#due = null;
  }

  units() {
    return [...this.slices.values()].flatMap((slice) => slice.row ?? []).sort(byName);
  }

  /** In walking order. @param {string} [unit] */
  persons(unit) {
    const { persons } = this.#seen();
    return unit ? (persons.get(unit) ?? []) : this.units().flatMap(({ id }) => persons.get(id) ?? []);
  }

  /** @param {string} id @returns {Person|null} */
  person(id) {
    return this.persons(this.unitOf(id) ?? '').find((person) => person.id === id) ?? null;
  }

  /** @param {string} person @returns {string|null} */
  unitOf(person) {
    for (const slice of this.slices.values()) if (slice.persons.has(person)) return slice.unit;
    return null;
  }

  /** Newest first. @param {string} person */
  entries(person) {
    return this.#seen().byPerson.get(person) ?? NONE;
  }

  /** Newest first; only about persons who are still here. @param {string} [unit] */
  unitEntries(unit) {
    const { all } = this.#seen();
    return all.filter(({ person }) => (unit ? this.slices.get(unit)?.persons.has(person) : this.unitOf(person)));
  }

  alarms() {
    return this.#seen().all.filter((entry) => entry.alarm && !entry.acknowledged && this.unitOf(entry.person));
  }

  /** Open or closed, earliest due first; only about persons who are still here. @param {string} [unit] */
  followUps(unit) {
    return this.#followed().all.filter(({ person }) => (unit ? this.slices.get(unit)?.persons.has(person) : this.unitOf(person)));
  }

  /** What was asked with an entry, or with a version of it. @param {Entry} entry */
  followUpsFrom(entry) {
    const { byEntry } = this.#followed();
    const found = [entry, ...(entry.versions ?? [])].flatMap(({ id }) => (byEntry.has(id) ? [byEntry.get(id) ?? []] : []));
    return found.length > 1 ? found.flat() : (found[0] ?? NOTHING_DUE);
  }

  /** What the feed tells of a person under a kind that is shelved; of nobody in particular: ''. @param {typeof import('./shelf.js').SHELVED[number]} kind @param {string} person @returns {any[]} */
  rowsOf(kind, person) {
    const known = this.#rows.get(kind) ?? grouped([...this.slices.values()].flatMap((slice) => [...slice.kept(kind).values()]), (row) => row.person ?? '');
    this.#rows.set(kind, known);
    return [...(known.get(person) ?? [])];
  }

  #followed() {
    if (this.#due?.by !== LATER.of) this.#due = this.#follow();
    return this.#due;
  }

  #follow() {
    const slices = [...this.slices.values()];
    const entryOf = (/** @type {string} */ id) => slices.map((slice) => slice.entry(id)).find(Boolean) ?? this.#writtenHere(id);
    const reader = { me: this.me, nameOf: (/** @type {string} */ staff) => this.nameOf(staff), entryOf, rowsOf: this.rowsOf.bind(this) };
    const all = withSteps(slices.flatMap((slice) => [...slice.kept('follow_up').values()]), this.facts.values(), reader);
    return { all, byEntry: grouped(all, ({ entry }) => entry ?? ''), by: LATER.of };
  }

  /** What an entry that only this tablet knows is about. @param {string} id */
  #writtenHere(id) {
    const cible = this.facts.get(id)?.body.cible;
    return cible ? { cible, label: this.vocabulary()?.cibles.find((one) => one.id === cible)?.label ?? '' } : null;
  }

  /** Any version, also one that was corrected since. @param {string} id @returns {Entry|null} */
  entry(id) {
    this.#byId ??= new Map(this.#seen().all.flatMap((entry) => [entry, ...(entry.versions ?? [])]).map((entry) => [entry.id, entry]));
    return this.#byId.get(id) ?? (this.older.row(id) ? (this.olderEntries([id])[0] ?? null) : null);
  }

  /** Entries read on the server, in the order given, with what was done here since. @param {string[]} ids @returns {Entry[]} */
  olderEntries(ids) {
    return this.older.entries(ids, this.facts, this.#reader());
  }

  /** @returns {import('../lib/rows.js').VocabularyRow|null} the newest */
  vocabulary() {
    const all = [...this.slices.values()].flatMap((slice) => [...slice.vocabularies.values()]);
    return all.reduce(
      (newest, row) => (!newest || row.version > newest.version ? row : newest),
      /** @type {any} */ (null),
    );
  }

  /** @param {string} person */
  usualCibles(person) {
    const usual = this.slices.get(this.unitOf(person) ?? '')?.persons.get(person)?.usual ?? [];
    return rank(this.vocabulary(), { usual, own: this.entries(person) });
  }

  /** @param {string} staff */
  nameOf(staff) {
    for (const slice of this.slices.values()) {
      const row = slice.staff.get(staff);
      if (row) return row.name;
    }
    return this.otherNameOf(staff);
  }

  #seen() {
    this.#view ??= this.#look();
    return this.#view;
  }

  /** @returns {import('./merge.js').Reader} */
  #reader() {
    const cibles = new Map(this.vocabulary()?.cibles.map((cible) => [cible.id, cible]));
    return {
      me: this.me,
      nameOf: (staff) => this.nameOf(staff),
      cibleOf: (id) => cibles.get(id) ?? null,
      rowOf: (id) => this.older.row(id),
    };
  }

  #look() {
    const reader = this.#reader();
    this.#base ??= shownRows(
      [...this.slices.values()].flatMap((slice) => [...slice.entries()]),
      reader,
    );
    const all = chained(withFacts(this.#base, effectsOf(this.facts.values()), reader));
    const byPerson = grouped(all, ({ person }) => person);
    const persons = new Map([...this.slices].map(([unit, slice]) => [unit, listed(slice, byPerson)]));
    return { all, byPerson, persons };
  }
}

/** @template T @param {T[]} all @param {(one: T) => string} by */
function grouped(all, by) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const one of all) {
    const group = groups.get(by(one));
    if (group) group.push(one);
    else groups.set(by(one), [one]);
  }
  return groups;
}

/** @param {{name: string}} one @param {{name: string}} other */
const byName = (one, other) => one.name.localeCompare(other.name, 'fr');
