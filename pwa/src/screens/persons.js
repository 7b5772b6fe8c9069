/**
 * The persons of the unit: alarms on top, then one row each, by room or by what is new. Two letters find anyone.
 */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { alarmCards } from '../elements/alarm.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { roundBand } from '../elements/round_band.js';
import { personRow } from '../elements/person_row.js';
import { matches } from '../lib/fold.js';
import { thisMinute } from '../lib/time_words.js';

/** @typedef {import('../elements/shapes.js').Person} Person */

export class Persons extends Drawn {
  /** @type {{unit: string, chosen: string|null, composing: boolean}} */
  #given = { unit: '', chosen: null, composing: false };
  #search = '';
  /** @type {'room'|'news'} */
  #sort = 'room';

  /** The unit ('' for all), the person open beside, and whether a tap goes straight to the composer. @param {{unit: string, chosen: string|null, composing: boolean}} given */
  set given(given) {
    this.#given = given;
    this.redraw();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  view() {
    const { unit, composing } = this.#given;
    const found = this.#search ? this.#found() : this.engine.persons(unit || undefined);
    const rows = this.#sort === 'news' ? newestFirst(found) : found;
    return html`<h1 class=${composing ? 'river-head' : 'unseen'} tabindex="-1" data-focus>${composing ? 'Pour qui ?' : 'Personnes'}</h1>
      ${this.#tools()}
      <div class="scroll">${alarmCards(this, this.engine.alarms())} ${composing || this.#search ? nothing : roundBand(this, unit)} ${rows.length ? this.#rows(rows) : this.#empty()} ${this.#elsewhere()}</div>`;
  }

  #tools() {
    const byRoom = this.#sort === 'room';
    const hasRooms = this.engine.persons(this.#given.unit || undefined).some(({ room }) => room);
    return html`<div class="list-tools" role="search">
      <label class="search">
        <span class="unseen">Chercher une personne</span>${icon('search')}
        <input class="field" type="search" autocomplete="off" placeholder=${hasRooms ? 'Nom, chambre' : 'Nom'} .value=${this.#search} @input=${this.#onSearch} />
      </label>
      <button class="button" type="button" @click=${this.#turn}>
        ${icon('arrow-down-up')}<span><span class="unseen">Tri : </span>${!byRoom ? 'Nouveau' : hasRooms ? 'Chambre' : 'Passage'}</span>
      </button>
    </div>`;
  }

  /** @param {Person[]} rows */
  #rows(rows) {
    const units = new Map(this.engine.units().map(({ id, name }) => [id, name]));
    const headed = units.size > 1 && !this.#given.unit && !this.#search && this.#sort === 'room';
    const suffix = this.#given.composing ? '/transmission' : '';
    let unit = '';
    return html`<ul class="rows">
      ${repeat(rows, ({ id }) => id, (person) => {
        const heading = headed && person.unit !== unit ? html`<h2 class="group">${units.get((unit = person.unit))}</h2>` : nothing;
        const away = this.#search && person.unit !== this.#given.unit && units.size > 1 ? (units.get(person.unit) ?? '') : '';
        const chosen = person.id === this.#given.chosen;
        const row = () => personRow(person, { chosen, suffix, unit: away, zone: this.zone });
        return html`<li>${heading}${guard([person, chosen, suffix, away, this.zone.timeZone, thisMinute()], row)}</li>`;
      })}
    </ul>`;
  }

  /** A search looks in every unit, this one first. */
  #found() {
    const { unit } = this.#given;
    const found = this.engine
      .persons()
      .filter((person) => matches(`${person.displayName} ${person.family_name} ${person.birth_name ?? ''} ${person.room ?? ''}`, this.#search));
    return [...found.filter((person) => person.unit === unit), ...found.filter((person) => person.unit !== unit)];
  }

  /** Somebody of another unit, for whoever may read there when it cannot wait. */
  #elsewhere() {
    if (this.#given.composing || !this.engine.may('emergency.open')) return nothing;
    return html`<p class="elsewhere"><button class="button plain" type="button" @click=${() => this.send('emergency', null)}>Accès en urgence : une autre unité</button></p>`;
  }

  #empty() {
    if (this.#search) {
      return html`<div class="empty">
        ${icon('search')}
        <h2>Personne ne correspond</h2>
        <p>Essayez le début du nom, du prénom, du nom de naissance, ou la chambre.</p>
      </div>`;
    }
    return html`<div class="empty">
      ${icon('bed')}
      <h2>Aucune personne dans cette unité</h2>
      <p>Les personnes admises au bureau apparaissent ici d’elles-mêmes.</p>
    </div>`;
  }

  #turn = () => {
    this.#sort = this.#sort === 'room' ? 'news' : 'room';
    this.redraw();
  };

  #onSearch = (/** @type {Event} */ { target }) => {
    this.#search = /** @type {HTMLInputElement} */ (target).value;
    this.redraw();
  };
}

/** Alarms, then unread, then the latest word. @param {Person[]} persons */
function newestFirst(persons) {
  const at = (/** @type {Person} */ person) => person.latest?.occurred_at ?? '';
  return [...persons].sort(
    (one, other) => other.alarms - one.alarms || Number(other.unread > 0) - Number(one.unread > 0) || at(other).localeCompare(at(one)),
  );
}

customElements.define('chevet-persons', Persons);
