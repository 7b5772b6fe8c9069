/**
 * One unit as the server described it, in memory, divided the way it is sealed: persons, catalogue (staff and
 * vocabularies), one block per person and day of entries, and one per person for each kind that is shelved. Every change
 * names the blocks it touched, and only those are sealed again.
 */
import { SHELVED, Shelf } from './shelf.js';

/** @typedef {import('../lib/rows.js').EntryRow} EntryRow */
/** @typedef {import('../lib/rows.js').FeedAnswer} FeedAnswer */
/** @typedef {Set<string>} Touched keys of blocks */

export class Slice {
  /** @type {import('../lib/rows.js').UnitRow|null} */
  row = null;
  /** @type {Map<string, import('../lib/rows.js').PersonRow>} */
  persons = new Map();
  /** @type {Map<string, import('../lib/rows.js').StaffRow>} */
  staff = new Map();
  /** @type {Map<number, import('../lib/rows.js').VocabularyRow>} */
  vocabularies = new Map();
  /** @type {Map<string, Map<string, EntryRow>>} block key → entries by id */
  days = new Map();
  /** @type {Map<string, string>} entry id → block key */
  #place = new Map();

  /** @param {string} unit */
  constructor(unit) {
    this.unit = unit;
    this.personsKey = `${unit}/persons`;
    this.catalogueKey = `${unit}/catalogue`;
    /** @type {Shelf<any>[]} */
    this.shelves = SHELVED.map((kind) => new Shelf(unit, kind));
  }

  /** @param {string} id @returns {EntryRow|null} */
  entry(id) {
    return this.days.get(this.#place.get(id) ?? '')?.get(id) ?? null;
  }

  /** Rows of a kind that is shelved, by id. @param {typeof SHELVED[number]} kind @returns {Map<string, any>} */
  kept(kind) {
    return this.shelves[SHELVED.indexOf(kind)].rows;
  }

  /** @returns {Generator<EntryRow>} */
  *entries() {
    for (const day of this.days.values()) yield* day.values();
  }

  /** What a block holds; null when it holds nothing any more. @param {string} key */
  block(key) {
    if (key === this.personsKey) return { unit: this.row, persons: [...this.persons.values()] };
    if (key === this.catalogueKey) {
      return { staff: [...this.staff.values()], vocabularies: [...this.vocabularies.values()] };
    }
    const shelf = this.#shelfOf(key);
    if (shelf) return shelf.block(key);
    const day = this.days.get(key);
    return day?.size ? [...day.values()] : null;
  }

  /** Takes in a block that was opened. @param {string} key @param {any} value */
  fill(key, value) {
    if (key === this.personsKey) this.#fillPersons(value);
    else if (key === this.catalogueKey) this.merge({ staff: value.staff, vocabulary: value.vocabularies });
    else this.merge({ [this.#shelfOf(key)?.kind ?? 'entry']: value });
  }

  /** @param {string} key of a block */
  #shelfOf(key) {
    return this.shelves.find((shelf) => shelf.keeps(key));
  }

  /** @param {any} value */
  #fillPersons(value) {
    this.row = value.unit;
    this.merge({ person: value.persons });
  }

  /** @param {import('../lib/rows.js').Rows} rows @returns {Touched} */
  merge({ unit = [], person = [], entry = [], staff = [], vocabulary = [], ...others }) {
    /** @type {Touched} */
    const touched = new Set();
    for (const row of unit) if (row.id === this.unit) this.row = row;
    for (const row of person) this.persons.set(row.id, row);
    for (const row of staff) this.staff.set(row.id, row);
    for (const row of vocabulary) this.vocabularies.set(row.version, row);
    if (unit.length || person.length) touched.add(this.personsKey);
    if (staff.length || vocabulary.length) touched.add(this.catalogueKey);
    for (const row of entry) this.#put(row, touched);
    for (const shelf of this.shelves) {
      for (const row of others[/** @type {typeof SHELVED[number]} */ (shelf.kind)] ?? []) shelf.put(row, touched);
    }
    return touched;
  }

  /** @param {EntryRow} row @param {Touched} touched */
  #put(row, touched) {
    const key = `${this.unit}/${row.person}/${row.occurred_at.slice(0, 10)}`;
    if (this.#place.get(row.id) !== key) this.#drop(row.id, touched);
    const day = this.days.get(key) ?? new Map();
    day.set(row.id, row);
    this.days.set(key, day);
    this.#place.set(row.id, key);
    touched.add(key);
  }

  /** @param {string} id @param {Touched} touched */
  #drop(id, touched) {
    const key = this.#place.get(id);
    if (!key) return;
    const day = this.days.get(key);
    day?.delete(id);
    if (!day?.size) this.days.delete(key);
    this.#place.delete(id);
    touched.add(key);
  }

  /** What left; a person takes her blocks with her. @param {{kind: string, id: string}[]} removed @returns {Touched} */
  remove(removed) {
    /** @type {Touched} */
    const touched = new Set();
    for (const { kind, id } of removed) {
      if (kind === 'entry') this.#drop(id, touched);
      this.shelves.find((shelf) => shelf.kind === kind)?.drop(id, touched);
      if (kind === 'person') this.#removePerson(id, touched);
      if (kind === 'staff' && this.staff.delete(id)) touched.add(this.catalogueKey);
      if (kind === 'vocabulary' && this.vocabularies.delete(Number(id))) touched.add(this.catalogueKey);
    }
    return touched;
  }

  /** @param {string} person @param {Touched} touched */
  #removePerson(person, touched) {
    if (this.persons.delete(person)) touched.add(this.personsKey);
    for (const shelf of this.shelves) shelf.dropPerson(person, touched);
    for (const [key, day] of [...this.days]) {
      if (key.startsWith(`${this.unit}/${person}/`)) for (const id of [...day.keys()]) this.#drop(id, touched);
    }
  }

  /** Drops what is past its window. @param {Date} now @returns {Touched} */
  prune(now) {
    /** @type {Touched} */
    const touched = new Set();
    const past = [...this.entries()].filter((row) => row.expires_at && new Date(row.expires_at) <= now);
    for (const row of past) this.#drop(row.id, touched);
    for (const shelf of this.shelves) shelf.prune(now, touched);
    return touched;
  }
}
