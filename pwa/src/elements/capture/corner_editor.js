/**
 * The four corners of a page, placed by hand over its photo: dragged under a magnifying glass, or chosen and moved by
 * buttons or the arrow keys. Fires `placed` {corners} at each move.
 */
import { html } from 'lit-html';
import { Drawn } from '../drawn.js';
import { icon } from '../icon.js';
import { moved, nearest, outline } from './corner_moves.js';
import './picture.js';

/** @typedef {import('../../lib/homography.js').Point} Point */

const NAMES = ['Haut gauche', 'Haut droit', 'Bas droit', 'Bas gauche'];
/** A touch of an arrow, and with Shift, in fractions of the picture. */
const STEP = 0.006;
const LEAP = 0.03;
/** @type {Record<string, Point>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** The glass: how many pixels of the screen, and how much larger. */
const GLASS = 120;
const LARGER = 2.5;

export class CornerEditor extends Drawn {
  /** @type {{picture: ImageBitmap, corners: Point[]}} */
  #given = /** @type {any} */ (null);
  /** @type {Point[]} */
  #corners = [];
  #chosen = 0;
  /** Between the finger and the corner: it does not jump under the finger. @type {{id: number, off: Point}|null} */
  #drag = null;

  /** @param {{picture: ImageBitmap, corners: Point[]}} given */
  set given(given) {
    if (given.picture === this.#given?.picture && given.corners === this.#given.corners) return;
    this.#given = given;
    this.#corners = given.corners;
    this.redraw();
  }

  /** @param {Point} by */
  #move(by) {
    this.#place(moved(this.#corners, this.#chosen, by));
  }

  /** @param {Point[]} corners */
  #place(corners) {
    this.#corners = corners;
    this.redraw();
    this.send('placed', { corners });
  }

  /** @param {PointerEvent} event @returns {Point} */
  #under({ clientX, clientY }) {
    const box = /** @type {HTMLElement} */ (this.querySelector('.stage')).getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  }

  #onDown = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0) return;
    const at = this.#under(event);
    this.#chosen = nearest(this.#corners, at);
    const [x, y] = this.#corners[this.#chosen];
    this.#drag = { id: event.pointerId, off: [x - at[0], y - at[1]] };
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    /** @type {HTMLElement|undefined} */ (this.querySelectorAll('.handle')[this.#chosen])?.focus({ preventScroll: true });
    event.preventDefault();
    this.redraw();
  };

  #onMove = (/** @type {PointerEvent} */ event) => {
    if (this.#drag?.id !== event.pointerId) return;
    const [x, y] = this.#under(event);
    const [was, wasDown] = this.#corners[this.#chosen];
    this.#move([x + this.#drag.off[0] - was, y + this.#drag.off[1] - wasDown]);
  };

  #onUp = (/** @type {PointerEvent} */ event) => {
    if (this.#drag?.id !== event.pointerId) return;
    this.#drag = null;
    this.redraw();
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? LEAP : STEP;
    this.#move([arrow[0] * step, arrow[1] * step]);
  };

  view() {
    const { picture } = this.#given;
    return html`<div class="stage-room">
        <div class="stage" @pointerdown=${this.#onDown} @pointermove=${this.#onMove} @pointerup=${this.#onUp} @pointercancel=${this.#onUp}>
          <chevet-picture .given=${{ picture, says: 'La photo, avec les coins de la page' }}></chevet-picture>
          <svg class="outline" data-sight="found" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">${outline(this.#corners)}</svg>
          ${NAMES.map((name, at) => this.#handle(name, at))}
          <canvas class="glass" width=${GLASS} height=${GLASS} aria-hidden="true" ?hidden=${!this.#drag}></canvas>
        </div>
      </div>
      <div class="corner-keys">
        <div class="corner-names" role="group" aria-label="Coin à déplacer">
          ${[0, 1, 2, 3].map((at) => html`<button class="chip" type="button" aria-pressed=${this.#chosen === at} @click=${() => ((this.#chosen = at), this.redraw())}>${NAMES[at]}</button>`)}
        </div>
        <div class="corner-arrows" role="group" aria-label=${`Déplacer le coin : ${NAMES[this.#chosen].toLowerCase()}`}>
          ${this.#arrow('arrow-left', 'Gauche', 'ArrowLeft')} ${this.#arrow('arrow-up', 'Monter', 'ArrowUp')} ${this.#arrow('arrow-down', 'Baisser', 'ArrowDown')}
          ${this.#arrow('arrow-right', 'Droite', 'ArrowRight')}
        </div>
      </div>`;
  }

  /** @param {string} name @param {number} at */
  #handle(name, at) {
    return html`<button class="handle" type="button" aria-label=${`Coin ${name.toLowerCase()}, flèches du clavier pour le déplacer`} data-chosen=${this.#chosen === at} @focus=${() => this.#choose(at)} @keydown=${this.#onKey}></button>`;
  }

  /** @param {number} at */
  #choose(at) {
    if (this.#chosen === at || this.#drag) return;
    this.#chosen = at;
    this.redraw();
  }

  /** @param {any} name @param {string} words @param {string} key */
  #arrow(name, words, key) {
    return html`<button class="tool" type="button" @click=${() => this.#move([ARROWS[key][0] * STEP, ARROWS[key][1] * STEP])}>${icon(name)}<span>${words}</span></button>`;
  }

  /** Places are set by script: a style in the markup would be refused by the page's own rules. */
  drawn() {
    const { picture } = this.#given;
    /** @type {HTMLElement} */ (this.querySelector('.stage')).style.setProperty('--shape', String(picture.width / picture.height));
    for (const [at, handle] of [...this.querySelectorAll('.handle')].entries()) {
      const { style } = /** @type {HTMLElement} */ (handle);
      style.left = `${this.#corners[at][0] * 100}%`;
      style.top = `${this.#corners[at][1] * 100}%`;
    }
    if (this.#drag) this.#magnify();
  }

  /** What the finger hides, beside it. */
  #magnify() {
    const glass = /** @type {HTMLCanvasElement} */ (this.querySelector('.glass'));
    const { picture } = this.#given;
    const [x, y] = this.#corners[this.#chosen];
    const shown = /** @type {HTMLElement} */ (this.querySelector('.stage')).clientWidth;
    const side = ((GLASS / LARGER) * picture.width) / Math.max(1, shown);
    const brush = /** @type {CanvasRenderingContext2D} */ (glass.getContext('2d'));
    brush.clearRect(0, 0, GLASS, GLASS);
    brush.drawImage(picture, x * picture.width - side / 2, y * picture.height - side / 2, side, side, 0, 0, GLASS, GLASS);
    for (const [width, colour] of /** @type {[number, string][]} */ ([[4, '#fff'], [2, '#111']])) {
      brush.lineWidth = width;
      brush.strokeStyle = colour;
      brush.beginPath();
      for (const [fromX, fromY, toX, toY] of [[GLASS / 2, 20, GLASS / 2, GLASS - 20], [20, GLASS / 2, GLASS - 20, GLASS / 2]]) {
        brush.moveTo(fromX, fromY);
        brush.lineTo(toX, toY);
      }
      brush.stroke();
    }
    glass.dataset.side = x < 0.5 ? 'right' : 'left';
  }
}

customElements.define('chevet-corners', CornerEditor);
