/**
 * The transmissions of the unit: one river over all its persons.
 */
import { html } from 'lit-html';
import { alarmCards } from '../elements/alarm.js';
import { Drawn } from '../elements/drawn.js';
import '../elements/river.js';

export class Transmissions extends Drawn {
  #unit = '';

  /** '' for all units. @param {string} unit */
  set unit(unit) {
    this.#unit = unit;
    this.redraw();
  }

  view() {
    const lead = html`<h1 class="river-head" tabindex="-1" data-focus>Transmissions</h1>
      ${alarmCards(this, this.engine.alarms())}`;
    return html`<chevet-river .engine=${this.engine} .lead=${lead} .given=${{ unit: this.#unit }}></chevet-river>`;
  }
}

customElements.define('chevet-transmissions', Transmissions);
