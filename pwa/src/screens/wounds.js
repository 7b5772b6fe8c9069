/**
 * The wounds of one person: each with its size, how it goes and what is due; assessed, photographed, noted and closed from
 * here. Drawn from the tablet, network or not.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { capture, readyToCapture } from '../elements/capturing.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { personTabs } from '../elements/person_tabs.js';
import { picturesOf, woundCard } from '../elements/wound.js';
import { thumbOf } from '../engine/documents.js';
import { EngineError } from '../lib/engine_error.js';
import { mayPhotograph, TYPES, woundsOf } from '../lib/wound_rows.js';
import { named } from '../lib/wound_words.js';
import { head } from './person.js';
import { draftKey } from './wounds/assessing.js';
import { isWorthKeeping, resumed } from './wounds/draft.js';
import './wounds/opening.js';
import './wounds/words.js';

/** @typedef {import('../lib/wound_rows.js').Wound} Wound */
/** @typedef {{name: 'open'}|{name: 'assess'|'note'|'consent'|'close', wound: string, back?: boolean}|{name: 'picture', wound: string, back: boolean}} Place back: to the assessment under way */
/** @typedef {{type: string, body: any, text: string, failed: () => void}} Said */

export class WoundsScreen extends Drawn {
  #person = '';
  /** What is over the list. @type {Place|null} */
  #place = null;
  /** @type {ImageBitmap|null} */
  #ghost = null;

  /** @param {string} id */
  set person(id) {
    if (id !== this.#person) this.#go(null);
    this.#person = id;
    this.redraw();
    if (this.engine.person(id)) this.attempt(() => this.engine.record('person.open', { person: id, body: {} }));
  }

  connectedCallback() {
    super.connectedCallback();
    for (const [name, hear] of this.#heard) this.addEventListener(name, hear);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const [name, hear] of this.#heard) this.removeEventListener(name, hear);
    this.#forgetGhost();
  }

  /** What sheets and the camera say is answered here: above, it would leave the page. @type {[string, (event: any) => void][]} */
  #heard = [
    ['leave', (event) => (event.stopPropagation(), this.#back())],
    ['said', ({ detail }) => void this.#say(detail)],
    ['picture', ({ detail }) => this.#toPicture(detail, true)],
    ['consent', ({ detail }) => this.#go({ name: 'consent', wound: detail, back: true })],
    ['captured', (event) => (event.stopPropagation(), void this.#captured(event.detail.id))],
    ['capture-closed', (event) => (event.stopPropagation(), this.#back())],
  ];

  get wounds() {
    const { engine } = this;
    const facts = TYPES.flatMap((type) => engine.factsOf(type));
    return woundsOf(this.#person, engine.rowsOf('wound', this.#person), facts, engine.factsOf('wound.retract'), Date.now());
  }

  view() {
    const person = this.engine.person(this.#person);
    if (!person) return gone();
    const { wounds } = this;
    const place = this.#place;
    const wound = place && 'wound' in place ? wounds.find(({ id }) => id === place.wound) : null;
    if (place?.name === 'picture' && wound) return this.#camera(wound);
    return html`${head(person)} ${personTabs(this, person.id, 'wounds')}
      <div class="scroll"><div class="column wounds">${wounds.length ? this.#list(wounds) : this.#empty()}</div></div>
      ${this.engine.may('wound.note') ? html`<div class="dock"><button class="button primary big wide" type="button" @click=${() => this.#go({ name: 'open' })}>${icon('plus')}Nouvelle plaie</button></div>` : nothing}
      ${place?.name === 'open' ? html`<chevet-wound-opening .engine=${this.engine} .person=${person.id}></chevet-wound-opening>` : nothing}
      ${place && wound ? this.#sheet(place.name, wound) : nothing}`;
  }

  /** @param {Wound[]} wounds */
  #list(wounds) {
    const draft = resumed(this.engine.draft(draftKey(this.#person)), Date.now());
    const open = wounds.filter(({ closed }) => !closed);
    const closed = wounds.filter((wound) => wound.closed);
    const kept = draft && isWorthKeeping(draft) ? open.find(({ id }) => id === draft.wound) : null;
    return html`${kept ? html`<button class="draft" type="button" @click=${() => this.#go({ name: 'assess', wound: kept.id })}>${icon('pencil')}<span>Évaluation commencée : ${named(kept)}</span><b>Reprendre</b></button>` : nothing}
      ${repeat(open, ({ id }) => id, (wound) => woundCard(this, wound, this.#keys(wound)))}
      ${closed.length
        ? html`<details class="fold" ?open=${!open.length}>
            <summary>${icon('circle-check')}<span>Closes depuis peu (${closed.length})</span>${icon('chevron-down')}</summary>
            ${repeat(closed, ({ id }) => id, (wound) => woundCard(this, wound, this.#keysOfClosed(wound)))}
          </details>`
        : nothing}`;
  }

  /** @param {Wound} wound */
  #keys(wound) {
    const { engine } = this;
    const go = (/** @type {any} */ name) => () => this.#go({ name, wound: wound.id });
    const mayNote = engine.may('wound.note');
    return html`<div class="wound-keys">
      ${engine.may('wound.assess') ? html`<button class="button primary" type="button" @click=${go('assess')}>${icon('activity')}Évaluer</button>` : nothing}
      ${mayNote && mayPhotograph(wound) && engine.may('document.capture') ? html`<button class="button" type="button" @click=${() => this.#toPicture(wound.id, false)}>${icon('camera')}Photo</button>` : nothing}
      ${mayNote ? html`<button class="button" type="button" @click=${go('note')}>${icon('pencil')}Noter</button>` : nothing}
      ${mayNote ? html`<button class="button" type="button" @click=${go('consent')}>${wound.consent ? 'Accord photos' : 'Demander l’accord'}</button>` : nothing}
      ${engine.may('wound.assess') ? html`<button class="button" type="button" @click=${go('close')}>${icon('check')}Clore</button>` : nothing}
    </div>`;
  }

  /** @param {Wound} wound */
  #keysOfClosed(wound) {
    if (!this.engine.may('wound.assess')) return nothing;
    const reopen = () => this.#say({ type: 'wound.reopen', body: { wound: wound.id, note: null }, text: `Plaie rouverte : ${named(wound)}`, failed: () => {} });
    return html`<div class="wound-keys"><button class="button" type="button" @click=${reopen}>${icon('undo-2')}Rouvrir</button></div>`;
  }

  /** @param {Place['name']} name @param {Wound} wound */
  #sheet(name, wound) {
    if (name === 'assess') return html`<chevet-wound-assess .engine=${this.engine} .wound=${wound}></chevet-wound-assess>`;
    return name === 'note' || name === 'consent' || name === 'close' ? html`<chevet-wound-words .engine=${this.engine} .given=${{ wound, mode: name }}></chevet-wound-words>` : nothing;
  }

  /** @param {Wound} wound */
  #camera(wound) {
    const given = { person: this.#person, kind: 'wound_photo', wound: wound.id, ghost: this.#ghost, isPage: false, single: true };
    return html`<header class="capture-head">
        <h1 tabindex="-1" data-focus>${named(wound)} <span class="quiet">${this.engine.person(this.#person)?.displayName}</span></h1>
        <button class="button plain" type="button" @click=${this.#back}>${icon('x')}Fermer</button>
      </header>
      ${capture(this, given)}`;
  }

  #empty() {
    return html`<div class="empty">
      ${icon('bandage')}
      <h2>Aucune plaie</h2>
      <p>${this.engine.may('wound.assess') ? 'Ouvrez-en une dès qu’elle est vue : elle se suit ensuite d’une évaluation à l’autre.' : 'Signalez-en une dès que vous la voyez : l’infirmière est prévenue.'}</p>
    </div>`;
  }

  /** @param {Place|null} place */
  #go(place) {
    this.#place = place;
    if (place?.name !== 'picture') this.#forgetGhost();
    if (place?.name === 'assess') void readyToCapture();
    this.redraw();
  }

  /** From the camera and its question, to the assessment they were asked from. */
  #back = () => {
    const place = this.#place;
    this.#go(place && 'back' in place && place.back ? { name: 'assess', wound: place.wound } : null);
  };

  /** The last picture is drawn over the film, half transparent. @param {string} wound @param {boolean} back */
  async #toPicture(wound, back) {
    this.#go({ name: 'picture', wound, back });
    const known = this.wounds.find(({ id }) => id === wound);
    const last = known && picturesOf(this, known).find(({ state }) => state !== 'refused');
    const ghost = last ? await thumbOf(this.engine, last, 0).catch(() => null) : null;
    if (this.#place?.name === 'picture') this.#ghost = ghost;
    else ghost?.close();
    this.redraw();
  }

  /** @param {string} photo */
  async #captured(photo) {
    const place = this.#place;
    if (place?.name !== 'picture') return;
    if (!place.back) {
      await this.#say({ type: 'wound.note', body: { wound: place.wound, text: '', photo, taken_at: null }, text: 'Photo enregistrée', failed: () => {} });
      return;
    }
    const key = draftKey(this.#person);
    const draft = resumed(this.engine.draft(key), Date.now());
    await this.attempt(async () => draft && (await this.engine.saveDraft(key, { ...draft, photo, at: Date.now() })));
    this.#back();
  }

  /** @param {Said} said */
  async #say({ type, body, text, failed }) {
    const person = this.#person;
    try {
      const { id } = await this.engine.record(type, { person, body });
      const undo = () => this.engine.record('wound.retract', { person, body: { act: id } });
      const isAssessment = type === 'wound.assess';
      if (isAssessment) await this.attempt(() => this.engine.saveDraft(draftKey(person), null));
      /** @type {import('../elements/sheet.js').Sheet|null} */ (this.querySelector('chevet-wound-assess, chevet-wound-opening, chevet-wound-words'))?.shut();
      this.#back();
      this.send('say', { text, action: { label: 'Annuler', run: () => this.attempt(undo) } });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.send('say', { text: error.message, urgent: true });
      failed();
    }
  }

  #forgetGhost() {
    this.#ghost?.close();
    this.#ghost = null;
  }
}

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-wounds', WoundsScreen);
