/**
 * The transmissions of the unit: one river over all its persons.
 */
import { html } from 'lit-html';
import { alarmCards, alarmStrip } from '../elements/alarm.js';
import { Drawn } from '../elements/drawn.js';
import '../elements/river.js';

export class Transmissions extends Drawn {
  #unit = '';

  /** '' for all units. @param {string} unit */
  set unit(unit) {
    this.#unit = unit;
    this.redraw();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  view() {
    const alarms = this.engine.alarms();
    const lead = alarmCards(this, alarms);
    return html`<h1 class="unseen" tabindex="-1" data-focus>Transmissions</h1>
      <chevet-river .engine=${this.engine} .lead=${lead} .brief=${alarmStrip(this, alarms)} .given=${{ unit: this.#unit }}></chevet-river>`;
  }
}

customElements.define('chevet-transmissions', Transmissions);
