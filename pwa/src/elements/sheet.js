/**
 * A sheet over the page: the browser's own modal dialog, so that focus stays inside, Escape closes it and what opened it
 * gets the focus back. The tablet can be locked from it.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';

export class Sheet extends Drawn {
  #shut = false;

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  drawn() {
    if (!this.dialog.open && !this.#shut) this.dialog.showModal();
  }

  /** Gives the focus back to what opened the sheet; a removed dialog would not. */
  shut() {
    this.#shut = true;
    this.dialog?.close();
  }

  /** What closing means is decided above: the sheet says so and is taken away. */
  leave = () => {
    this.shut();
    this.send('leave', null);
  };

  /** @param {Event} event Escape, or the back gesture of Android */
  cancel = (event) => {
    event.preventDefault();
    this.leave();
  };

  /** @param {Event} event */
  onVeil = (event) => {
    if (event.target === this.dialog) this.leave();
  };

  /** The lock stays within reach: the header is under the veil. @param {unknown} title */
  head(title) {
    return html`<header>
      <h2 id="sheet-title" tabindex="-1" autofocus>${title}</h2>
      ${this.engine.status === 'unlocked'
        ? html`<button class="tool" type="button" @click=${() => this.engine.lock('button')}>${icon('lock')}<span>Verrouiller</span></button>`
        : nothing}
      <button class="tool" type="button" @click=${this.leave}>${icon('x')}<span>Fermer</span></button>
    </header>`;
  }
}
