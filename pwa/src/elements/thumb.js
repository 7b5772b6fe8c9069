/**
 * The thumbnail of one document, drawn when it comes into sight. Decorative: the row beside it says what it is.
 */
import { html } from 'lit-html';
import { thumbOf } from '../engine/documents.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';

/** @typedef {import('../engine/documents.js').Shown} Shown */

const AHEAD = '200px';

export class Thumb extends Drawn {
  /** @type {Shown|null} */
  #document = null;
  #drawn = '';
  #isSeen = false;
  #seen = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    this.#isSeen = true;
    void this.#draw();
  }, { rootMargin: AHEAD });

  /** @param {Shown} document */
  set document(document) {
    this.#document = document;
    if (this.#isSeen) void this.#draw();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#seen.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#seen.disconnect();
  }

  hears() {
    return false;
  }

  view() {
    return html`${icon('file-text')}<canvas hidden aria-hidden="true"></canvas>`;
  }

  async #draw() {
    const of = this.#document;
    // Another picture may be had once the server has checked it.
    const key = of ? `${of.id} ${of.state}` : '';
    if (!of || key === this.#drawn) return;
    this.#drawn = key;
    const bitmap = await thumbOf(this.engine, of);
    const canvas = this.querySelector('canvas');
    if (bitmap && canvas && of.id === this.#document?.id) show(canvas, bitmap);
    bitmap?.close();
  }
}

/** @param {HTMLCanvasElement} canvas @param {ImageBitmap} bitmap */
export function show(canvas, bitmap) {
  Object.assign(canvas, { width: bitmap.width, height: bitmap.height, hidden: false });
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
}

customElements.define('chevet-thumb', Thumb);
