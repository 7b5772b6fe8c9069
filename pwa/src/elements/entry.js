/**
 * One transmission as it is read: cible, Données / Actions / Résultat, who and when, and what its reader must know of
 * it (corrected, not sent, clock adrift, to complete). Touching the time opens the rest: exact times, readers,
 * "Compléter", and for its author "Corriger".
 */
import { html, nothing } from 'lit-html';
import { roomWords } from '../lib/said.js';
import { ago, exact, hour } from '../lib/time_words.js';
import { beside } from './beside.js';
import { face } from './face.js';
import { followUpsOfEntry } from './follow_up.js';
import { icon } from './icon.js';
import { textsOf } from './texts.js';
import { correctionOf, isDouble } from './versions.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./shapes.js').Person} Person */

/**
 * @typedef {object} Reading
 * @property {{timeZone?: string}} zone
 * @property {boolean} underDay whether the day is already said by a heading
 * @property {(id: string) => boolean} isOpen
 * @property {(id: string) => void} toggle
 * @property {(staffId: string) => string} nameOf
 * @property {(entry: Entry) => import('./shapes.js').FollowUp[]} dueFrom results that were asked with it
 * @property {((entry: Entry) => void)|null} complete for those who may write
 * @property {(entry: Entry) => void} correct offered to its author
 * @property {(entry: Entry) => boolean} isDrafted a correction of it was begun
 * @property {(entry: Entry) => void} markRead
 * @property {(entry: Entry) => void} showReaders
 * @property {(id: string) => boolean} isHeld just marked as read, still where it was
 * @property {((id: string) => Person|null)|null} personOf when the river runs over several persons
 * @property {string} words that were looked for
 * @property {import('./marked.js').Marked} marked the same words, in a text
 */

/** What an entry is called while its details are open: a correction leaves them open. @param {Entry} entry */
export const opens = ({ root, id }) => root ?? id;

/** @param {Entry} entry @param {Reading} reading */
export function entryView(entry, reading) {
  const person = reading.personOf?.(entry.person);
  const classes = ['entry', entry.unread && 'unread', entry.alarm && 'alarm', person && 'with-person'];
  return html`<article class=${classes.filter(Boolean).join(' ')} data-entry=${entry.id}>
    <header>${person ? ofPerson(person) : nothing}${cible(entry, reading)}${time(entry, reading)}</header>
    ${textsOf(entry, reading.marked)} ${correctionOf(entry, reading)} ${entry.marks?.map(beside)}
    <footer>${signature(entry, reading)}${flags(entry, reading)}${readingOf(entry, reading)}</footer>
    ${entry.additions.map((addition) => additionView(addition, reading))} ${followUpsOfEntry(reading.dueFrom(entry), reading)}
    ${reading.isOpen(opens(entry)) ? about(entry, reading) : nothing}
  </article>`;
}

/** @param {Person} person */
const ofPerson = (person) => html`<a class="of" href="/personnes/${person.id}"
  >${face(person)}<span>${person.displayName}</span><span class="room">${roomWords(person.room)}</span></a
>`;

/** @param {Entry} entry @param {Reading} reading */
const cible = (entry, { marked }) => html`<h3>
  ${entry.unread ? html`<span class="unseen">Non lue : </span>` : nothing}${marked(entry.label)}
</h3>`;

/** @param {Entry} entry @param {Reading} reading */
function time(entry, { zone, underDay, isOpen, toggle }) {
  const at = new Date(entry.occurred_at);
  const near = ago(at, zone);
  const words = underDay && !near.startsWith('il y a') && !near.startsWith('à l') ? hour(at, zone) : near;
  return html`<button class="moment" type="button" aria-expanded=${isOpen(opens(entry))} @click=${() => toggle(opens(entry))}>
    <time datetime=${entry.occurred_at}>${words}</time><span class="unseen">, détails</span>
  </button>`;
}

/** @param {Entry} entry @param {Reading} reading */
const signature = (entry, { marked, nameOf }) =>
  html`<span>${entry.mine ? 'Vous' : marked(entry.authorName)}${entry.witness ? `, avec ${nameOf(entry.witness)}` : nothing}</span>`;

/** Marking is a gesture of its own: opening is not reading. Who wrote, or asked to be read, sees how many did. @param {Entry} entry @param {Reading} reading */
function readingOf(entry, { markRead, showReaders, isHeld }) {
  const asked = entry.mine || entry.to_read || entry.alarm || entry.importance === 'important';
  const readers = entry.read_by.length;
  return html`
    ${readers && asked
      ? html`<button class="readers" type="button" aria-haspopup="dialog" @click=${() => showReaders(entry)}>
          Lue par ${readers}<span class="unseen"> : qui</span>
        </button>`
      : nothing}
    ${entry.unread
      ? html`<button class="mark-read" type="button" @click=${() => markRead(entry)}>${icon('check')}Marquer comme lue</button>`
      : nothing}
    ${isHeld(entry.id) && !entry.unread ? html`<span class="tag done held">${icon('check-check')}Lue</span>` : nothing}
  `;
}

/** @param {Entry} entry @param {Reading} reading */
function flags(entry, { nameOf, zone, isDrafted }) {
  return html`
    ${entry.alarm ? html`<span class="tag urgent strong">${icon('siren')}Alarme</span>` : nothing}
    ${entry.acknowledged
      ? html`<span class="tag done">${icon('check-check')}${seenBy(entry.acknowledged, nameOf, zone)}</span>`
      : nothing}
    ${entry.incomplete ? html`<span class="tag attention strong">${icon('pencil')}À compléter</span>` : nothing}
    ${entry.importance === 'important' ? html`<span class="tag attention strong">${icon('flag')}Importante</span>` : nothing}
    ${entry.flags.includes('without_witness') ? html`<span class="tag attention strong">${icon('users')}Sans témoin</span>` : nothing}
    ${entry.to_read ? html`<span class="tag accent">${icon('bookmark')}À lire</span>` : nothing}
    ${isDouble(entry) ? html`<span class="tag attention strong">${icon('triangle-alert')}Deux corrections</span>` : nothing}
    ${isDrafted(entry) ? html`<span class="tag attention">${icon('pencil')}Correction en brouillon</span>` : nothing}
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
const additionView = (addition, { zone, marked }) => html`<div class="addition">
  ${textsOf(addition, marked)}
  <footer>
    <span>Ajout ${addition.mine ? 'de vous' : `de ${addition.authorName}`}, ${ago(new Date(addition.occurred_at), zone)}</span>
    ${state(addition)}
  </footer>
</div>`;

/** @param {Entry} entry @param {Reading} reading */
function about(entry, reading) {
  const { zone, nameOf } = reading;
  const readers = entry.read_by.map(nameOf).join(', ');
  return html`<div class="about">
    <p>${sentence(exact(new Date(entry.occurred_at), zone))}</p>
    ${entry.received_at ? html`<p>Reçu par le serveur ${ago(new Date(entry.received_at), zone)}.</p>` : nothing}
    ${entry.state === 'waiting'
      ? html`<p>En sûreté sur cette tablette ; ${entry.reason ? `le serveur lui demande d’attendre. ${entry.reason}` : 'partira dès que le réseau revient.'}</p>`
      : nothing}
    ${entry.state === 'quarantined'
      ? html`<p>Le serveur a gardé cette entrée à part sans pouvoir la ranger. ${entry.reason ?? ''} ${entry.mine ? html`<a href="/a-revoir">Reprendre ou écarter</a>` : 'Son auteur décide, ou la coordination.'}</p>`
      : nothing}
    ${entry.flags.includes('clock_adrift')
      ? html`<p>L’horloge de la tablette était décalée de plus de 5 minutes : l’heure est estimée.</p>`
      : nothing}
    ${entry.flags.includes('without_witness')
      ? html`<p>Se signe à deux, et l’auteur était seul${entry.alone ? ` : ${entry.alone}` : ''}. L’infirmier·ère contrôle sous 24 h.</p>`
      : nothing}
    ${isDouble(entry)
      ? html`<p>Deux corrections de la même version se sont croisées. La plus récente est affichée, l’autre reste lisible ; corrigez s’il le faut.</p>`
      : nothing}
    ${entry.flags.includes('corrects_retracted') ? html`<p>La première version avait été annulée par son auteur ; cette correction reste.</p>` : nothing}
    <p>${readers ? `Lue par ${readers}.` : 'Personne ne l’a encore marquée comme lue.'}</p>
    ${gestures(entry, reading)}
  </div>`;
}

/** @param {Entry} entry @param {Reading} reading */
function gestures(entry, { complete, correct, isDrafted, showReaders }) {
  // As MOST_VERSIONS in transmissions/correction.py: the server would put the next one aside.
  const corrects = complete && entry.mine && entry.state !== 'quarantined' && (entry.version ?? 1) < 50;
  return html`<div class="buttons">
    ${complete ? html`<button class="button" type="button" @click=${() => complete(entry)}>${icon('plus')}Compléter</button>` : nothing}
    ${corrects
      ? html`<button class="button" type="button" @click=${() => correct(entry)}>
          ${icon('pencil')}${isDrafted(entry) ? 'Reprendre la correction' : 'Corriger'}
        </button>`
      : nothing}
    <button class="button" type="button" aria-haspopup="dialog" @click=${() => showReaders(entry)}>${icon('users')}Lectures</button>
  </div>`;
}

/** @param {string} text */
const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;
