/**
 * The pages of one document, to be read: the thumbnail at once, then the page itself, larger or smaller by buttons and
 * keys. Pictures are drawn from memory on a canvas; a page that is left, or locked, is forgotten.
 *
 * Given `{document, page}`: a document or its id, and the page to begin with, if any.
 */
import { html, nothing } from 'lit-html';
import { documentOf, pageOf, pagesOf, thumbOf } from '../engine/documents.js';
import { EngineError } from '../lib/engine_error.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import { tools, trouble } from './page_view_pieces.js';
import { show } from './thumb.js';

/** @typedef {import('../engine/documents.js').Shown} Shown */
/** @typedef {{document: Shown|string, page?: string|null}} Given */

const ZOOMS = [1, 1.5, 2, 3];

export class PageView extends Drawn {
  /** @type {Given|null} */
  #given = null;
  /** @type {Shown|null} */
  #document = null;
  #at = 0;
  #zoom = 0;
  /** @type {'coming'|'small'|'whole'|'none'} what is drawn */
  #phase = 'coming';
  #problem = '';
  /** Pages that were overtaken are let go of. */
  #turn = 0;
  #key = '';

  /** @param {Given} given */
  set given(given) {
    this.#given = given;
    const { document, page = null } = given;
    const [id, state] = typeof document === 'string' ? [document, ''] : [document.id, `${document.state} ${document.pages.length}`];
    const key = `${id} ${state} ${page}`;
    if (key === this.#key) return;
    const isOther = !this.#key.startsWith(`${id} `);
    this.#key = key;
    if (isOther) this.#at = 0;
    if (this.isConnected) void this.#open(isOther);
  }

  connectedCallback() {
    super.connectedCallback();
    void this.#open(true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#turn += 1;
    this.#forget();
  }

  hears() {
    return false;
  }

  get #pages() {
    return this.#document ? pagesOf(this.engine, this.#document) : [];
  }

  /** @param {boolean} isOther another document: begin where it was asked */
  async #open(isOther) {
    if (!this.#given) return;
    const turn = ++this.#turn;
    const { document, page } = this.#given;
    try {
      this.#document = typeof document === 'string' ? await documentOf(this.engine, document) : document;
    } catch (error) {
      return this.#stopped(turn, error);
    }
    if (turn !== this.#turn) return undefined;
    if (isOther && page) this.#at = Math.max(0, this.#pages.findIndex(({ id }) => id === page));
    return this.#load();
  }

  #load = async () => {
    const turn = ++this.#turn;
    const of = /** @type {Shown} */ (this.#document);
    this.#forget();
    this.#become('coming', '');
    const whole = pageOf(this.engine, of, this.#pages[this.#at]?.id ?? '');
    whole.catch(() => {});
    const small = await thumbOf(this.engine, of, this.#at);
    if (small && turn === this.#turn && this.#phase === 'coming') this.#show(small, 'small');
    small?.close();
    try {
      const bitmap = await whole;
      if (turn === this.#turn) this.#show(bitmap, 'whole');
      bitmap.close();
    } catch (error) {
      this.#stopped(turn, error);
    }
  };

  /** @param {ImageBitmap} bitmap @param {'small'|'whole'} phase */
  #show(bitmap, phase) {
    const canvas = this.querySelector('canvas');
    if (canvas) show(canvas, bitmap);
    this.#become(phase, '');
  }

  /** @param {number} turn @param {unknown} error */
  #stopped(turn, error) {
    if (!(error instanceof EngineError)) throw error;
    if (turn !== this.#turn) return;
    this.#become(this.#phase === 'small' ? 'small' : 'none', error.message);
  }

  /** @param {'coming'|'small'|'whole'|'none'} phase @param {string} problem */
  #become(phase, problem) {
    this.#phase = phase;
    this.#problem = problem;
    this.redraw();
  }

  #forget() {
    const canvas = this.querySelector('canvas');
    if (canvas) Object.assign(canvas, { width: 1, height: 1, hidden: true });
  }

  view() {
    const count = this.#pages.length;
    const words = count ? `Page ${this.#at + 1} sur ${count}` : '';
    return html`<section class="page-view" aria-label=${this.#document?.kind_label ?? 'Document'}>
      ${this.#problem ? trouble(this.#problem, this.#phase === 'small', () => this.#again()) : nothing}
      <div class="page-frame" tabindex="0" role="group" aria-label=${`${words}, à faire défiler`} @keydown=${this.#onKey}>
        <canvas hidden role="img" aria-label=${`${this.#document?.kind_label ?? 'Document'}, ${words.toLowerCase()}`} data-phase=${this.#phase}></canvas>
        ${this.#phase === 'coming' ? html`<p class="page-coming" role="status">${icon('clock')}La page arrive</p>` : nothing}
      </div>
      ${tools({ words, at: this.#at, count, isSmallest: this.#zoom === 0, isLargest: this.#zoom === ZOOMS.length - 1, turn: this.#go, zoom: this.#resize })}
    </section>`;
  }

  /** Styles are set by hand: the page's policy lets through none that is written in it. */
  drawn() {
    const canvas = this.querySelector('canvas');
    if (canvas) canvas.style.width = `${ZOOMS[this.#zoom] * 100}%`;
  }

  #again() {
    if (this.#document) void this.#load();
    else void this.#open(true);
  }

  #go = (/** @type {number} */ by) => {
    const to = this.#at + by;
    if (to < 0 || to >= this.#pages.length) return;
    this.#at = to;
    const frame = this.querySelector('.page-frame');
    if (frame) Object.assign(frame, { scrollTop: 0, scrollLeft: 0 });
    void this.#load();
  };

  #resize = (/** @type {number} */ by) => {
    this.#zoom = Math.min(ZOOMS.length - 1, Math.max(0, this.#zoom + by));
    this.redraw();
  };

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    /** @type {Record<string, () => void>} */
    const keys = { PageDown: () => this.#go(1), PageUp: () => this.#go(-1), '+': () => this.#resize(1), '-': () => this.#resize(-1), 0: () => this.#resize(-ZOOMS.length) };
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
}

customElements.define('chevet-page-view', PageView);
