/**
 * A file opened in an emergency: how long it stays, whose it is, and its last days, to be read only.
 */
import { html } from 'lit-html';
import { icon } from '../../elements/icon.js';
import '../../elements/river.js';
import { head } from '../person.js';
import { facadeOf } from './facade.js';

/** @typedef {import('../../engine/emergency.js').Access} Access */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

/** How long it may still be read. @param {Access} access */
export function band({ until, unit, isHere }) {
  const minutes = Math.max(1, Math.round((until.getTime() - Date.now()) / 60_000));
  return html`<div class="emergency-band" role="status">
    ${icon('shield-alert')}<span><b>Lecture seule, encore ${minutes} min</b>${unit ? html` · ${unit}` : ''}${isHere ? ' · sans réseau' : ''}</span>
  </div>`;
}

/** @param {Drawn} host @param {Access} access @param {{end: () => void, other: () => void}} gestures */
export function reading(host, access, { end, other }) {
  const person = access.memory.person(access.person);
  return html`${band(access)}
    <div class="body file">
      ${person ? head(person) : html`<p>Son dossier n’est plus lisible ici.</p>`}
      <chevet-river .engine=${facadeOf(host.engine, access)} .given=${{ person: access.person }}></chevet-river>
    </div>
    <footer>
      <div class="buttons">
        <button class="button" type="button" @click=${end}>Terminer l’accès</button>
        <button class="button plain" type="button" @click=${other}>Une autre personne</button>
      </div>
    </footer>`;
}
