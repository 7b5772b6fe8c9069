/**
 * The emergency sheet of one person, drawn from the tablet, network or not: two pages to read to whoever answers at 15, and
 * to print. What nobody said is named first.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { emergenciesOf } from '../engine/emergency.js';
import { missingOf, sheetOf } from '../lib/emergency_sheet.js';
import { capitalised } from '../lib/said.js';
import { dataWords } from '../lib/state_words.js';
import { exact } from '../lib/time_words.js';
import { facadeOf } from './emergency/facade.js';
import { band } from './emergency/reading.js';
import { knownFor } from './emergency_sheet/known.js';

/** @typedef {import('../lib/emergency_sheet.js').Section} Section */

export class EmergencySheet extends Drawn {
  #person = '';

  /** @param {string} id */
  set person(id) {
    this.#person = id;
    this.redraw();
    if (this.engine.person(id)) this.attempt(() => this.engine.record('person.open', { person: id, body: {} }));
    else void this.#openedInEmergency();
  }

  /** After a reload the server still knows which files are open. */
  async #openedInEmergency() {
    if (!this.engine.me || !this.engine.may('emergency.open')) return;
    await this.#mine.refresh();
    this.redraw();
  }

  get #mine() {
    return emergenciesOf(/** @type {any} */ (this.engine));
  }

  /** The access that opens this file, when it is no one of the tablet's units. */
  get #access() {
    if (!this.engine.me || this.engine.person(this.#person)) return null;
    return this.#mine.running().find(({ person }) => person === this.#person) ?? null;
  }

  view() {
    const access = this.#access;
    const engine = access ? facadeOf(this.engine, access) : this.engine;
    const person = engine.person(this.#person);
    if (!person || !engine.may('sheet.read')) return gone();
    const { given, today, isWhole } = knownFor(engine, person, this.zone.timeZone);
    const sections = sheetOf(given, today);
    return html`${access ? band(access) : nothing}
      <div class="scroll">
        <article class="column emergency-sheet">
          <header>
            <h1 tabindex="-1" data-focus>Fiche d’urgence</h1>
            <p class="whose"><b>${person.displayName}</b> ${this.#age()}</p>
          </header>
          ${isWhole ? nothing : html`<div class="notice attention" role="note">${icon('triangle-alert')}<p><b>Cette fiche est incomplète.</b> La tablette n’a pas encore reçu ce qui est noté de sa santé : il lui faut le réseau une fois.</p></div>`}
          ${missing(missingOf(sections))}
          ${page(sections, 1)} ${page(sections, 2, person.displayName)} ${leaving()}
          <p class="on-paper">${this.#printed()}</p>
        </article>
      </div>
      <div class="dock sheet-dock">
        ${access
          ? html`<button class="button big" type="button" @click=${() => this.send('emergency', null)}>${icon('chevron-left')}Son suivi</button>`
          : html`<a class="button big" href="/personnes/${person.id}">${icon('chevron-left')}Son suivi</a>`}
        <button class="button primary big" type="button" @click=${this.#print}>${icon('printer')}Imprimer</button>
      </div>`;
  }

  /** How old what is shown is. */
  #age() {
    const { freshness } = this.engine;
    return html`<span class="tag">${icon(freshness.online ? 'clock' : 'cloud-off')}${capitalised(`${freshness.online ? '' : 'hors ligne, '}${dataWords(freshness, this.zone)}`)}</span>`;
  }

  #printed() {
    return `${exact(new Date(), this.zone)}, par ${this.engine.me?.firstName ?? ''}, ${this.engine.me?.roleLabel ?? ''}.`;
  }

  /** What goes on paper leaves a trace, and goes on paper whatever becomes of it. The system's own dialog is no absence. */
  #print = async () => {
    await this.attempt(() => this.engine.record('sheet.print', { person: this.#person, body: {} }));
    this.engine.stepOut();
    print();
  };
}

/** @param {string[]} sentences */
function missing(sentences) {
  if (!sentences.length) return html`<p class="tag done strong">${icon('circle-check')}Rien ne manque.</p>`;
  return html`<section class="notice attention" aria-labelledby="sheet-missing">
    ${icon('triangle-alert')}
    <h2 id="sheet-missing">${sentences.length > 1 ? `Il manque ${sentences.length} réponses` : 'Il manque une réponse'}</h2>
    <ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>
  </section>`;
}

/** The name is told again on the second sheet of paper. @param {Section[]} sections @param {1|2} number @param {string} [name] */
const page = (sections, number, name = '') => html`<div class="sheet-page">
  ${name ? html`<p class="on-paper" aria-hidden="true"><b>${name}</b></p>` : nothing}
  ${sections.filter((one) => one.page === number).map(heading)}
</div>`;

/** @param {Section} section */
const heading = ({ code, title, entries, says, missing: asked }) => html`<section class="rubric of-${code}" aria-labelledby="rubric-${code}">
  <h2 id="rubric-${code}">${title}</h2>
  ${entries.length ? html`<ul>${entries.map(({ text, detail }) => html`<li><b>${text}</b>${detail ? html` <span>${detail}</span>` : nothing}</li>`)}</ul>` : nothing}
  ${says ? html`<p class=${asked ? 'tag attention strong' : ''}>${asked ? icon('triangle-alert') : nothing}<span>${says}</span></p>` : nothing}
</section>`;

/** What only whoever sees her leave can say: written by hand on the paper. */
const leaving = () => html`<section class="rubric by-hand" aria-hidden="true">
  <h2>Au départ</h2>
  <p>Motif :</p>
  <p>Tension, pouls, température, saturation, glycémie :</p>
  <p>Heure, nom et signature :</p>
</section>`;

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

customElements.define('chevet-emergency-sheet', EmergencySheet);
