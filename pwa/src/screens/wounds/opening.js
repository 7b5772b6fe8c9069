/**
 * A new wound: where, on which side, what it is if that is known, and whether pictures may be taken. An aide need not name
 * it: a nurse is asked to look.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icon } from '../../elements/icon.js';
import { Sheet } from '../../elements/sheet.js';
import { consentProblems, judgeDescribed } from '../../lib/wound_rules.js';
import { KINDS, MIDDLE, named, SIDED, SIDES, UNKNOWN } from '../../lib/wound_words.js';
import { consentFields } from './consenting.js';
import { toField } from './field.js';

/** @typedef {import('./consenting.js').Answer} Answer */
/** @typedef {{site: string, side: string|null, kind: string|null, since: string, note: string, consent: Answer}} Told */

const BLANK = { site: '', side: null, kind: null, since: '', note: '', consent: { given: null, by: 'person', note: '' } };
const DAY = 86_400_000;
const SINCE = { '': 'Je ne sais pas', 0: 'Aujourd’hui', 1: 'Hier', 7: 'Une semaine environ' };

export class WoundOpening extends Sheet {
  #person = '';
  /** @type {Told} */
  #told = BLANK;
  #isTold = false;
  #isDone = false;

  /** @param {string} person */
  set person(person) {
    if (this.#person === person) return;
    this.#person = person;
    this.#told = BLANK;
    this.redraw();
  }

  view() {
    const told = this.#told;
    return html`<dialog class="sheet composer wound-opening" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head(html`Nouvelle plaie <span class="quiet">${this.engine.person(this.#person)?.displayName}</span>`)}
      <div class="body">${this.#places(told)} ${this.#sides(told)} ${this.#kinds(told)} ${this.#since(told)} ${this.#note(told)} ${consentFields(told.consent, (consent) => this.#change({ consent }))}</div>
      ${this.#foot(told)}
    </dialog>`;
  }

  /** @param {Told} told */
  #places({ site }) {
    const key = (/** @type {[string, string]} */ [name, words]) => html`<button class="chip" type="button" aria-pressed=${site === name} @click=${() => this.#change({ site: name, side: null })}>${words}</button>`;
    return html`<div class="group" role="group" aria-label="Endroit du corps">
      <h3>Où ?</h3>
      <div class="choices">${[...Object.entries(MIDDLE).slice(0, 1), ...Object.entries(SIDED), ...Object.entries(MIDDLE).slice(1)].map(key)}</div>
    </div>`;
  }

  /** @param {Told} told */
  #sides({ site, side }) {
    if (!(site in SIDED)) return nothing;
    return html`<div class="group" role="group" aria-label="Côté" data-field="side">
      <h3>De quel côté ? <span class="quiet">le sien</span></h3>
      <div class="choices">${Object.entries(SIDES).map(([name, words]) => html`<button class="chip big" type="button" aria-pressed=${side === name} @click=${() => this.#change({ side: name })}>${words === 'gauche' ? 'Gauche' : 'Droite'}</button>`)}</div>
    </div>`;
  }

  /** @param {Told} told */
  #kinds({ kind }) {
    return html`<div class="group" role="group" aria-label="Nature">
      <h3>Nature</h3>
      <div class="choices">
        ${Object.entries(KINDS).map(([name, words]) => html`<button class="chip" type="button" aria-pressed=${(kind ?? UNKNOWN) === name} @click=${() => this.#change({ kind: name === UNKNOWN ? null : name })}>${name === UNKNOWN ? 'À préciser' : words}</button>`)}
      </div>
    </div>`;
  }

  /** @param {Told} told */
  #since({ since }) {
    return html`<div class="group" role="group" aria-label="Depuis quand">
      <h3>Depuis quand ?</h3>
      <div class="chips">${Object.entries(SINCE).map(([days, words]) => html`<button class="chip" type="button" aria-pressed=${since === days} @click=${() => this.#change({ since: days })}>${words}</button>`)}</div>
    </div>`;
  }

  /** @param {Told} told */
  #note({ note }) {
    return html`<label class="group" data-field="note"
      ><h3>Précisions</h3>
      <textarea class="field" rows="2" autocomplete="off" maxlength="1000" placeholder="Où exactement, comment elle est apparue" .value=${live(note)} @input=${(/** @type {Event} */ { target }) => this.#change({ note: /** @type {HTMLTextAreaElement} */ (target).value })}></textarea>
    </label>`;
  }

  /** @param {Told} told */
  #foot(told) {
    const [problem] = this.#problems(told);
    const toNurse = this.engine.may('wound.assess') ? '' : `Une infirmière aura une tâche${this.engine.freshness.online ? '' : ' ; sans réseau, appelez-la'}.`;
    return html`<footer aria-live="polite">
      ${this.#isTold && problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${problem.says}</p>` : nothing}
      ${toNurse ? html`<p class="quiet">${toNurse}</p>` : nothing}
      <button class="button primary big wide" type="button" ?disabled=${this.#isDone || !told.site} @click=${this.#save}>${told.site && !problem ? `Ouvrir : ${named({ ...told, kind: told.kind ?? UNKNOWN })}` : 'Ouvrir la plaie'}</button>
    </footer>`;
  }

  /** @param {Told} told */
  #problems({ site, side, kind, note, consent }) {
    const answer = consent.given === null ? [] : consentProblems({ given: consent.given, by: consent.by, note: consent.note });
    return [...judgeDescribed({ site, side, kind: kind ?? UNKNOWN, note }, this.#day(0)), ...answer];
  }

  /** The day it was, so many days ago, in the home's hours. @param {number} days */
  #day(days) {
    return new Date(Date.now() - days * DAY).toLocaleDateString('sv-SE', this.zone);
  }

  /** @param {Partial<Told>} changed */
  #change(changed) {
    this.#told = { ...this.#told, ...changed };
    this.#isTold = false;
    this.redraw();
  }

  #save = () => {
    const told = this.#told;
    this.#isTold = true;
    if (!this.#problems(told).length && !this.#isDone) {
      this.#isDone = true;
      const { given, by, note } = told.consent;
      const body = {
        site: told.site,
        side: told.side,
        kind: told.kind,
        origin_on: told.since === '' ? null : this.#day(Number(told.since)),
        note: told.note.trim() || null,
        consent: given === null ? null : { given, by, note: note.trim() || null },
      };
      this.send('said', { type: 'wound.open', body, text: `Plaie ouverte : ${named({ ...told, kind: told.kind ?? UNKNOWN })}`, failed: () => ((this.#isDone = false), this.redraw()) });
    }
    this.redraw();
    toField(this, this.#problems(told)[0]?.field);
  };
}

customElements.define('chevet-wound-opening', WoundOpening);
