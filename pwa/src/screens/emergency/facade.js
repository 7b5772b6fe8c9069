/**
 * The engine as what draws one person reads it, with the rows of a file that was opened in an emergency instead of the
 * unit's, and nothing to be written.
 */

/** @typedef {import('../../engine/emergency.js').Access} Access */

/** Rights of reading that the access opens, to whom their own role gives them. */
const OPENED = ['sheet.read', 'medication.see', 'observation.read'];
/** A trace may always be left; that the file was opened is one already. */
const TOLD = 'sheet.print';

/** By the memory of each access: what is drawn keeps its place as long as the rows are the same. @type {WeakMap<object, any>} */
const facades = new WeakMap();

/** @param {any} engine @param {Access} access */
export function facadeOf(engine, { memory, person, unit }) {
  const known = facades.get(memory);
  if (known) return known;
  const entries = memory.entries(person).map((entry) => ({ ...entry, unread: false }));
  const row = memory.person(person);
  /** @type {Record<string, unknown>} */
  const own = {
    entries: () => entries,
    person: (/** @type {string} */ id) => memory.person(id),
    units: () => (row && unit ? [{ id: row.unit, name: unit }] : []),
    rowsOf: (/** @type {any} */ kind, /** @type {string} */ id) => memory.rowsOf(kind, id),
    factsOf: () => [],
    followUpsFrom: () => [],
    followUps: () => [],
    draft: () => null,
    may: (/** @type {string} */ right) => OPENED.includes(right) && engine.may(right),
    record: async (/** @type {string} */ type, /** @type {any} */ given) => (type === TOLD ? engine.record(type, given) : null),
    alarms: () => [],
  };
  const made = new Proxy(engine, {
    get: (target, name) => {
      if (name in own) return own[/** @type {string} */ (name)];
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  facades.set(memory, made);
  return made;
}
