/**
 * The person one stands before: large, with what could hurt, what is to be done, what is not read, and the cibles.
 */
import { html, nothing } from 'lit-html';
import { alarmCards } from '../../elements/alarm.js';
import { draftBand, keys } from '../../elements/dock.js';
import { face } from '../../elements/face.js';
import { openFollowUps } from '../../elements/follow_up.js';
import { icon } from '../../elements/icon.js';
import { allMarks } from '../../elements/marks.js';
import { oneLine } from '../../elements/texts.js';
import { roomWords } from '../../lib/said.js';
import { ago } from '../../lib/time_words.js';
import { sheetLink } from '../person.js';

/** @typedef {import('../../elements/shapes.js').Person} Person */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

const MOST = 3;

/** @param {Drawn} host @param {Person} person @param {import('./noted.js').Noted[]} noted */
export function onePerson(host, person, noted) {
  const alarms = host.engine.alarms().filter((alarm) => alarm.person === person.id);
  return html`<header class="round-head">
      ${face(person)}
      <h1 tabindex="-1" data-focus>${person.displayName}</h1>
      <p class="round-room">${roomWords(person.room)}${presence(person)}</p>
      ${allMarks(person.marks)}
    </header>
    <div class="round-body">
      ${alarmCards(host, alarms, { ofOne: true })} ${openFollowUps(host, person.id)} ${unread(host, person)} ${here(host, noted)} ${latest(host, person)}
      <p>${sheetLink(person)} <a class="button plain" href="/personnes/${person.id}">Tout son dossier${icon('chevron-right')}</a></p>
    </div>`;
}

/** At the thumb, whatever lies above. @param {Drawn} host @param {Person} person */
export const roundKeys = (host, person) =>
  host.engine.may('journal.write') ? html`<div class="round-keys">${draftBand(host, person.id)} ${keys(host, person.id)}</div>` : nothing;

/** @param {Person} person */
function presence({ presence: where, sex }) {
  const e = sex === 'F' ? 'e' : '';
  if (where === 'hospital') return html` <span class="tag waiting strong">${icon('hospital')}Hospitalisé${e}</span>`;
  return where === 'outing' ? html` <span class="tag waiting strong">${icon('door-open')}En sortie</span>` : nothing;
}

/** What matters and was not read yet; reading it is a gesture of its own. @param {Drawn} host @param {Person} person */
function unread(host, person) {
  const all = host.engine.entries(person.id).filter((entry) => entry.unread && (entry.importance === 'important' || entry.to_read));
  if (all.length === 0) return nothing;
  const ids = all.map(({ id }) => id);
  const read = () => host.attempt(() => host.engine.record('transmission.read', { person: null, body: { entries: ids } }));
  return html`<section class="round-unread" aria-label="À lire">
    <h2>À lire</h2>
    <ul>${all.slice(0, MOST).map((entry) => html`<li><b>${oneLine(entry)}</b><span class="quiet">${entry.authorName}, ${ago(new Date(entry.occurred_at), host.zone)}</span></li>`)}</ul>
    <button class="button" type="button" @click=${read}>${icon('check-check')}${all.length > 1 ? `Marquer comme lues (${all.length})` : 'Marquer comme lue'}</button>
  </section>`;
}

/** The last word about her, so that one does not come in knowing nothing. @param {Drawn} host @param {Person} person */
function latest({ zone }, { latest: last }) {
  if (!last) return html`<p class="quiet">Rien de noté sur 7 jours.</p>`;
  return html`<p class="quiet">Dernière transmission, ${ago(new Date(last.occurred_at), zone)} : ${oneLine(last)}</p>`;
}

/** What one just noted here, to see that it is there. @param {Drawn} host @param {import('./noted.js').Noted[]} noted */
const here = (host, noted) =>
  noted.length
    ? html`<div class="tags" role="group" aria-label="Noté pendant ce tour">${noted.map(({ words }) => html`<span class="tag done strong">${icon('circle-check')}${words}</span>`)}</div>`
    : nothing;
