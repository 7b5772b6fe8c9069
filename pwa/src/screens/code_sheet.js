/**
 * The sheet of whoever opens a shared tablet by its own passkey: their code, and when they wish or must, another one,
 * twice. The code leaves this page in the unlock alone, and is forgotten at once.
 */
import { html, nothing } from 'lit-html';
import '../elements/code_pad.js';
import { staffFace } from '../elements/face.js';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { unlockBehindCode } from '../engine/behind_code.js';
import { codeProblem } from '../lib/code_choice.js';
import { EngineError } from '../lib/engine_error.js';

/** @typedef {import('../elements/shapes.js').WallStaff} Staff */

const STEPS = {
  code: { label: 'Votre code personnel', hint: '', action: 'Ouvrir' },
  former: { label: 'Votre code actuel', hint: 'Le même qu’avant le changement.', action: 'Continuer' },
  first: { label: 'Votre nouveau code', hint: '6 à 12 chiffres : ni une date, ni une suite, ni le code de la tablette.', action: 'Continuer' },
  second: { label: 'Encore une fois', hint: 'Tapez le même nouveau code.', action: 'Changer et ouvrir' },
};

export class CodeSheet extends Sheet {
  /** @type {Staff} */
  staff = /** @type {any} */ (undefined);
  /** @type {keyof typeof STEPS} */
  #step = 'code';
  #code = '';
  #next = '';
  #problem = '';
  #isBusy = false;

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('code', (event) => void this.#onCode(/** @type {CustomEvent} */ (event).detail));
  }

  /** The wall may hear of it while the sheet is open. */
  #meetLift() {
    if (!this.#state?.mustChange || this.#step !== 'code' || this.#isBusy) return;
    this.#step = 'former';
    this.#problem = 'Le blocage a été levé. Tapez votre code, puis choisissez-en un nouveau.';
  }

  get #state() {
    return this.engine.codeOf(this.staff.id);
  }

  view() {
    this.#meetLift();
    const state = this.#state;
    const words = { ...STEPS[this.#step], problem: this.#problem, isBusy: this.#isBusy };
    if (this.#isBusy) words.action = 'Confirmez avec la tablette…';
    return html`<dialog class="sheet code-sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head(html`<span class="code-who">${staffFace(this.staff)}${this.staff.firstName}</span>`)}
      <div class="body">
        ${state?.isBlocked ? this.#blocked() : html`<chevet-code-pad .words=${words}></chevet-code-pad>`}
        <div class="buttons code-ways">
          ${state?.hasOther ? html`<button class="button plain" type="button" @click=${this.#other}>${icon('key-round')}Ma clé ou mon téléphone</button>` : nothing}
          ${this.#step === 'code' && !state?.isBlocked ? html`<button class="button plain" type="button" @click=${() => this.#go('former', '')}>Changer mon code</button>` : nothing}
        </div>
      </div>
    </dialog>`;
  }

  #blocked() {
    return html`<div class="notice attention" role="alert">
      ${icon('lock')}
      <p><b>Votre code est bloqué</b> après cinq essais faux. Ce que vous avez enregistré est en sûreté. Votre encadrement peut lever le blocage au bureau, page « Équipe ».</p>
    </div>`;
  }

  /** @param {keyof typeof STEPS} step @param {string} problem */
  #go(step, problem) {
    this.#step = step;
    this.#problem = problem;
    this.redraw();
  }

  #other = () => {
    this.shut();
    this.send('other-way', this.staff);
  };

  /** @param {string} typed */
  async #onCode(typed) {
    if (this.#step === 'code') return this.#open(typed, null);
    if (this.#step === 'former') return this.#keep(typed);
    if (this.#step === 'first') return this.#choose(typed);
    if (typed !== this.#next) return this.#go('first', 'Les deux ne sont pas pareils. Choisissez à nouveau.');
    return this.#open(this.#code, typed);
  }

  /** @param {string} typed */
  #keep(typed) {
    this.#code = typed;
    this.#go('first', '');
  }

  /** @param {string} typed */
  #choose(typed) {
    const problem = typed === this.#code ? 'Choisissez un autre code que le précédent.' : codeProblem(typed);
    this.#next = problem ? '' : typed;
    this.#go(problem ? 'first' : 'second', problem ?? '');
  }

  /** @param {string} code @param {string|null} next */
  async #open(code, next) {
    this.#isBusy = true;
    this.#go(this.#step, '');
    try {
      await this.engine.unlock(this.staff.id, { code, next, through: unlockBehindCode });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#again(error);
    } finally {
      this.#code = this.#next = '';
      this.#isBusy = false;
      this.redraw();
    }
  }

  /** What the server asks for next is in its answer: a code that must be changed first. @param {EngineError} error */
  #again(error) {
    const { code } = /** @type {{code?: string}} */ (error.cause ?? {});
    const isOver = code === 'code_must_change';
    this.#go(isOver || this.#state?.mustChange ? 'former' : 'code', isOver ? `${error.message} Tapez d’abord le code d’avant.` : error.message);
  }
}

customElements.define('chevet-code-sheet', CodeSheet);
