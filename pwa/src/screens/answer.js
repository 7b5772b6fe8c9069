/**
 * Closing the loop: one tap on what was found closes it, or a few words and "Clore". It can also be put off, taken on, or
 * said not to be needed. What is typed is kept sealed, so that a lock loses nothing.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { cibleChip } from '../elements/dock.js';
import { dueChoice } from '../elements/due_choice.js';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { moment } from '../lib/due.js';
import { EFFECTS } from '../lib/afterwards.js';
import { EngineError } from '../lib/engine_error.js';
import { answersFor, titleOf } from '../lib/follow_ups.js';
import { capitalised } from '../lib/said.js';
import { asked } from './answer/asked.js';
import './giving/later.js';

/** @typedef {import('../elements/shapes.js').FollowUp} FollowUp */

/** Offered where the cible has no ready-made results. */
const PLAIN = ['mieux', 'sans changement', 'moins bien'];
/** What became of a patch that nobody found. */
const FOUND = ['retrouvé en place', 'retrouvé, décollé', 'cherché, non retrouvé'];
const SPANS = [30, 60, 120];
const LONGEST_REASON = 300;

export class Answer extends Sheet {
  #id = '';
  #text = '';
  #putsOff = false;
  /** @type {import('../elements/due_choice.js').Chosen|null} */
  #until = null;
  #saving = false;
  #problem = '';

  /** @param {string} id of the follow-up */
  set followUp(id) {
    if (this.#id) return;
    this.#id = id;
    this.#text = this.engine.draft(id)?.text ?? '';
    this.redraw();
  }

  get #one() {
    return this.engine.followUps().find(({ id }) => id === this.#id);
  }

  view() {
    const one = this.#one;
    return html`<dialog class="sheet answer" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil} @keydown=${this.#onKey}>
      ${this.head(one ? titleOf(one) : 'À faire')}
      <div class="body">${one ? asked(this, one) : gone()} ${one && !one.closed && this.#mayWrite ? this.#answering(one) : nothing}</div>
      ${one && !one.closed && this.#mayWrite ? this.#foot(one) : nothing}
    </dialog>`;
  }

  get #mayWrite() {
    return this.engine.may('follow_up.write');
  }

  /** @param {FollowUp} one */
  #answering(one) {
    return html`${this.engine.me && !answersFor(one, this.engine.me)
        ? html`<p class="notice attention">${icon('users')}<span>Demandé à un autre métier. Votre réponse sera gardée et signalée.</span></p>`
        : nothing}
      ${this.#putsOff ? this.#puttingOff(one) : this.#finding(one)}`;
  }

  /** @param {FollowUp} one */
  #finding(one) {
    return html`<div class="about-text" role="group" aria-labelledby="answer-result">
        <h3 id="answer-result">Résultat : une touche suffit pour clore</h3>
        <div class="choices">${this.#results(one).map((phrase) => cibleChip({ label: capitalised(phrase), alarm: false }, () => this.#close(one, 'done', [phrase])))}</div>
        ${this.#line('Résultat en quelques mots', 'Ou en quelques mots')}
      </div>
      <div class="buttons">
        ${one.acknowledged ? nothing : html`<button class="button" type="button" @click=${() => this.#take(one)}>Je m’en occupe</button>`}
        <button class="button" type="button" @click=${this.#turn}>Reporter</button>
        <button class="button" type="button" @click=${() => this.#close(one, 'not_needed', [])}>Pas nécessaire</button>
      </div>`;
  }

  /** @param {string} label @param {string} hint */
  #line(label, hint) {
    return html`<textarea class="field" rows="1" autocomplete="off" aria-label=${label} placeholder=${hint} .value=${live(this.#text)} @input=${this.#onText}></textarea>`;
  }

  /** @param {FollowUp} one */
  #results({ kind, cible }) {
    if (kind === 'task' || kind === 'recheck') return ['fait'];
    if (kind === 'effect') return EFFECTS;
    if (kind === 'patch_lost') return FOUND;
    const results = this.engine.vocabulary()?.cibles.find(({ id }) => id === cible)?.results ?? [];
    return results.length ? results : PLAIN;
  }

  /** @param {FollowUp} one */
  #puttingOff(one) {
    return html`<div class="about-text" role="group" aria-labelledby="answer-until">
        <h3 id="answer-until" tabindex="-1">Reporter à quand ?</h3>
        ${dueChoice({ chosen: this.#until, zone: this.zone, spans: SPANS, choose: (chosen) => this.#choose(one, chosen) })}
        ${this.#line('Pourquoi, si cela aide', 'Pourquoi, si cela aide')}
      </div>
      <div class="buttons"><button class="button plain" type="button" @click=${this.#turn}>Revenir au résultat</button></div>`;
  }

  /** @param {FollowUp} one */
  #foot(one) {
    const until = this.#until;
    const close = () => this.#close(one, 'done', []);
    const [words, isReady, act] = this.#putsOff
      ? [`Reporter ${until ? moment(new Date(until.at), this.zone) : ''}`, until !== null, () => until && this.#putOff(one, until.at)]
      : ['Clore', this.#text.trim() !== '', close];
    return html`<footer>
      ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}
      <button class="button primary big wide" type="button" ?disabled=${this.#saving || !isReady} @click=${act}>${words}</button>
    </footer>`;
  }

  /** A moment of the row puts it off at once; another one is looked at first. @param {FollowUp} one @param {import('../elements/due_choice.js').Chosen|null} chosen */
  #choose(one, chosen) {
    this.#until = chosen;
    if (chosen && !chosen.label.startsWith('Autre')) this.#putOff(one, chosen.at);
    else this.redraw();
  }

  /** From what was found to when to look again, and back: the button that was touched is gone, its group takes the focus. */
  #turn = () => {
    this.#putsOff = !this.#putsOff;
    this.#until = null;
    this.redraw();
    queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector('#answer-until, .choices > button'))?.focus());
  };

  #onText = (/** @type {Event} */ { target }) => {
    this.#text = /** @type {HTMLTextAreaElement} */ (target).value;
    this.#problem = '';
    this.redraw();
    this.attempt(() => this.engine.saveDraft(this.#id, this.#text.trim() ? { text: this.#text } : null));
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const one = this.#one;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && one && !this.#putsOff && this.#text.trim()) this.#close(one, 'done', []);
  };

  /** @param {FollowUp} one @param {'done'|'not_needed'} outcome @param {string[]} chips */
  #close(one, outcome, chips) {
    const body = { follow_up: one.id, outcome, result: this.#text.trim() || null, chips };
    const said = outcome === 'done' ? capitalised([...chips, this.#text.trim()].filter(Boolean).join(' · ')) : 'Pas nécessaire';
    return this.#do(one, 'follow_up.close', body, (close) => ({
      text: `Clos : ${short(said)}`,
      undo: ['follow_up.reopen', { follow_up: one.id, close }],
    }));
  }

  /** @param {FollowUp} one @param {string} due_at */
  #putOff(one, due_at) {
    const reason = this.#text.trim() || null;
    if ([...(reason ?? '')].length > LONGEST_REASON) {
      this.#problem = `La raison d’un report tient en ${LONGEST_REASON} caractères. Raccourcissez-la, ou notez une transmission.`;
      return this.redraw();
    }
    const body = { follow_up: one.id, due_at, reason };
    const back = { follow_up: one.id, due_at: one.due_at, reason: null };
    return this.#do(one, 'follow_up.postpone', body, () => ({
      text: `Reporté ${moment(new Date(due_at), this.zone)}`,
      undo: ['follow_up.postpone', back],
    }));
  }

  /** @param {FollowUp} one */
  #take(one) {
    return this.#do(one, 'follow_up.acknowledge', { follow_up: one.id }, null);
  }

  /**
   * @param {FollowUp} one @param {string} type @param {object} body
   * @param {((id: string) => {text: string, undo: [string, object]})|null} said null: the sheet stays
   */
  async #do(one, type, body, said) {
    if (this.#saving) return;
    this.#saving = true;
    this.redraw();
    const { engine } = this;
    const { person } = one;
    try {
      const { id } = await engine.record(type, { person, body });
      if (!said) return;
      this.attempt(() => engine.saveDraft(one.id, null));
      const { text, undo } = said(id);
      this.shut();
      this.send('answered', { text, undo: () => engine.record(undo[0], { person, body: undo[1] }) });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#saving = false;
      this.redraw();
    }
  }
}

/** A toast is one sentence. @param {string} text */
const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

const gone = () => html`<p>Ceci n’est plus à faire : la transmission a été annulée, ou la personne a changé d’unité.</p>`;

customElements.define('chevet-answer', Answer);
