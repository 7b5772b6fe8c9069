/**
 * What was just done, in one sentence, with ten seconds to take it back. Read aloud politely; the time stops while a
 * hand or the keyboard is on it.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';

const LASTS = 10_000;
const MOST = 3;

/** @typedef {{text: string, urgent?: boolean, action?: {label: string, run: () => void}}} Saying */

export class Toasts extends Drawn {
  /** @type {(Saying & {id: number, left: number})[]} */
  #toasts = [];
  #held = false;
  #next = 1;

  connectedCallback() {
    super.connectedCallback();
    const hold = (/** @type {boolean} */ held) => () => (this.#held = held);
    for (const name of ['pointerenter', 'focusin']) this.addEventListener(name, hold(true));
    for (const name of ['pointerleave', 'focusout']) this.addEventListener(name, hold(false));
  }

  hears() {
    return false;
  }

  /** @param {Saying} saying */
  say(saying) {
    this.#toasts = [...this.#toasts, { ...saying, id: this.#next++, left: LASTS }].slice(-MOST);
    this.redraw();
    if (this.#toasts.length === 1) this.#tick();
  }

  clear() {
    this.#toasts = [];
    this.redraw();
  }

  #tick() {
    setTimeout(() => {
      if (!this.#held) for (const toast of this.#toasts) toast.left -= 500;
      const before = this.#toasts.length;
      this.#toasts = this.#toasts.filter((toast) => toast.left > 0);
      if (before !== this.#toasts.length) this.redraw();
      if (this.#toasts.length) this.#tick();
    }, 500);
  }

  /** @param {number} id */
  #drop(id) {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.#held = false;
    this.redraw();
  }

  view() {
    return html`<div class="toasts" role="status">
      ${repeat(this.#toasts, ({ id }) => id, (toast) => this.#toast(toast))}
    </div>`;
  }

  /** @param {Saying & {id: number}} toast */
  #toast({ id, text, urgent, action }) {
    return html`<div class="toast">
      ${icon(urgent ? 'triangle-alert' : 'circle-check')}<span>${text}</span>
      ${action ? html`<button class="button" type="button" @click=${() => (this.#drop(id), action.run())}>${action.label}</button>` : nothing}
    </div>`;
  }
}

customElements.define('chevet-toasts', Toasts);
