/**
 * One person: identity that stays, the river of days, and at the thumb the six usual cibles and a plus.
 */
import { html, nothing } from 'lit-html';
import { alarmCards, alarmStrip } from '../elements/alarm.js';
import { draftBand, keys } from '../elements/dock.js';
import { Drawn } from '../elements/drawn.js';
import { face } from '../elements/face.js';
import { openFollowUps } from '../elements/follow_up.js';
import { icon } from '../elements/icon.js';
import '../elements/left_captures.js';
import { allMarks } from '../elements/marks.js';
import { personTabs } from '../elements/person_tabs.js';
import '../elements/river.js';
import { roomWords } from '../lib/said.js';
import { age } from '../lib/time_words.js';

/** @typedef {import('../elements/shapes.js').Person} Person */

export class PersonScreen extends Drawn {
  #person = '';
  /** What was just saved is said above the keys, never over them. */
  #size = new ResizeObserver(([{ target }]) => {
    const under = Math.round(innerHeight - target.getBoundingClientRect().top);
    document.documentElement.style.setProperty('--under-toast', `${Math.min(under, innerHeight / 2)}px`);
  });

  /** @param {string} id */
  set person(id) {
    this.#person = id;
    this.redraw();
    if (this.engine.person(id)) this.attempt(() => this.engine.record('person.open', { person: id, body: {} }));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
    document.documentElement.style.removeProperty('--under-toast');
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  view() {
    const person = this.engine.person(this.#person);
    if (!person) return gone();
    const alarms = this.engine.alarms().filter((alarm) => alarm.person === person.id);
    const lead = html`${alarmCards(this, alarms, { ofOne: true })} ${openFollowUps(this, person.id)}`;
    return html`${head(person)} ${personTabs(this, person.id, 'person')}
      <chevet-river .engine=${this.engine} .lead=${lead} .brief=${alarmStrip(this, alarms)} .given=${{ person: person.id }}></chevet-river>
      ${this.engine.may('journal.write') ? this.#dock(person) : nothing}`;
  }

  /** @param {Person} person */
  #dock(person) {
    return html`<section class="dock" aria-label="Noter une transmission">
      ${draftBand(this, person.id)}
      ${this.engine.may('document.capture') ? html`<chevet-left-captures .engine=${this.engine} .person=${person.id}></chevet-left-captures>` : nothing}
      ${keys(this, person.id)}
    </section>`;
  }

  drawn() {
    const dock = this.querySelector('.dock');
    this.#size.disconnect();
    if (dock) this.#size.observe(dock);
  }
}

/** Who it is: what stays on the page. @param {Person} person */
export function head(person) {
  return html`<header class="person-head">
    ${face(person)}
    <h1 tabindex="-1" data-focus>${person.displayName}</h1>
    ${room(person.room)}
    <p class="identity">
      ${person.born_on ? birth(person, person.born_on) : nothing}
      ${presence(person)}
    </p>
    ${allMarks(person.marks)}
    ${sheetLink(person)}
  </header>`;
}

/** One tap from wherever one person is shown. @param {Person} person */
export const sheetLink = ({ id }) => html`<a class="button sheet-link" href="/personnes/${id}/urgence">${icon('siren')}Fiche d’urgence</a>`;

/** @param {Person} person @param {string} bornOn */
function birth(person, bornOn) {
  const born = bornOn.split('-').reverse().join('/');
  const maiden = person.birth_name && person.birth_name !== (person.used_name || person.family_name) ? ` ${person.birth_name}` : '';
  return html`<span>Né${person.sex === 'F' ? 'e' : ''}${maiden} le ${born}</span> <span>${age(bornOn)}</span>`;
}

/** @param {string|null} label */
function room(label) {
  if (!label) return nothing;
  const isNumber = roomWords(label) !== label;
  return html`<span class="room">${isNumber ? html`<span class="unseen">chambre</span><small aria-hidden="true">ch.</small> ` : nothing}${label}</span>`;
}

/** @param {Person} person */
function presence({ presence: where, sex }) {
  if (where === 'hospital') return html`<span class="tag waiting strong">${icon('hospital')}Hospitalisé${sex === 'F' ? 'e' : ''}</span>`;
  return where === 'outing' ? html`<span class="tag waiting strong">${icon('door-open')}En sortie</span>` : nothing;
}

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-person', PersonScreen);
