/**
 * What an entry in a river may do, and how it is called: the gestures of its reader, in the place where it is read.
 */
import { wordsOf } from '../lib/search.js';
import { marked } from './marked.js';
import { markRead } from './marking.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./shapes.js').Entry} Entry */

/**
 * @typedef {object} Where
 * @property {import('./place_kept.js').Place} place
 * @property {Set<string>} held
 * @property {string|undefined} person whose river it is
 * @property {boolean} underDay
 * @property {(entry: Entry) => void} showReaders
 */

/** @param {import('./drawn.js').Drawn} host @param {Where} where @returns {import('./entry.js').Reading} */
export function readingOf(host, { place, held, person, underDay, showReaders }) {
  const { engine, zone } = host;
  return {
    underDay,
    zone,
    showReaders,
    isOpen: (id) => place.open.has(id),
    toggle: (id) => {
      if (!place.open.delete(id)) place.open.add(id);
      host.redraw();
    },
    nameOf: (id) => staffName(engine, id),
    dueFrom: (entry) => engine.followUpsFrom(entry),
    complete: engine.may('journal.write') ? (entry) => host.send('compose', { person: entry.person, entry: entry.id }) : null,
    correct: (entry) => host.send('compose', { person: entry.person, correct: entry.id }),
    isDrafted: ({ mine, root, id }) => mine && engine.draft(root ?? id) !== null,
    isHeld: (id) => held.has(id),
    markRead: (entry) => {
      held.add(entry.id);
      host.attempt(() => markRead(host, [entry], person));
    },
    personOf: person ? null : (id) => engine.person(id),
    marked: marked(wordsOf(place.asked.words)),
  };
}
