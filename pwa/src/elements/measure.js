/**
 * One measure in the river: what, the value in big, what was said beside it, the value before; who and when. Touching the
 * time opens the rest.
 */
import { html, nothing } from 'lit-html';
import { shownMeasures } from '../lib/measures.js';
import { ago, day, exact, hour } from '../lib/time_words.js';
import { beside } from './beside.js';
import { entryView } from './entry.js';
import { icon } from './icon.js';

/** @typedef {import('../lib/measures.js').Shown} Shown */
/** @typedef {import('../lib/measures.js').Told} Told */
/** @typedef {import('./shapes.js').Engine} Engine */

/** What this tablet knows of a person's measures. @param {Engine} engine @param {string} person */
export function knownOf(engine, person) {
  return {
    rows: engine.rowsOf('observation', person),
    lasts: engine.rowsOf('last_measure', person),
    facts: engine.factsOf('observation.record'),
    undone: engine.factsOf('observation.retract'),
    me: engine.me?.id ?? '',
    nameOf: (/** @type {string} */ staff) => engine.nameOf(staff),
  };
}

/** A person's days, measures among the transmissions, newest first. @param {Engine} engine @param {string} person @returns {Shown[]} */
export function daysOf(engine, person) {
  const entries = engine.entries(person);
  const measures = engine.may('observation.read') ? shownMeasures(person, knownOf(engine, person)) : [];
  if (!measures.length) return entries;
  return [...entries, ...measures].sort((one, other) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at));
}

/** A transmission, or a measure. @param {Shown} one @param {import('./entry.js').Reading} reading */
export const dayView = (one, reading) => (one.measure ? measureView(one, one.measure, reading) : entryView(one, reading));

/** @param {Shown} one @param {Told} measure @param {import('./entry.js').Reading} reading */
function measureView(one, measure, reading) {
  const { label, mine, authorName } = one;
  const { row } = measure;
  const { zone, marked, isOpen } = reading;
  return html`<article class="entry measure" data-entry=${one.id}>
    <header>
      <h3>${marked(label)} <b class=${Object.keys(row.values).length ? 'value' : 'why'}>${marked(measure.words)}</b></h3>
      ${time(one, reading)}
    </header>
    ${measure.beside ? html`<p>${marked(measure.beside)}</p>` : nothing} ${row.note ? html`<p>${marked(row.note)}</p>` : nothing} ${one.marks?.map(beside)}
    <footer>
      <span>${mine ? 'Vous' : marked(authorName)}</span>
      ${measure.before ? html`<span>Avant : ${measure.before.words}, ${day(new Date(measure.before.at), zone)}</span>` : nothing}
      ${flags(one)}
    </footer>
    ${isOpen(one.root ?? one.id) ? about(one, row, reading) : nothing}
  </article>`;
}

/** @param {Shown} one @param {import('./entry.js').Reading} reading */
function time({ occurred_at, root, id }, { zone, underDay, isOpen, toggle }) {
  const at = new Date(occurred_at);
  const near = ago(at, zone);
  const words = underDay && !near.startsWith('il y a') && !near.startsWith('à l') ? hour(at, zone) : near;
  return html`<button class="moment" type="button" aria-expanded=${isOpen(root ?? id)} @click=${() => toggle(root ?? id)}>
    <time datetime=${occurred_at}>${words}</time><span class="unseen">, détails</span>
  </button>`;
}

/** @param {Shown} one */
function flags({ flags: all, state, mine, version }) {
  return html`
    ${all.includes('impossible_value') ? html`<span class="tag urgent strong">${icon('triangle-alert')}Impossible, à refaire</span>` : nothing}
    ${all.includes('unconfirmed_value') ? html`<span class="tag attention strong">${icon('triangle-alert')}Inhabituelle, non confirmée</span>` : nothing}
    ${all.includes('clock_adrift') ? html`<span class="tag attention">${icon('clock-alert')}Heure à vérifier</span>` : nothing}
    ${(version ?? 1) > 1 ? html`<span class="tag accent">${icon('pencil')}Corrigée</span>` : nothing}
    ${state === 'waiting' ? html`<span class="tag waiting strong">${icon('clock')}Non envoyé</span>` : nothing}
    ${state === 'quarantined' ? html`<span class="tag attention strong">${icon('triangle-alert')}Mis de côté</span>` : nothing}
    ${state === 'received' && mine ? html`<span class="tag done">${icon('check')}Reçu</span>` : nothing}
  `;
}

/** @param {Shown} one @param {Told['row']} row @param {import('./entry.js').Reading} reading */
function about({ occurred_at, received_at, state, reason }, row, { zone }) {
  const taken = row.taken_at === occurred_at ? nothing : html`<p>Prélèvement ou mesure : ${exact(new Date(row.taken_at), zone)}.</p>`;
  return html`<div class="about">
    <p>Écrite ${exact(new Date(occurred_at), zone)}.</p>
    ${taken} ${row.source ? html`<p>Source : ${row.source}.</p>` : nothing} ${row.typed ? html`<p>Lue ${row.typed}, convertie.</p>` : nothing}
    ${row.correction ? html`<p>Corrigée au bureau : ${row.correction}</p>` : nothing}
    ${received_at ? html`<p>Reçue par le serveur ${ago(new Date(received_at), zone)}.</p>` : nothing}
    ${state === 'waiting' ? html`<p>En sûreté sur cette tablette ; ${reason ? `le serveur lui demande d’attendre. ${reason}` : 'partira dès que le réseau revient.'}</p>` : nothing}
    ${state === 'quarantined' ? html`<p>Le serveur a gardé cette mesure à part. ${reason ?? ''} <a href="/a-revoir">La revoir</a></p>` : nothing}
    <p class="quiet">Une erreur se corrige au bureau, avec sa raison.</p>
  </div>`;
}
