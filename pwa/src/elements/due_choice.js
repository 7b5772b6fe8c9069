/**
 * When: a row of moments to take with one tap, and any other. The home's hours, whatever the tablet's own zone.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { dueChoices, moment } from '../lib/due.js';
import { fieldOf, ofField } from '../lib/wall_clock.js';

const OTHER = 'Autre heure…';
const HOUR = 3_600_000;

/** @typedef {{at: string, label: string}} Chosen at: an instant; label: the chip that was touched */

/**
 * @param {object} given
 * @param {Chosen|null} given.chosen
 * @param {(chosen: Chosen|null) => void} given.choose null: touched again, taken back
 * @param {{timeZone?: string}} given.zone
 * @param {number[]} [given.spans] in minutes, from now
 */
export function dueChoice({ chosen, choose, zone: { timeZone }, spans }) {
  const now = new Date();
  const chip = (/** @type {string} */ label, /** @type {Date} */ at) => html`<button
    class="chip"
    type="button"
    aria-pressed=${chosen?.label === label}
    @click=${() => choose(chosen?.label === label ? null : { at: whole(at), label })}
  >
    ${label}
  </button>`;
  const later = new Date(Math.ceil((now.getTime() + HOUR / 2) / HOUR) * HOUR);
  return html`<div class="chips">
      ${dueChoices(now, timeZone, spans).map(({ label, at }) => chip(label, at))} ${chip(OTHER, later)}
    </div>
    ${chosen?.label === OTHER ? other(chosen, choose, timeZone) : nothing}`;
}

/** A day and an hour, each in the device's own picker. @param {Chosen} chosen @param {(chosen: Chosen) => void} choose @param {string} [timeZone] */
function other(chosen, choose, timeZone) {
  const [day, hour] = fieldOf(new Date(chosen.at), timeZone).split('T');
  const set = (/** @type {string} */ field) => {
    const at = ofField(field, timeZone);
    if (at) choose({ at: at.toISOString(), label: OTHER });
  };
  const input = (/** @type {'date'|'time'} */ type, /** @type {string} */ word, /** @type {string} */ value, /** @type {(value: string) => void} */ change) => html`<input
    class="field"
    type=${type}
    autocomplete="off"
    aria-label=${word}
    min=${type === 'date' ? fieldOf(new Date(), timeZone).split('T')[0] : nothing}
    .value=${live(value)}
    @change=${(/** @type {Event} */ { target }) => change(/** @type {HTMLInputElement} */ (target).value)}
  />`;
  return html`<div class="moment-fields">
    ${input('date', 'Jour', day, (value) => set(`${value}T${hour}`))} ${input('time', 'Heure', hour, (value) => set(`${day}T${value}`))}
  </div>`;
}

/** Nobody is due at 37 seconds. @param {Date} at */
const whole = (at) => new Date(Math.floor(at.getTime() / 60_000) * 60_000).toISOString();

/** "à 15 h". @param {Chosen} chosen @param {{timeZone?: string}} zone */
export const chosenWords = ({ at }, zone) => moment(new Date(at), zone);
