/**
 * The scanner: the camera while it is needed, and a way on when there is none. Fetched when somebody first scans.
 *
 * Fires `scanned` {text, how: 'camera'|'hand'}, `no-scan` (give without one) and `scan-closed`. While a verdict is read the
 * one who mounts it sets `held`: the camera stays, nothing is looked at.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import { Camera, CameraError } from './scanner/camera.js';
import { decode, prepare } from './scanner/decoder.js';
import { Looking, middleOf } from './scanner/looking.js';
import { notice, picture, tool, typing } from './scanner/pieces.js';
import { ADVICE, OFF, SIGNALS } from './scanner/words.js';
import { signals } from './signalling.js';

export { prepare };

/** @typedef {{hint: string, held?: boolean, mayGiveWithout?: boolean}} Given hint: what is to be scanned now */

/** Then advice is given; then, with nothing to read, the camera goes out. */
const ADVISED = 10_000;
const TIRED = 60_000;

export class Scanner extends Drawn {
  /** @type {Given} */
  #given = { hint: '' };
  /** @type {'opening'|'looking'|import('./scanner/words.js').Off} */
  #phase = 'opening';
  /** @type {Camera|null} */
  #camera = null;
  /** @type {Looking|null} */
  #looking = null;
  #isAdvised = false;
  #isTyping = false;
  #problem = '';
  /** Openings that were overtaken let go of their camera. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];

  /** @param {Given} given */
  set given(given) {
    const wasHeld = this.#given.held;
    this.#given = given;
    if (this.#phase === 'looking' && wasHeld !== given.held) this.#hold();
    this.redraw();
  }

  connectedCallback() {
    super.connectedCallback();
    signals.prepare();
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#close();
  }

  /** The permission may be asked over the page: that is not putting the tablet away. */
  open = async () => {
    const turn = ++this.#turn;
    this.#phase = 'opening';
    this.redraw();
    this.engine.stepOut();
    const [camera, program] = await Promise.allSettled([Camera.open(), prepare()]);
    const opened = camera.status === 'fulfilled' ? camera.value : null;
    if (turn !== this.#turn || program.status === 'rejected') opened?.close();
    if (turn !== this.#turn) return;
    if (camera.status === 'rejected') this.#off(camera.reason instanceof CameraError ? camera.reason.reason : 'busy');
    else if (program.status === 'rejected') this.#off('unprepared');
    else this.#look(camera.value);
  };

  /** @param {Camera} camera */
  #look(camera) {
    this.#camera = camera;
    this.#phase = 'looking';
    camera.whenLost(() => camera === this.#camera && this.#off('lost'));
    this.redraw();
  }

  drawn() {
    const video = this.querySelector('video');
    if (!video || !this.#camera || video.srcObject === this.#camera.stream) return;
    video.srcObject = this.#camera.stream;
    video.play().catch(() => {});
    this.#looking?.stop();
    this.#looking = new Looking({ grab: middleOf(video), decode, onText: (text) => this.#scanned(text, 'camera'), onFailure: () => this.#off('unprepared') });
    this.#hold();
  }

  /** Looks, or waits; either way not for ever. */
  #hold() {
    if (this.#given.held) this.#looking?.stop();
    else this.#looking?.start();
    this.#wait();
  }

  #wait() {
    this.#forget();
    this.#isAdvised = false;
    const advise = () => ((this.#isAdvised = true), this.redraw());
    if (!this.#given.held) this.#timers.push(setTimeout(advise, ADVISED));
    this.#timers.push(setTimeout(() => this.#off('stopped'), TIRED));
  }

  #forget() {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }

  /** @param {import('./scanner/words.js').Off} reason */
  #off(reason) {
    this.#close();
    this.#phase = reason;
    this.redraw();
  }

  #close() {
    this.#turn += 1;
    this.#forget();
    this.#looking?.stop();
    this.#looking = null;
    this.#camera?.close();
    this.#camera = null;
  }

  /** Nobody sees what it sees: the camera is let go, and taken again. */
  #onVisibility = () => {
    if (document.visibilityState === 'visible' && this.#phase === 'away') void this.open();
    else if (document.visibilityState === 'hidden' && this.#phase === 'looking') this.#off('away');
  };

  /** @param {string} text @param {'camera'|'hand'} how */
  #scanned(text, how) {
    if (this.#phase === 'looking') this.#wait();
    this.redraw();
    this.send('scanned', { text, how });
  }

  view() {
    const off = this.#phase === 'opening' || this.#phase === 'looking' ? null : OFF[this.#phase];
    const { held = false, mayGiveWithout = false } = this.#given;
    return html`<section class="scanner" aria-label="Scanner">
      ${off ? notice(off, { mayGiveWithout, again: this.open }) : picture(held)}
      <p class="scan-words" role="status">${off ? nothing : this.#words()}</p>
      ${this.#isTyping || off ? typing(this.#problem, this.#onTyped) : nothing}
      <div class="scan-tools">
        ${this.#camera?.hasLamp ? tool('flashlight', this.#camera.isLit ? 'Éteindre la lampe' : 'Allumer la lampe', this.#onLamp) : nothing}
        ${off || this.#isTyping ? nothing : tool('keyboard', 'Taper le code', this.#onType)}
        ${mayGiveWithout ? tool('package-x', 'Donner sans scan', () => this.send('no-scan', null)) : nothing}
        ${tool(SIGNALS[signals.allowed].icon, SIGNALS[signals.allowed].words, () => (signals.turn(), this.redraw()))}
        ${tool('x', 'Fermer le scanner', () => this.send('scan-closed', null))}
      </div>
    </section>`;
  }

  #words() {
    if (this.#phase === 'opening') return 'La caméra s’ouvre';
    return this.#isAdvised ? html`${icon('triangle-alert')}${ADVICE}` : this.#given.hint;
  }

  /** @param {SubmitEvent} event */
  #onTyped = (event) => {
    event.preventDefault();
    const field = this.#field;
    const text = field?.value.trim() ?? '';
    this.#problem = text ? '' : 'Tapez le code, puis Vérifier.';
    this.redraw();
    if (!field || !text) return field?.focus();
    field.value = '';
    this.#isTyping = false;
    this.#scanned(text, 'hand');
  };

  #onType = () => {
    this.#isTyping = true;
    this.redraw();
    queueMicrotask(() => this.#field?.focus());
  };

  get #field() {
    return /** @type {HTMLInputElement|null} */ (this.querySelector('#scan-code'));
  }

  #onLamp = async () => {
    const camera = this.#camera;
    await camera?.light(!camera.isLit).catch(() => {});
    this.redraw();
  };
}

customElements.define('chevet-scanner', Scanner);
