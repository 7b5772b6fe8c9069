/**
 * Alarms: pinned until a nurse has seen them, whole on the list, one line elsewhere.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { roomWords } from '../lib/said.js';
import { ago } from '../lib/time_words.js';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {Entry[]} alarms @param {{ofOne?: boolean}} [options] ofOne: under the person's own name */
export function alarmCards(host, alarms, { ofOne = false } = {}) {
  if (alarms.length === 0) return nothing;
  return html`<section class="alarms" aria-label=${ofOne ? 'Alarmes de cette personne' : 'Alarmes'}>
    ${repeat(alarms, (alarm) => alarm.id, (alarm) => card(host, alarm, ofOne))}
  </section>`;
}

/** @param {Drawn} host @param {Entry} alarm @param {boolean} ofOne */
function card(host, alarm, ofOne) {
  const author = alarm.mine ? 'vous' : alarm.authorName;
  return html`<article class="alarm-card">
    ${icon('siren')}
    <h2>Alarme : ${alarm.label}</h2>
    ${ofOne ? nothing : who(host.engine.person(alarm.person))}
    <p class="tags">
      <span class="tag">${author}, ${ago(new Date(alarm.occurred_at), host.zone)}</span>
      ${alarm.state === 'waiting' ? html`<span class="tag waiting strong">${icon('clock')}Non envoyé</span>` : nothing}
      ${alarm.incomplete ? html`<span class="tag attention strong">${icon('pencil')}À compléter</span>` : nothing}
    </p>
    ${buttons(host, alarm)}
  </article>`;
}

/** @param {import('./shapes.js').Person|null} person */
const who = (person) =>
  person
    ? html`<p class="who"><a href="/personnes/${person.id}">${person.displayName}</a>${person.room ? `, ${roomWords(person.room)}` : nothing}</p>`
    : nothing;

/** @param {Drawn} host @param {Entry} alarm */
function buttons(host, alarm) {
  const completes = alarm.incomplete && host.engine.may('journal.write');
  const acknowledges = host.engine.may('journal.acknowledge');
  if (!completes && !acknowledges) return nothing;
  return html`<div class="buttons">
    ${completes
      ? html`<button class="button" type="button" @click=${() => host.send('compose', { person: alarm.person, entry: alarm.id })}>Compléter</button>`
      : nothing}
    ${acknowledges
      ? html`<button class="button danger" type="button" @click=${() => acknowledge(host, alarm)}>J’ai pris connaissance</button>`
      : nothing}
  </div>`;
}

/** @param {Drawn} host @param {Entry} alarm */
function acknowledge(host, alarm) {
  host.attempt(async () => {
    await host.engine.record('transmission.acknowledge', { person: alarm.person, body: { entry: alarm.id } });
    host.send('say', { text: `Alarme « ${alarm.label} » : prise de connaissance enregistrée` });
  });
}

/** On a phone, where the list is not beside. @param {Drawn} host @param {Entry[]} alarms */
export function alarmStrip(host, alarms) {
  if (alarms.length === 0) return nothing;
  const [first] = alarms;
  const words = alarms.length === 1 ? `${first.label}, ${host.engine.person(first.person)?.displayName}` : `${alarms.length} alarmes`;
  const href = alarms.length === 1 ? `/personnes/${first.person}` : '/personnes';
  return html`<aside class="alarm-strip" aria-label="Alarmes">
    <a href=${href}>${icon('siren')}<span><span class="unseen">Alarme : </span>${words}</span>${icon('chevron-right')}</a>
  </aside>`;
}
