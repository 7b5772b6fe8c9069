/**
 * One transmission as it is read: cible, Données / Actions / Résultat, who and when, and what its reader must know of
 * it (not sent, clock adrift, to complete). Touching the time opens the rest: exact times, readers, "Compléter".
 */
import { html, nothing } from 'lit-html';
import { roomWords } from '../lib/said.js';
import { ago, exact, hour } from '../lib/time_words.js';
import { face } from './face.js';
import { icon } from './icon.js';
import { textsOf } from './texts.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./shapes.js').Person} Person */

/**
 * @typedef {object} Reading
 * @property {{timeZone?: string}} zone
 * @property {boolean} underDay whether the day is already said by a heading
 * @property {(id: string) => boolean} isOpen
 * @property {(id: string) => void} toggle
 * @property {(staffId: string) => string} nameOf
 * @property {((entry: Entry) => void)|null} complete for those who may write
 * @property {((id: string) => Person|null)|null} personOf when the river runs over several persons
 */

/** @param {Entry} entry @param {Reading} reading */
export function entryView(entry, reading) {
  const person = reading.personOf?.(entry.person);
  const classes = ['entry', entry.unread && 'unread', entry.alarm && 'alarm', person && 'with-person'];
  return html`<article class=${classes.filter(Boolean).join(' ')} data-entry=${entry.id}>
    <header>${person ? ofPerson(person) : nothing}${cible(entry)}${time(entry, reading)}</header>
    ${textsOf(entry)}
    <footer>${signature(entry)}${flags(entry, reading)}</footer>
    ${entry.additions.map((addition) => additionView(addition, reading))}
    ${reading.isOpen(entry.id) ? about(entry, reading) : nothing}
  </article>`;
}

/** @param {Person} person */
const ofPerson = (person) => html`<a class="of" href="/personnes/${person.id}"
  >${face(person)}<span>${person.displayName}</span><span class="room">${roomWords(person.room)}</span></a
>`;

/** @param {Entry} entry */
const cible = (entry) => html`<h3>
  ${entry.unread ? html`<span class="unseen">Non lue : </span>` : nothing}${entry.label}
</h3>`;

/** @param {Entry} entry @param {Reading} reading */
function time(entry, { zone, underDay, isOpen, toggle }) {
  const at = new Date(entry.occurred_at);
  const near = ago(at, zone);
  const words = underDay && !near.startsWith('il y a') && !near.startsWith('à l') ? hour(at, zone) : near;
  return html`<button class="moment" type="button" aria-expanded=${isOpen(entry.id)} @click=${() => toggle(entry.id)}>
    <time datetime=${entry.occurred_at}>${words}</time><span class="unseen">, détails</span>
  </button>`;
}

/** @param {Entry} entry */
const signature = (entry) => html`<span>${entry.mine ? 'Vous' : entry.authorName}</span>`;

/** @param {Entry} entry @param {Reading} reading */
function flags(entry, { nameOf, zone }) {
  return html`
    ${entry.alarm ? html`<span class="tag urgent strong">${icon('siren')}Alarme</span>` : nothing}
    ${entry.acknowledged
      ? html`<span class="tag done">${icon('check-check')}${seenBy(entry.acknowledged, nameOf, zone)}</span>`
      : nothing}
    ${entry.incomplete ? html`<span class="tag attention strong">${icon('pencil')}À compléter</span>` : nothing}
    ${entry.importance === 'important' ? html`<span class="tag attention strong">${icon('flag')}Importante</span>` : nothing}
    ${entry.to_read ? html`<span class="tag accent">${icon('bookmark')}À lire</span>` : nothing}
    ${state(entry)}
    ${entry.flags.includes('clock_adrift') ? html`<span class="tag attention">${icon('clock-alert')}Heure à vérifier</span>` : nothing}
  `;
}

/** @param {{by: string, at: string}} acknowledged @param {(id: string) => string} nameOf @param {{timeZone?: string}} zone */
const seenBy = ({ by, at }, nameOf, zone) => `Vue par ${nameOf(by)}, ${ago(new Date(at), zone)}`;

/** Others' entries came from the server; only one's own, and what has not left, need a mark. @param {{state: string, mine: boolean}} entry */
function state(entry) {
  if (entry.state === 'waiting') return html`<span class="tag waiting strong">${icon('clock')}Non envoyé</span>`;
  if (entry.state === 'quarantined') return html`<span class="tag attention strong">${icon('triangle-alert')}Mis de côté</span>`;
  return entry.mine ? html`<span class="tag done">${icon('check')}Reçu</span>` : nothing;
}

/** @param {import('./shapes.js').Addition} addition @param {Reading} reading */
const additionView = (addition, { zone }) => html`<div class="addition">
  ${textsOf(addition)}
  <footer>
    <span>Ajout ${addition.mine ? 'de vous' : `de ${addition.authorName}`}, ${ago(new Date(addition.occurred_at), zone)}</span>
    ${state(addition)}
  </footer>
</div>`;

/** @param {Entry} entry @param {Reading} reading */
function about(entry, { zone, nameOf, complete }) {
  const readers = entry.read_by.map(nameOf).join(', ');
  return html`<div class="about">
    <p>${sentence(exact(new Date(entry.occurred_at), zone))}</p>
    ${entry.received_at ? html`<p>Reçu par le serveur ${ago(new Date(entry.received_at), zone)}.</p>` : nothing}
    ${entry.state === 'waiting' ? html`<p>En sûreté sur cette tablette ; partira dès que le réseau revient.</p>` : nothing}
    ${entry.state === 'quarantined'
      ? html`<p>Le serveur a gardé cette entrée à part sans pouvoir la ranger. ${entry.reason ?? ''} Prévenez la coordination.</p>`
      : nothing}
    ${entry.flags.includes('clock_adrift')
      ? html`<p>L’horloge de la tablette était décalée de plus de 5 minutes : l’heure est estimée.</p>`
      : nothing}
    <p>${readers ? `Lue par ${readers}.` : 'Personne ne l’a encore marquée comme lue.'}</p>
    ${complete
      ? html`<div class="buttons">
          <button class="button" type="button" @click=${() => complete(entry)}>${icon('plus')}Compléter</button>
        </div>`
      : nothing}
  </div>`;
}

/** @param {string} text */
const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
