/**
 * Something to do as it is read: in the list of all, under a person's name, and on the transmission that asked for it.
 * Touching it opens the sheet that closes it.
 */
import { html, nothing } from 'lit-html';
import { dueWords, moment } from '../lib/due.js';
import { answerOf, hasEscalated, inOrder, isCarriedOver, isNurse, titleOf } from '../lib/follow_ups.js';
import { isOverdue } from '../lib/overdue.js';
import { capitalised, roomWords } from '../lib/said.js';
import { ago } from '../lib/time_words.js';
import { face } from './face.js';
import { icon } from './icon.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./shapes.js').FollowUp} FollowUp */
/** @typedef {import('./drawn.js').Drawn} Drawn */

const FIRST = 3;

/** One line of the list: whose, what, when, who asked. @param {Drawn} host @param {FollowUp} one @param {string} unit its unit's name, where it must be said */
export function followUpRow(host, one, unit) {
  const person = host.engine.person(one.person);
  return html`<button class="task" type="button" @click=${() => host.send('answer', one.id)}>
    ${person ? face(person) : nothing}
    <span class="name">${person?.displayName}<span class="room">${[roomWords(person?.room ?? null), unit].filter(Boolean).join(', ')}</span></span>
    <span class="what">${titleOf(one)}</span>
    <span class="foot">${one.closed ? nothing : when(host, one)}<span class="tags"
        >${one.closed ? answered(host, one) : html`${marks(host, one)}<span class="tag">${askedBy(one)}</span>`}</span
      ></span>
  </button>`;
}

/** @param {Drawn} host @param {FollowUp} one */
function when(host, one) {
  return html`<span class="when tag ${tone(one)} strong">${icon('alarm-clock')}${capitalised(dueWords(new Date(one.due_at), host.zone))}</span>`;
}

/** @param {FollowUp} one */
export function tone(one) {
  if (!isOverdue(one)) return '';
  return one.urgent ? 'urgent' : 'attention';
}

/** What its reader must know of an open one. @param {Drawn} host @param {FollowUp} one */
export function marks(host, one) {
  const { engine, zone } = host;
  const role = one.role && ROLES[one.role];
  return html`${one.urgent ? html`<span class="tag urgent strong">${icon('siren')}Urgent</span>` : nothing}
    ${hasEscalated(one) && engine.me && isNurse(engine.me) ? html`<span class="tag urgent strong">${icon('triangle-alert')}Sans réponse</span>` : nothing}
    ${isCarriedOver(one, zone) ? html`<span class="tag attention">${icon('corner-down-right')}Repris de l’équipe précédente</span>` : nothing}
    ${role ? html`<span class="tag accent">${icon('users')}${role}</span>` : nothing}
    ${one.acknowledged ? html`<span class="tag done">${icon('check')}${taken(host, one.acknowledged.by)}</span>` : nothing}
    ${sending(one)}`;
}

/** Whom it is asked of, as a tag says it. @type {Record<string, string>} */
export const ROLES = {
  care_assistant: 'Pour l’aide-soignant·e',
  nurse: 'Pour l’infirmier·ère',
  lead_nurse: 'Pour la coordination',
  physician: 'Pour le médecin',
  pharmacist: 'Pour le pharmacien',
  paramedical: 'Pour le paramédical',
  home_care_worker: 'Pour l’aide à domicile',
  social_educator: 'Pour l’accompagnant·e',
};

/** @param {Drawn} host @param {string} by */
function taken({ engine }, by) {
  const name = staffName(engine, by);
  return name === 'vous' ? 'Vous vous en occupez' : `${name} s’en occupe`;
}

/** @param {FollowUp} one */
export const askedBy = ({ mine, authorName }) => `Demandé par ${mine ? 'vous' : authorName || 'Chevet'}`;

/** @param {FollowUp} one */
const sending = ({ state }) =>
  state === 'waiting'
    ? html`<span class="tag waiting strong">${icon('clock')}Non envoyé</span>`
    : state === 'quarantined'
      ? html`<span class="tag attention strong">${icon('triangle-alert')}Mis de côté</span>`
      : nothing;

/** @param {Drawn} host @param {FollowUp} one */
function answered(host, one) {
  const { by, at } = /** @type {NonNullable<FollowUp['closed']>} */ (one.closed);
  return html`<span class="tag done strong">${icon('circle-check')}${capitalised(answerOf(one))}</span>
    <span class="tag">${capitalised(staffName(host.engine, by))}, ${ago(new Date(at), host.zone)}</span>
    ${sending(one)}`;
}

/** What is open for one person, on top of her days. @param {Drawn} host @param {string} person */
export function openFollowUps(host, person) {
  const open = host.engine.followUpsOf(person).filter(({ closed }) => !closed).sort(inOrder);
  if (open.length === 0) return nothing;
  return html`<section class="due-here" aria-label="À faire pour cette personne">
    ${open.slice(0, FIRST).map((one) => compact(host, one))}
    ${open.length > FIRST ? html`<a class="more" href="/a-faire">Tout ce qui est à faire (${open.length})${icon('chevron-right')}</a>` : nothing}
  </section>`;
}

/** @param {Drawn} host @param {FollowUp} one */
const compact = (host, one) => html`<button class="task compact ${tone(one)}" type="button" @click=${() => host.send('answer', one.id)}>
  <span class="what">${titleOf(one)}</span>
  <span class="foot">${when(host, one)}<span class="tags">${marks(host, one)}</span></span>
</button>`;

/** On the transmission that asked: when it is due, then what was found. @param {FollowUp[]} followUps @param {{nameOf: (staff: string) => string, zone: {timeZone?: string}}} reading */
export const followUpsOfEntry = (followUps, reading) => followUps.map((one) => (one.closed ? found(one, reading) : expected(one, reading)));

/** @param {FollowUp} one @param {{zone: {timeZone?: string}}} reading */
function expected(one, { zone }) {
  const due = new Date(one.due_at);
  const late = isOverdue(one);
  const words = late ? `, ${dueWords(due, zone)}` : ` ${moment(due, zone)}`;
  return html`<p class="expected tag ${late ? 'attention strong' : 'accent'}">${icon('alarm-clock')}${one.what ?? 'À réévaluer'}${words}</p>`;
}

/** @param {FollowUp} one @param {{nameOf: (staff: string) => string, zone: {timeZone?: string}}} reading */
function found(one, { nameOf, zone }) {
  const { by, at } = /** @type {NonNullable<FollowUp['closed']>} */ (one.closed);
  return html`<div class="addition">
    <dl class="texts"><dt>Résultat</dt><dd>${capitalised(answerOf(one))}</dd></dl>
    <footer><span>${one.what ? `${one.what}, ` : ''}${nameOf(by)}, ${ago(new Date(at), zone)}</span>${sending(one)}</footer>
  </div>`;
}
