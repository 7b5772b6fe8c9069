/**
 * A light-DOM element that draws its template again, at most once per task, when the engine changes, when a minute has
 * passed (for "il y a 4 min") or when its own state did.
 */
import { nothing, render } from 'lit-html';
import { EngineError } from '../lib/engine_error.js';

/** @typedef {import('./shapes.js').Engine} Engine */

const minutes = new EventTarget();
setInterval(() => minutes.dispatchEvent(new Event('minute')), 30_000);

export class Drawn extends HTMLElement {
  /** Set by the parent's template before the element is connected. @type {Engine} */
  engine = /** @type {any} */ (undefined);
  #due = false;

  connectedCallback() {
    this.engine.addEventListener('change', this.#onNews);
    minutes.addEventListener('minute', this.redraw);
    this.redraw();
  }

  disconnectedCallback() {
    this.engine.removeEventListener('change', this.#onNews);
    minutes.removeEventListener('minute', this.redraw);
  }

  #onNews = (/** @type {CustomEvent} */ { detail }) => {
    if (this.hears(detail.what)) this.redraw();
  };

  /** Whether the element shows something of what changed; what its parent hands it is drawn anyway. @param {string} what */
  hears(what) {
    return what !== 'notice';
  }

  redraw = () => {
    if (this.#due || !this.isConnected) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (!this.isConnected) return;
      render(this.view(), this, { host: this });
      this.drawn();
    });
  };

  /** @returns {unknown} the template */
  view() {
    return nothing;
  }

  /** Called after each drawing, when the document holds it. */
  drawn() {}

  /** What the element asks of those above it: 'go', 'say', 'compose'… @param {string} name @param {unknown} detail */
  send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** Runs what a gesture asked; what stops it is said in the engine's own words. @param {() => Promise<unknown>} action */
  async attempt(action) {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.send('say', { text: error.message, urgent: true });
    }
  }

  /** The establishment's hours, whatever the tablet's own zone. */
  get zone() {
    return { timeZone: this.engine.wall?.establishment.timezone };
  }
}
