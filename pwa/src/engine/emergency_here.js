/**
 * Without the network: files of the tablet's other units. Their blocks rest on it, sealed; the keys of those units are
 * wrapped to whoever may open a file in an emergency, and are unwrapped only here, for one person, in memory.
 */
import { openStoreKeys } from '../auth/user_key.js';
import { EngineError } from '../lib/engine_error.js';
import { fold } from '../lib/fold.js';
import { readDays, readHeads } from '../store/blocks.js';
import { Keyring } from '../store/keyring.js';
import { SHELVED } from '../store/shelf.js';
import { Slice } from '../store/slice.js';

/** @typedef {import('./emergency.js').Wanted} Wanted */
/** @typedef {import('./emergency.js').Found} Found */

/** @param {any} engine */
export async function localFiles(engine) {
  const { staff, userKey, db } = engine.opened ?? {};
  const mine = engine.tablet.wall?.staff.find((/** @type {{id: string}} */ { id }) => id === staff?.id);
  const wrapped = mine?.emergency_keys ?? [];
  const own = () => engine.persons().map((/** @type {any} */ person) => ({ person, covered: true }));
  if (!userKey || wrapped.length === 0) return new Files(engine, new Map(), own());
  const keyring = new Keyring();
  for (const { unit, version, key } of await openStoreKeys(userKey, wrapped)) await keyring.add(unit, version, key);
  const { slices } = await readHeads(db, keyring, keyring.units());
  await readDays(db, keyring, slices);
  const others = [...slices.values()].flatMap((slice) => [...slice.persons.values()].map((person) => ({ person, covered: false })));
  return new Files(engine, slices, [...own(), ...others]);
}

class Files {
  /** @param {any} engine @param {Map<string, Slice>} slices @param {{person: any, covered: boolean}[]} all */
  constructor(engine, slices, all) {
    this.engine = engine;
    this.slices = slices;
    this.all = all;
  }

  /** @param {Wanted} wanted @returns {Found|null} throws EngineError when nobody of this tablet bears that identity */
  search(wanted) {
    const found = this.all.filter(({ person }) => isSame(person, wanted));
    if (found.length !== 1) throw new EngineError('server_error', { message: NOT_HERE });
    const [{ person, covered }] = found;
    const unit = this.slices.get(person.unit)?.row?.name ?? null;
    const name = `${person.used_name || person.family_name} ${person.given_name}`;
    return { id: person.id, name, born_on: person.born_on, unit, room: person.room, covered, isHere: true };
  }

  /** One person's rows alone. @param {string} id */
  fileOf(id) {
    for (const slice of this.slices.values()) {
      const person = slice.persons.get(id);
      if (!person) continue;
      const alone = new Slice(slice.unit);
      const ofThem = (/** @type {Iterable<any>} */ rows) => [...rows].filter((row) => row.person === id);
      const kept = SHELVED.map((kind) => [kind, ofThem(slice.kept(kind).values())]);
      alone.merge({ person: [person], entry: ofThem(slice.entries()), ...Object.fromEntries(kept) });
      return alone;
    }
    throw new EngineError('unknown_person');
  }
}

/** The exact name, with the birth date or the room. @param {any} person @param {Wanted} wanted */
function isSame(person, { family_name, given_name, born_on, room }) {
  const families = [person.family_name, person.used_name].filter(Boolean).map(fold);
  const isNamed = families.includes(fold(family_name)) && fold(person.given_name) === fold(given_name);
  return isNamed && (born_on ? person.born_on === born_on : Boolean(room) && fold(person.room ?? '') === fold(room ?? ''));
}

const NOT_HERE =
  'Sans réseau, Chevet ne trouve cette personne que si son unité est aussi sur cette tablette, et que votre clé l’ouvre hors ligne. Ce n’est pas le cas : appelez son unité, prenez sa tablette, ou rapprochez celle-ci du réseau.';
