/**
 * Marking as read: one gesture for one entry, or for all that are shown.
 */
import { html, nothing } from 'lit-html';
import { counted } from '../lib/state_words.js';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./drawn.js').Drawn} Drawn */

const MOST_READ = 200;

/** @param {Drawn} host @param {Entry[]} shown one does not mark as read what was filtered away @param {string|undefined} person whose river it is */
export function readAll(host, shown, person) {
  const unread = shown.filter((entry) => entry.unread).slice(0, MOST_READ);
  // One alone has its own key.
  if (unread.length < 2) return nothing;
  const mark = async () => {
    await markRead(host, unread, person);
    host.send('say', { text: counted(unread.length, 'transmission marquée comme lue', 'transmissions marquées comme lues') });
  };
  return html`<div class="read-all column">
    <button class="button plain" type="button" @click=${() => host.attempt(mark)}>${icon('check-check')}Marquer comme lu (${unread.length})</button>
  </div>`;
}

/** One command for one person; over a unit, one for each unit, since the team of each shares what it knows. @param {Drawn} host @param {Entry[]} unread @param {string|undefined} person */
export async function markRead(host, unread, person) {
  for (const entries of person ? [unread] : byUnit(host, unread)) {
    await host.engine.record('transmission.read', { person: person ?? null, body: { entries: entries.map(({ id }) => id) } });
  }
}

/** @param {Drawn} host @param {Entry[]} entries */
function byUnit(host, entries) {
  /** @type {Map<string, Entry[]>} */
  const units = new Map();
  for (const entry of entries) {
    const unit = host.engine.person(entry.person)?.unit ?? '';
    units.set(unit, [...(units.get(unit) ?? []), entry]);
  }
  return [...units.values()];
}
