/**
 * Two outcomes for one dose: a line under the header says so on every screen, and a sheet shows both. A nurse says with
 * one tap which of them stands; nothing is erased. Whoever may not decide reads it, and does not give again.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { administrationsOf } from '../engine/administered.js';
import { isPerhapsTwice, isWrittenLater, openOnes } from '../lib/disagreements.js';
import { moment } from '../lib/due.js';
import { EngineError } from '../lib/engine_error.js';
import { OUTCOMES, counts } from '../lib/outcomes.js';
import { capitalised, roomWords } from '../lib/said.js';
import { unbroken } from '../lib/unbroken.js';

/** @typedef {import('../lib/disagreements.js').Disagreement} Disagreement */
/** @typedef {import('../lib/disagreements.js').Administration} Administration */
/** @typedef {import('../elements/shapes.js').Engine} Engine */

/** @param {Engine} engine @returns {Disagreement[]} */
export function disagreements(engine) {
  const rows = engine.persons().flatMap(({ id }) => engine.rowsOf('dose_conflict', id));
  if (rows.length === 0) return [];
  return openOnes(rows, /** @type {any[]} */ (engine.factsOf('dose.resolve')), (person) => administrationsOf(engine, person));
}

/** The line under the header. Any screen opens the sheet with the event `resolve`, and the dose. */
export class Disagreements extends Drawn {
  #open = '';

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('resolve', this.#onAsked);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('resolve', this.#onAsked);
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  view() {
    const found = disagreements(this.engine);
    return html`${found.length ? this.#strip(found) : nothing}
      ${this.#open ? html`<chevet-resolving .engine=${this.engine} .dose=${this.#open} @leave=${this.#onLeave}></chevet-resolving>` : nothing}`;
  }

  /** @param {Disagreement[]} found */
  #strip(found) {
    const [first] = found;
    const person = this.engine.person(first.person)?.displayName ?? '';
    const words = found.length === 1 ? `Désaccord sur une prise : ${person}` : `${found.length} désaccords sur des prises`;
    return html`<aside class="disagreement-strip" aria-label="Désaccords sur des prises">
      <button type="button" @click=${() => this.#show(first.dose)}>${icon('siren')}<span>${words}</span>${icon('chevron-right')}</button>
    </aside>`;
  }

  #onAsked = (/** @type {Event} */ event) => this.#show(/** @type {CustomEvent} */ (event).detail);

  /** @param {string} dose */
  #show(dose) {
    this.#open = dose;
    this.redraw();
  }

  /** The page under the sheet is not left. @param {Event} event */
  #onLeave = (event) => {
    event.stopPropagation();
    this.#open = '';
    this.redraw();
  };
}

export class Resolving extends Sheet {
  /** The one that opened it: another is offered once it is settled. */
  dose = '';
  #note = '';
  #saving = false;
  #problem = '';

  view() {
    const found = disagreements(this.engine);
    const one = found.find(({ dose }) => dose === this.dose) ?? null;
    const others = found.filter(({ dose }) => dose !== this.dose);
    return html`<dialog class="sheet resolving" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Désaccord sur une prise')}
      <div class="body">${one ? this.#one(one) : settled()} ${others.length ? this.#others(others) : nothing}</div>
    </dialog>`;
  }

  /** @param {Disagreement} one */
  #one(one) {
    const { engine } = this;
    const person = engine.person(one.person);
    const line = this.#line(one);
    const dose = engine.rowsOf('dose', one.person).find(({ id }) => id === one.dose);
    const mayDecide = engine.may('medication.resolve');
    return html`<div class="resolving-of">
        <p class="who"><a href="/personnes/${one.person}/traitement" @click=${this.leave}>${person?.displayName}</a></p>
        <p class="drug"><b>${unbroken(line?.label ?? 'Une ligne que cette tablette ne garde plus')}</b>${dose ? html`<span>${unbroken(dose.dose)}, prévu ${moment(new Date(dose.due_at), this.zone)}</span>` : nothing}</p>
      </div>
      ${isPerhapsTwice(one.sides, counts)
        ? html`<p class="notice urgent">${icon('triangle-alert')}<span>Cette prise a peut-être été donnée deux fois. Ne redonnez pas, et surveillez la personne.</span></p>`
        : html`<p class="notice attention">${icon('triangle-alert')}<span>Jusqu’à ce qu’une infirmière tranche, « donné » l’emporte. Ne redonnez pas.</span></p>`}
      ${this.#sides(one, mayDecide)} ${mayDecide ? this.#noting() : html`<p class="notice">${icon('users')}<span>Une infirmière dit laquelle compte. Rien n’est effacé.</span></p>`}`;
  }

  /** @param {Disagreement} one */
  #line({ person, sides }) {
    const lines = this.engine.rowsOf('line', person);
    return lines.find(({ id }) => sides.some(({ line }) => line === id)) ?? lines.find(({ chain }) => sides.some((side) => side.chain === chain));
  }

  /** @param {Disagreement} one @param {boolean} mayDecide */
  #sides(one, mayDecide) {
    if (one.sides.length < 2) return html`<p>Cette tablette ne garde plus ce qui a été noté de cette prise : tranchez au bureau, « Désaccords ».</p>`;
    return html`<ol class="sides">
      ${repeat(one.sides, ({ id }) => id, (side) => html`<li class="side" data-administration=${side.id}>
        <p class="outcome">${capitalised(OUTCOMES[side.act]?.[side.outcome]?.label ?? side.outcome)} <span>${moment(new Date(side.at), this.zone)}</span></p>
        <p>${side.authorName}${side.pending ? html` <span class="tag waiting strong">${icon('clock')}Non envoyé</span>` : nothing}</p>
        ${isWrittenLater(side) ? html`<p class="quiet small">Noté ${moment(new Date(side.recorded_at), this.zone)}</p>` : nothing}
        ${[side.reason, side.note].filter(Boolean).map((words) => html`<p class="small">« ${words} »</p>`)}
        ${mayDecide ? html`<button class="button wide" type="button" ?disabled=${this.#saving} @click=${() => this.#keep(one, side)}>Celle-ci compte<span class="unseen"> : ${OUTCOMES[side.act]?.[side.outcome]?.label ?? side.outcome}, ${side.authorName}</span></button>` : nothing}
      </li>`)}
    </ol>`;
  }

  #noting() {
    return html`<label class="about-text"><span>Ce qui s’est passé, si cela aide</span>
        <textarea class="field" rows="2" autocomplete="off" .value=${this.#note} @input=${this.#onNote}></textarea></label>
      <p class="quiet small">Les deux restent lisibles. Si les deux prises ont vraiment eu lieu, gardez la dernière, dites-le ici et prévenez le médecin.</p>
      ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}`;
  }

  #onNote = (/** @type {Event} */ { target }) => {
    this.#note = /** @type {HTMLTextAreaElement} */ (target).value;
  };

  /** @param {Disagreement[]} others */
  #others(others) {
    return html`<section aria-label="Autres désaccords"><h3>Autres désaccords</h3>
      ${others.map(({ dose, person }) => html`<button class="button wide" type="button" @click=${() => this.#turn(dose)}>${this.#named(person)}</button>`)}
    </section>`;
  }

  /** @param {string} id */
  #named(id) {
    const person = this.engine.person(id);
    return [person?.displayName, person?.room ? roomWords(person.room) : null].filter(Boolean).join(', ');
  }

  /** @param {string} dose */
  #turn(dose) {
    this.dose = dose;
    this.#note = '';
    this.redraw();
  }

  /** @param {Disagreement} one @param {Administration} side */
  async #keep(one, side) {
    if (this.#saving) return;
    this.#saving = true;
    this.redraw();
    try {
      // What arrives afterwards was not before her eyes: it opens the disagreement again.
      const seen = one.sides.map(({ id }) => id);
      await this.engine.record('dose.resolve', { person: one.person, body: { dose: one.dose, keeps: side.id, seen, note: this.#note.trim() || null } });
      this.send('say', { text: `Désaccord tranché : ${OUTCOMES[side.act]?.[side.outcome]?.label ?? side.outcome}, ${side.authorName}` });
      this.leave();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#saving = false;
      this.redraw();
    }
  }
}

const settled = () => html`<p class="notice done">${icon('circle-check')}<span>Ce désaccord est tranché.</span></p>`;

customElements.define('chevet-disagreements', Disagreements);
customElements.define('chevet-resolving', Resolving);
