/**
 * What the camera sees, with the outline of the page when there is one. The camera is on while this is on the page, and
 * goes out when the screen is hidden, the tablet locked, or nobody takes anything.
 *
 * Fires `sighted` {hasLamp, isLit, isReady} when what can be done changes.
 */
import { html, nothing, svg } from 'lit-html';
import { Drawn } from '../drawn.js';
import { icon } from '../icon.js';
import { CameraError } from '../scanner/camera.js';
import { Following } from './following.js';
import { Lens, openCamera } from './lens.js';
import './picture.js';
import { OFF, SIGHTS } from './words.js';

/**
 * @typedef {import('../../lib/homography.js').Point} Point
 * @typedef {{isHeld: boolean, isKeeping: boolean, isPage: boolean, ghost: ImageBitmap|null, look: import('./darkroom.js').Darkroom['look']}} Seeing isHeld: nothing is looked at; isKeeping: a shot is being kept
 */

/** With nobody near, the camera goes out. */
const TIRED = 75_000;
/** What is looked at is this wide. */
const SMALL = 240;

export class Viewfinder extends Drawn {
  /** @type {Seeing} */
  #given = /** @type {any} */ (null);
  /** @type {'opening'|'looking'|import('./words.js').Off} */
  #phase = 'opening';
  /** @type {import('../scanner/camera.js').Camera|null} */
  #camera = null;
  /** @type {Lens|null} */
  #lens = null;
  /** @type {Following|null} */
  #following = null;
  /** @type {import('./following.js').Sight} */
  #sight = 'searching';
  /** @type {Point[]|null} */
  #corners = null;
  /** Openings that were overtaken let go of their camera. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {Seeing} given */
  set given(given) {
    const wasHeld = this.#given?.isHeld;
    this.#given = given;
    if (wasHeld !== undefined && wasHeld !== given.isHeld) this.#hold();
    this.redraw();
  }

  get canShoot() {
    return this.#phase === 'looking' && this.#lens !== null;
  }

  connectedCallback() {
    super.connectedCallback();
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
    this.#become('opening');
    this.engine.stepOut();
    try {
      const camera = await openCamera();
      if (turn !== this.#turn) return camera.close();
      this.#camera = camera;
      camera.whenLost(() => camera === this.#camera && this.#off('lost'));
      this.#become('looking');
    } catch (error) {
      if (turn === this.#turn) this.#off(error instanceof CameraError ? error.reason : 'busy');
    }
  };

  drawn() {
    const video = this.querySelector('video');
    if (!video || !this.#camera || video.srcObject === this.#camera.stream) return;
    video.srcObject = this.#camera.stream;
    video.play().catch(() => {});
    this.#lens = new Lens(this.#camera, video);
    this.#following = new Following({ grab: () => small(video), look: (frame) => this.#given.look(frame), onSight: this.#onSight });
    this.#hold();
    video.addEventListener('loadedmetadata', () => (this.redraw(), this.#tell()), { once: true });
  }

  /** @param {import('./following.js').Sight} sight @param {Point[]|null} corners */
  #onSight = (sight, corners) => {
    this.#sight = sight;
    this.#corners = corners;
    this.redraw();
  };

  /** Looks, or waits; either way not for ever. */
  #hold() {
    clearTimeout(this.#timer);
    if (this.#phase !== 'looking') return void (this.#given.isHeld || this.#phase === 'opening' || this.#phase !== 'stopped' || this.open());
    this.#timer = setTimeout(() => this.#off('stopped'), TIRED);
    const video = this.querySelector('video');
    if (this.#given.isHeld) video?.pause();
    else video?.play().catch(() => {});
    if (this.#given.isHeld || !this.#given.isPage) this.#following?.stop();
    else this.#following?.start();
  }

  /** What is before the camera now. @returns {Promise<Blob|ImageBitmap>} */
  async shoot() {
    if (!this.#lens) throw new Error('no camera is open');
    return this.#lens.shoot();
  }

  /** The lamp. */
  turnLamp = async () => {
    await this.#camera?.light(!this.#camera.isLit).catch(() => {});
    this.#tell();
  };

  #tell() {
    this.send('sighted', { hasLamp: this.#camera?.hasLamp ?? false, isLit: this.#camera?.isLit ?? false, isReady: this.canShoot });
  }

  /** @param {'opening'|'looking'|import('./words.js').Off} phase */
  #become(phase) {
    this.#phase = phase;
    this.redraw();
    this.#tell();
  }

  /** @param {import('./words.js').Off} reason */
  #off(reason) {
    this.#close();
    this.#become(reason);
  }

  #close() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#following?.stop();
    this.#camera?.close();
    this.#following = this.#lens = this.#camera = this.#corners = null;
    const video = this.querySelector('video');
    if (video) video.srcObject = null;
  }

  /** Nobody sees what it sees: the camera is let go, and taken again. */
  #onVisibility = () => {
    if (document.visibilityState === 'visible' && this.#phase === 'away') void this.open();
    else if (document.visibilityState === 'hidden' && (this.#phase === 'looking' || this.#phase === 'opening')) this.#off('away');
  };

  view() {
    const off = this.#phase === 'opening' || this.#phase === 'looking' ? null : OFF[this.#phase];
    if (off) return this.#notice(off);
    return html`<div class="film">
        <video playsinline .muted=${true} aria-hidden="true"></video>
        ${this.#given.ghost ? html`<chevet-picture class="ghost" .given=${{ picture: this.#given.ghost, says: '' }}></chevet-picture>` : nothing}
        ${this.#outline()}
      </div>
      <p class="sight" role="status">${this.#says()}</p>`;
  }

  #says() {
    if (this.#phase === 'opening') return 'L’appareil photo s’ouvre';
    if (this.#given.isKeeping) return 'La page se garde sur la tablette';
    if (this.#given.isPage) return html`${icon(this.#sight === 'found' ? 'circle-check' : 'scan-line')}${SIGHTS[this.#sight]}`;
    return this.#given.ghost ? 'Placez-vous comme la dernière fois : elle se voit en transparence' : 'Cadrez de près, sans ombre';
  }

  #outline() {
    const video = this.querySelector('video');
    const [width, height] = [video?.videoWidth ?? 0, video?.videoHeight ?? 0];
    const corners = this.#given.isPage && this.#corners;
    if (!width || !corners) return nothing;
    const points = corners.map(([x, y]) => `${x * width},${y * height}`).join(' ');
    return html`<svg class="outline" data-sight=${this.#sight} viewBox="0 0 ${width} ${height}" aria-hidden="true">
      ${svg`<polygon points=${points} vector-effect="non-scaling-stroke" />`}
    </svg>`;
  }

  /** @param {import('./words.js').Words} words */
  #notice({ icon: name, title, says, again }) {
    return html`<div class="notice attention" role="alert">
      ${icon(name)}
      <p><b>${title}</b></p>
      <p>${says}</p>
      ${again ? html`<div class="buttons"><button class="button" type="button" @click=${this.open}>${again}</button></div>` : nothing}
    </div>`;
  }
}

/** What the camera sees, small. @param {HTMLVideoElement} video @returns {Promise<ImageBitmap|null>} */
async function small(video) {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width || video.readyState < video.HAVE_CURRENT_DATA) return null;
  const scale = SMALL / Math.max(width, height);
  return createImageBitmap(video, { resizeWidth: Math.round(width * scale), resizeHeight: Math.round(height * scale), resizeQuality: 'medium' });
}

customElements.define('chevet-viewfinder', Viewfinder);
