/**
 * What the home knows of its persons, and what commands make of it: rows as the feed tells them.
 */
import { newId } from '../../src/lib/uuid.js';

export const CIBLES = [
  { id: 'douleur', theme: 't', label: 'Douleur', alarm: false },
  { id: 'chute', theme: 't', label: 'Chute', alarm: true },
].map((cible) => ({ macro: false, sections: [], data: [], actions: [], results: [], retired: false, ...cible }));

const NOTHING_DONE = { acknowledged: null, closed: null, also_closed: 0, postponed: [], flags: [], expires_at: null };

export class Records {
  units = [];
  staff = [];
  people = [];
  applied = new Map();
  rows = [];
  due = [];
  /** Documents as the feed tells them. */
  documents = [];
  revision = 1;

  addPersons(count) {
    for (let n = 0; n < count; n++) this.people.push(person(this.units[n % this.units.length].id, n));
  }

  apply(command) {
    this.applied.set(command.id, command);
    this.revision += 1;
    const { type, body, author } = command;
    const entry = this.rows.find(({ id }) => id === body.entry);
    if (type === 'transmission.record') this.rows.push(this.entryOf(command));
    this.#follow(command);
    if (type === 'document.capture') this.documents.push(documentOf(command));
    if (type === 'document.withdraw') this.documents = this.documents.filter(({ id }) => id !== body.document);
    if (type === 'transmission.retract') this.rows = this.rows.filter((row) => row !== entry);
    if (type === 'transmission.acknowledge') entry.acknowledged = { by: author, at: command.at };
    if (type === 'transmission.complete')
      entry.additions.push({ ...body, id: command.id, author, occurred_at: command.at });
    for (const id of body.entries ?? []) this.rows.find((row) => row.id === id)?.read_by.push(author);
  }

  /** What remains to be done: opened with an entry, then closed, or opened again. */
  #follow({ id, type, body, author, person: about, at: when }) {
    const asked = body.follow_up;
    if (type === 'transmission.record' && asked) {
      const told = { person: about, entry: id, kind: 'reassess', urgent: false, author, opened_at: when, escalates_at: null };
      this.due.push({ ...asked, ...told, ...NOTHING_DONE });
    }
    const one = this.due.find((row) => row.id === asked);
    if (type === 'follow_up.close') one.closed ??= { id, by: author, at: when, ...body };
    if (type === 'follow_up.reopen' && one.closed?.id === body.close) one.closed = null;
  }

  entryOf({ id, author, person: about, at: when, body }) {
    const cible = CIBLES.find((one) => one.id === body.cible);
    const chips = { data: [], actions: [], result: [], ...body.chips };
    const told = { id, person: about, author, label: cible.label, occurred_at: when, received_at: at(0), flags: [] };
    const marks = { alarm: cible.alarm, incomplete: cible.alarm && chips.data.length === 0, acknowledged: null };
    return {
      data: null,
      actions: null,
      result: null,
      ...body,
      ...told,
      ...marks,
      chips,
      additions: [],
      read_by: [],
      expires_at: at(7 * 86400),
    };
  }

  slice({ id, name }) {
    const people = this.people.filter(({ unit }) => unit === id);
    const here = people.map((one) => one.id);
    const staff = this.staff.map((one) => ({
      id: one.id,
      name: `${one.first_name} Benali`,
      first_name: one.first_name,
      role: one.role,
      role_label: one.role_label,
    }));
    const vocabulary = [{ version: 1, themes: [{ id: 't', label: 'Thème' }], cibles: CIBLES }];
    const entry = this.rows.filter((row) => here.includes(row.person));
    const follow_up = structuredClone(this.due.filter((row) => here.includes(row.person)));
    const document = structuredClone(this.documents.filter((row) => here.includes(row.person)));
    return { unit: [{ id, name }], person: people, entry, staff, vocabulary, follow_up, document };
  }
}

/** @param {number} seconds from now */
export const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

function person(unit, n) {
  const names = { family_name: `Lenoir${n}`, given_name: 'Jeanne', used_name: null, birth_name: null };
  const about = {
    born_on: '1938-02-03',
    sex: 'F',
    picture: null,
    marks: [],
    presence: 'present',
    admitted_on: '2024-01-02',
  };
  return { id: newId(), unit, room: `${100 + n}`, position: n, ...names, ...about, usual: ['douleur'] };
}

/** A document that waits for its pages. */
function documentOf({ id, person: about, author, at: when, body }) {
  const { kind, source, note, wound, parts } = body;
  const told = { kind_label: kind ?? 'À classer', state: 'waiting', why: null, parts: { total: parts.length, here: 0 }, pages: [] };
  return { id, person: about, kind, source, note, wound, by: author, captured_at: when, ...told, dated_on: null, valid_until: null, is_filed: false, is_replaced: false, expires_at: null };
}
