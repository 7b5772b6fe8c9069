/**
 * A file opened in an emergency: how long it stays, whose it is, and its last days, to be read only.
 */
import { html } from 'lit-html';
import { icon } from '../../elements/icon.js';
import '../../elements/river.js';
import { head } from '../person.js';

/** @typedef {import('../../engine/emergency.js').Access} Access */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

/** What each access shows, by its memory: the river keeps its place as long as the rows are the same. @type {WeakMap<object, any>} */
const facades = new WeakMap();

/** @param {Drawn} host @param {Access} access @param {{end: () => void, other: () => void}} gestures */
export function reading(host, access, { end, other }) {
  const person = access.memory.person(access.person);
  const minutes = Math.max(1, Math.round((access.until.getTime() - Date.now()) / 60_000));
  return html`<div class="emergency-band" role="status">
      ${icon('shield-alert')}<span><b>Lecture seule, encore ${minutes} min</b>${access.unit ? html` · ${access.unit}` : ''}${access.isHere ? ' · sans réseau' : ''}</span>
    </div>
    <div class="body file">
      ${person ? head(person, { isHere: false }) : html`<p>Son dossier n’est plus lisible ici.</p>`}
      <chevet-river .engine=${facadeOf(host.engine, access)} .given=${{ person: access.person }}></chevet-river>
    </div>
    <footer>
      <div class="buttons">
        <button class="button" type="button" @click=${end}>Terminer l’accès</button>
        <button class="button plain" type="button" @click=${other}>Une autre personne</button>
      </div>
    </footer>`;
}

/**
 * The engine as the river reads it, with this person's rows instead of the unit's, and nothing to be written.
 * @param {any} engine @param {Access} access
 */
function facadeOf(engine, { memory, person }) {
  const known = facades.get(memory);
  if (known) return known;
  const entries = memory.entries(person).map((entry) => ({ ...entry, unread: false }));
  /** @type {Record<string, unknown>} */
  const own = {
    entries: () => entries,
    person: (/** @type {string} */ id) => memory.person(id),
    followUpsFrom: () => [],
    followUps: () => [],
    draft: () => null,
    may: () => false,
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
