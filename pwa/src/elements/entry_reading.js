/**
 * What an entry in a river may do, and how it is called: the gestures of its reader, in the place where it is read.
 */
import { wordsOf } from '../lib/search.js';
import { thisMinute } from '../lib/time_words.js';
import { opens } from './entry.js';
import { marked } from './marked.js';
import { markRead } from './marking.js';
import { staffName } from './staff_name.js';
import { was } from './versions.js';

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
  const words = wordsOf(place.asked.words);
  return {
    words: words.join(' '),
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
    marked: marked(words),
  };
}

/** An entry is drawn again when one of these changed. @param {Entry} entry @param {import('./entry.js').Reading} reading */
export function drawnFrom(entry, { underDay, isOpen, isDrafted, isHeld, dueFrom, personOf, complete, words, zone }) {
  const turned = [isOpen(opens(entry)), isOpen(was(entry)), isDrafted(entry), isHeld(entry.id), Boolean(complete)].join();
  return [entry, underDay, dueFrom(entry), personOf?.(entry.person), turned, words, zone.timeZone, thisMinute()];
}
