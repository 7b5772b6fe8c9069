/**
 * One person in the list: who, where, what could hurt, what is new.
 */
import { html, nothing } from 'lit-html';
import { ago } from '../lib/time_words.js';
import { face } from './face.js';
import { icon } from './icon.js';
import { rowMarks } from './marks.js';
import { oneLine } from './texts.js';

/** @typedef {import('./shapes.js').Person} Person */

/** @param {Person} person @param {{chosen: boolean, suffix: string, unit: string, zone: {timeZone?: string}}} about */
export function personRow(person, { chosen, suffix, unit, zone }) {
  const classes = ['row', person.unread && 'fresh', person.presence !== 'present' && 'away'];
  return html`<a
    class=${classes.filter(Boolean).join(' ')}
    href="/personnes/${person.id}${suffix}"
    aria-current=${chosen ? 'true' : nothing}
  >
    ${face(person)}
    <span class="name">${person.displayName}</span>
    <span class="room"><span class="unseen">${person.room ? 'chambre ' : nothing}</span>${[person.room, unit].filter(Boolean).join(', ')}</span>
    ${away(person)} ${news(person, zone)}
    ${person.unread ? html`<span class="count-badge">${person.unread}<span class="unseen"> non lues</span></span>` : nothing}
  </a>`;
}

/** @param {Person} person */
function away(person) {
  const feminine = person.sex === 'F';
  if (person.presence === 'hospital') return html`<span class="tags"><span class="tag waiting strong">${icon('hospital')}Hospitalisé${feminine ? 'e' : ''}</span></span>`;
  if (person.presence === 'outing') return html`<span class="tags"><span class="tag waiting strong">${icon('door-open')}En sortie</span></span>`;
  return rowMarks(person.marks);
}

/** @param {Person} person @param {{timeZone?: string}} zone */
function news({ latest }, zone) {
  if (!latest) return html`<span class="news"><span class="what">Rien de noté sur 7 jours</span></span>`;
  const when = ago(new Date(latest.occurred_at), zone);
  return html`<span class="news"><span class="what">${oneLine(latest)}</span><span class="when">· ${short(when)}</span></span>`;
}

/** A row has no room for a whole date: "aujourd’hui à 8 h 05" → "à 8 h 05", "mardi à 9 h" → "mardi". @param {string} when */
function short(when) {
  if (when.startsWith('aujourd’hui ')) return when.slice('aujourd’hui '.length);
  return when.replace('il y a ', '').replace(/ à .*/, '');
}
