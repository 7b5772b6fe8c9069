/**
 * Ten large keys for a personal code, for gloves and tired hands: always in the same place, nothing held down, no digit
 * shown or lit up by a press. Under the eyes of others it tells how many digits were typed, and no more.
 *
 * `<chevet-code-pad>` sends `code` with what was typed, and starts again; `label`, `action` and `problem` are its words.
 */
import { html, nothing, render } from 'lit-html';
import { LEAST, MOST } from '../lib/code_choice.js';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

export class CodePad extends HTMLElement {
  #typed = '';
  #words = { label: 'Votre code personnel', hint: '', action: 'Ouvrir', problem: '', isBusy: false };

  connectedCallback() {
    this.addEventListener('keydown', this.#onKey);
    this.#draw();
  }

  /** @param {Partial<{label: string, hint: string, action: string, problem: string, isBusy: boolean}>} words */
  set words(words) {
    this.#words = { ...this.#words, ...words };
    this.#draw();
  }

  /** Forgets what was typed. */
  clear() {
    this.#typed = '';
    this.#draw();
  }

  #draw() {
    if (!this.isConnected) return;
    const { label, hint, action, problem, isBusy } = this.#words;
    const { length } = this.#typed;
    render(
      html`<div class="code-pad" role="group" aria-label=${label}>
        <p class="code-label" tabindex="-1" data-focus>${label}</p>
        ${hint ? html`<p class="quiet code-hint">${hint}</p>` : nothing}
        <p class="code-dots" role="status"><span class="unseen">${length === 0 ? 'Rien n’est tapé' : `${length} chiffres tapés`}</span>${dots(length)}</p>
        ${problem ? html`<p class="code-problem" role="alert">${problem}</p>` : nothing}
        <div class="code-keys">
          ${DIGITS.map((digit) => this.#key(digit))}
          <button class="code-key word" type="button" ?disabled=${isBusy || length === 0} @click=${() => this.clear()}>Tout effacer</button>
          ${this.#key('0')}
          <button class="code-key word" type="button" ?disabled=${isBusy || length === 0} @click=${this.#erase}>Effacer</button>
        </div>
        <button class="button primary big wide" type="button" ?disabled=${isBusy || length < LEAST} aria-busy=${isBusy} @click=${this.#send}>${action}</button>
      </div>`,
      this,
    );
  }

  /** @param {string} digit */
  #key(digit) {
    return html`<button class="code-key" type="button" ?disabled=${this.#words.isBusy} @click=${() => this.#type(digit)}>${digit}</button>`;
  }

  /** @param {string} digit */
  #type(digit) {
    if (this.#words.isBusy || this.#typed.length >= MOST) return;
    this.#typed += digit;
    this.#words = { ...this.#words, problem: '' };
    this.#draw();
  }

  #erase = () => {
    this.#typed = this.#typed.slice(0, -1);
    this.#draw();
  };

  #send = () => {
    if (this.#words.isBusy || this.#typed.length < LEAST) return;
    const code = this.#typed;
    this.clear();
    this.dispatchEvent(new CustomEvent('code', { bubbles: true, detail: code }));
  };

  /** A keyboard, where there is one. @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (/^[0-9]$/.test(event.key)) this.#type(event.key);
    else if (event.key === 'Backspace') this.#erase();
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) this.#send();
    else return;
    event.preventDefault();
  };
}

/** As many as were typed, on the places that are needed at least. @param {number} length */
const dots = (length) => html`<span aria-hidden="true">${Array.from({ length: Math.max(LEAST, length) }, (_, at) => html`<i class=${at < length ? 'full' : ''}></i>`)}</span>`;

customElements.define('chevet-code-pad', CodePad);
