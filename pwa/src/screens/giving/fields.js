/**
 * What the sheets of a gesture are made of: who it is, what it is, chips to choose one, a line to write, an hour.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { face } from '../../elements/face.js';
import { icon } from '../../elements/icon.js';
import { moment } from '../../lib/due.js';
import { lastTime } from '../../lib/giving.js';
import { capitalised, roomWords } from '../../lib/said.js';
import { age, day } from '../../lib/time_words.js';
import { unbroken } from '../../lib/unbroken.js';

/** @typedef {import('../../elements/shapes.js').Person} Person */

/** Her name and a second trait, beside her picture. @param {Person} person @param {unknown} [beside] */
export const identity = (person, beside = nothing) => html`<div class="giving-who">
  ${face(person)}
  <p class="giving-name">${person.displayName}</p>
  <p class="giving-trait">${traits(person)}</p>
  ${beside}
</div>`;

/** "Née Laurent le 18/10/1930, 96 ans · chambre 18". @param {Person} person */
export function traits(person) {
  const { born_on, sex, birth_name, used_name, family_name, room } = person;
  const maiden = birth_name && birth_name !== (used_name || family_name) ? ` ${birth_name}` : '';
  const born = born_on ? `Né${sex === 'F' ? 'e' : ''}${maiden} le ${born_on.split('-').reverse().join('/')}, ${age(born_on)}` : 'Date de naissance inconnue';
  return unbroken([born, roomWords(room)].filter(Boolean).join(' · '));
}

/** How much of what, the amount first. @param {import('../../lib/giving_body.js').Of} of */
export const what = ({ dose, line }) => html`<div class="giving-what">
  <p class="amount">${unbroken(capitalised(dose?.dose ?? line.dose))}</p>
  <p class="drug">${unbroken(line.label)}</p>
  ${line.route ? html`<p class="small quiet">${unbroken(line.route)}</p>` : nothing}
</div>`;

/** Several at once, each shown. @param {import('../../lib/giving_body.js').Of[]} items */
export const listed = (items) => html`<ul class="giving-list">
  ${items.map(({ dose, line }) => html`<li><b>${unbroken(capitalised(dose?.dose ?? line.dose))}</b> <span>${unbroken(line.label)}</span></li>`)}
</ul>`;

/** One of some. @param {string} title @param {[code: string, words: string][]} all @param {string} chosen @param {(code: string) => void} choose */
export const choice = (title, all, chosen, choose) => html`<div class="group" role="group" aria-label=${title}>
  <h3>${title}</h3>
  <div class="choices">
    ${all.map(([code, words]) => html`<button class="chip" type="button" aria-pressed=${chosen === code} @click=${() => choose(code)}>${words}</button>`)}
  </div>
</div>`;

/** @param {string} label @param {string} value @param {(text: string) => void} set */
export const line = (label, value, set, most = 300) => html`<textarea
  class="field"
  rows="1"
  autocomplete="off"
  maxlength=${most}
  aria-label=${label}
  placeholder=${label}
  .value=${live(value)}
  @input=${(/** @type {Event} */ { target }) => set(/** @type {HTMLTextAreaElement} */ (target).value)}
></textarea>`;

/** @param {string} label @param {string} unit @param {string} value @param {(text: string) => void} set */
export const number = (label, unit, value, set) => html`<label class="number">
  <span>${label}</span>
  <span class="with-unit"
    ><input
      class="field"
      name="amount"
      inputmode="decimal"
      autocomplete="off"
      maxlength="10"
      .value=${live(value)}
      @input=${(/** @type {Event} */ { target }) => set(/** @type {HTMLInputElement} */ (target).value)}
    /><b>${unit}</b></span
  >
</label>`;

/** Which day an hour is taken for, where it is not today: one that is still to come was yesterday's. @param {string} typed @param {{timeZone?: string}} zone */
export function whichDay(typed, zone) {
  const now = new Date();
  const at = lastTime(typed, now, zone.timeZone);
  if (!at || day(at, { ...zone, now }) === 'aujourd’hui') return nothing;
  return html`<p class="tag attention strong" role="status">${icon('triangle-alert')}Compris : ${moment(at, { ...zone, now })}</p>`;
}

/** The hour at which it really was; '' for now. @param {string} value "HH:MM" @param {(hour: string) => void} set @param {string} [now] what to begin with */
export const when = (value, set, now = '') => html`<div class="group" role="group" aria-label="Quand">
  <h3>Quand</h3>
  <div class="choices">
    <button class="chip" type="button" aria-pressed=${!value} @click=${() => set('')}>Maintenant</button>
    ${value
      ? html`<label class="chip hour" aria-pressed="true"
          ><span>À</span
          ><input class="field" type="time" aria-label="Heure réelle" autocomplete="off" .value=${live(value)} @change=${(/** @type {Event} */ { target }) => set(/** @type {HTMLInputElement} */ (target).value || value)}
        /></label>`
      : html`<button class="chip" type="button" aria-pressed="false" @click=${() => set(now)}>Plus tôt…</button>`}
  </div>
</div>`;
