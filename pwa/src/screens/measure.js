/**
 * Writing a measure: a kind, a number or a touch, "Enregistrer". What looks wrong is asked before it is kept, in the place
 * of the button; what is typed is kept sealed for an hour, so that a lock loses nothing.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';
import { knownOf } from '../elements/measure.js';
import { Sheet } from '../elements/sheet.js';
import { EngineError } from '../lib/engine_error.js';
import { lastOf } from '../lib/measures.js';
import { kindOf } from '../lib/observation_kinds.js';
import { beyond, sentence, valueWords } from '../lib/observation_words.js';
import { roomWords } from '../lib/said.js';
import { thresholdsOf } from '../lib/thresholds.js';
import { ago } from '../lib/time_words.js';
import { answered, blank, bodyOf, isWorthKeeping, judged, resumed } from './measure/draft.js';
import { picking } from './measure/picking.js';
import { beside, values } from './measure/typing.js';

/** @typedef {import('./measure/draft.js').Draft} Draft */
/** @typedef {import('../lib/observations.js').Question} Question */

/** What is being measured of somebody, beside the transmission that may be under way. @param {string} person */
export const draftKey = (person) => `${person}/measure`;

export class Measure extends Sheet {
  #person = '';
  /** @type {Draft|null} */
  #draft = null;
  #isRestored = false;
  #saving = false;
  /** Said once "Enregistrer" was touched: one does not scold who is typing. */
  #isTold = false;
  #problem = '';

  /** @param {string} person */
  set person(person) {
    if (this.#person) return;
    this.#person = person;
    this.#draft = resumed(this.engine.draft(draftKey(person)), Date.now());
    this.#isRestored = this.#draft !== null;
    this.redraw();
  }

  view() {
    const person = this.engine.person(this.#person);
    return html`<dialog class="sheet composer measuring" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil} @keydown=${this.#onKey}>
      ${this.head(html`${person?.displayName} <span class="quiet">${roomWords(person?.room ?? null)}</span>`)}
      <div class="body">${this.#draft ? this.#writing(this.#draft) : this.#picking()}</div>
      ${this.#draft ? this.#foot(this.#draft) : nothing}
    </dialog>`;
  }

  #picking() {
    const known = knownOf(this.engine, this.#person);
    const choose = (/** @type {string} */ kind) => {
      this.#keep(blank(kind, Date.now()));
      queueMicrotask(() => queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector('.numbers input, .choices button, .steps button'))?.focus()));
    };
    return picking({ choose, lastOf: (kind) => lastOf(kind, this.#person, known), hasBiology: this.engine.may('prescription.read'), zone: this.zone });
  }

  /** @param {Draft} draft */
  #writing(draft) {
    const kind = /** @type {import('../lib/observation_kinds.js').Kind} */ (kindOf(draft.kind));
    const last = this.#last(draft.kind);
    return html`<div class="chosen">
        ${icon('activity')}
        <h3>${kind.label}</h3>
        <button class="button plain" type="button" @click=${this.#change}>Changer</button>
      </div>
      ${this.#isRestored ? this.#notice() : nothing} ${values(draft, kind, this.#keep)}
      ${last ? html`<p class="quiet">Dernière mesure : ${valueWords(kind, last.values)}, ${ago(new Date(last.taken_at), this.zone)}</p>` : nothing}
      ${beside(draft, kind, this.#keep)}`;
  }

  #notice() {
    return html`<div class="notice attention">
      ${icon('pencil')}
      <p>Votre saisie est reprise : vérifiez qu’elle est encore vraie.</p>
      <div class="buttons"><button class="button" type="button" @click=${this.#change}>L’effacer</button></div>
    </div>`;
  }

  /** @param {Draft} draft */
  #foot(draft) {
    const { problems, questions } = this.#judged(draft);
    const told = this.#problem || (this.#isTold ? problems[0]?.says : '');
    return html`<footer id="measure-asked" aria-live="polite">
      ${told ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${told}</p>` : nothing} ${this.#toNurse(draft)}
      ${!problems.length && questions.length && this.#isTold ? this.#asking(draft, questions[0]) : this.#saveButton(draft)}
    </footer>`;
  }

  /** @param {Draft} draft */
  #saveButton(draft) {
    const isReady = isWorthKeeping(draft) && !this.#saving;
    return html`<button class="button primary big wide" type="button" ?disabled=${!isReady} @click=${this.#save}>Enregistrer</button>`;
  }

  /** @param {Draft} draft @param {Question} question */
  #asking(draft, question) {
    const choose = (/** @type {number} */ at) => {
      this.#draft = answered(draft, question, at);
      void this.#save();
    };
    return html`<p class="question">${icon('circle-alert')}<b>${question.says}</b></p>
      ${question.choices.map(({ label }, at) => html`<button class="button big wide" type="button" @click=${() => choose(at)}>${label}</button>`)}
      <button class="button plain wide" type="button" @click=${this.#retype}>Non, corriger</button>`;
  }

  /** @param {Draft} draft */
  #toNurse(draft) {
    const { values: numbers, problems, questions } = this.#judged(draft);
    const kind = kindOf(draft.kind);
    if (!kind || problems.length || questions.length) return nothing;
    const says = beyond(kind, numbers, draft.missing?.reason ?? null, thresholdsOf(this.engine, this.#person));
    return says ? html`<p class="tag attention strong">${icon('flag')}${says} L’infirmière aura une tâche${this.engine.freshness.online ? '' : ' ; sans réseau, appelez-la'}.</p>` : nothing;
  }

  /** @param {Draft} draft */
  #judged(draft) {
    const kind = kindOf(draft.kind);
    return judged(draft, kind?.jump ? (this.#last(draft.kind)?.values[kind.parts[0].name] ?? null) : null);
  }

  /** @param {string} kind */
  #last(kind) {
    return lastOf(kind, this.#person, knownOf(this.engine, this.#person));
  }

  /** @param {Draft} draft */
  #keep = (draft) => {
    const wasWorth = this.#draft !== null && isWorthKeeping(this.#draft);
    this.#draft = draft;
    this.#isTold = false;
    this.#problem = '';
    this.redraw();
    if (wasWorth || isWorthKeeping(draft)) this.#aside(isWorthKeeping(draft) ? { ...draft, at: Date.now() } : null);
  };

  #change = () => {
    this.#draft = null;
    this.#isRestored = false;
    this.#isTold = false;
    this.redraw();
    this.#aside(null);
  };

  #retype = () => {
    this.#isTold = false;
    this.redraw();
    queueMicrotask(() => /** @type {HTMLInputElement|null} */ (this.querySelector('.numbers input'))?.select());
  };

  /** @param {Draft|null} draft */
  #aside(draft) {
    this.attempt(() => this.engine.saveDraft(draftKey(this.#person), draft));
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const isNumber = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && (isNumber || event.ctrlKey || event.metaKey) && this.#draft && isWorthKeeping(this.#draft)) void this.#save();
  };

  #save = async () => {
    const draft = this.#draft;
    if (!draft || this.#saving) return;
    const found = this.#judged(draft);
    this.#isTold = true;
    if (!found.problems.length && !found.questions.length) await this.#record(draft, found);
    this.redraw();
  };

  /** @param {Draft} draft @param {import('../lib/observations.js').Judgement} found */
  async #record(draft, found) {
    const { engine } = this;
    const person = this.#person;
    this.#saving = true;
    try {
      const body = bodyOf(draft, found, this.zone.timeZone);
      const { id } = await engine.record('observation.record', { person, body });
      this.#aside(null);
      this.shut();
      const kind = /** @type {import('../lib/observation_kinds.js').Kind} */ (kindOf(draft.kind));
      const undo = () => engine.record('observation.retract', { person, body: { observation: id } });
      this.send('answered', { text: `Enregistré : ${sentence(kind, body)}`, undo });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#saving = false;
    }
  }
}

customElements.define('chevet-measure', Measure);
