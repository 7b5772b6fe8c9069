/**
 * Looks at what the camera sees, as often as the tablet can without the page being felt to wait, and says each code once
 * for as long as it stays before the camera.
 */

/** @typedef {{isFaint: boolean}} Asked */
/** @typedef {{grab: () => ImageData|null, decode: (picture: ImageData, asked: Asked) => Promise<string>, onText: (text: string) => void, onFailure: () => void}} Options */

/** Between two looks, at least; and at least as long as the last one took: half of the time is the page's. */
const PACE = 60;
/** A code is another scan once it was away for so long. */
const AWAY = 1_500;
/** Every third look is for the faint ones. */
const FAINT = 3;

export class Looking {
  #isOn = false;
  #looks = 0;
  /** @type {{text: string, at: number}} */
  #last = { text: '', at: -Infinity };
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
  }

  start() {
    if (this.#isOn) return;
    this.#isOn = true;
    void this.#look();
  }

  stop() {
    this.#isOn = false;
    clearTimeout(this.#timer);
  }

  async #look() {
    const began = performance.now();
    const picture = this.options.grab();
    if (picture) await this.#read(picture);
    if (!this.#isOn) return;
    this.#timer = setTimeout(() => this.#look(), picture ? Math.max(PACE, performance.now() - began) : 16);
  }

  /** @param {ImageData} picture */
  async #read(picture) {
    this.#looks += 1;
    try {
      const text = await this.options.decode(picture, { isFaint: this.#looks % FAINT === 0 });
      if (text && this.#isOn) this.#say(text);
    } catch {
      this.stop();
      this.options.onFailure();
    }
  }

  /** @param {string} text */
  #say(text) {
    const now = performance.now();
    const isSame = text === this.#last.text && now - this.#last.at < AWAY;
    this.#last = { text, at: now };
    if (!isSame) this.options.onText(text);
  }
}

/**
 * The middle of what the camera sees, which is what the screen shows.
 *
 * @param {HTMLVideoElement} video @returns {() => ImageData|null} null until there is a picture
 */
export function middleOf(video) {
  const canvas = document.createElement('canvas');
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  return () => {
    const { videoWidth: width, videoHeight: height } = video;
    const side = Math.min(width, height);
    if (!side || video.readyState < video.HAVE_CURRENT_DATA) return null;
    if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
    brush.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, side, side);
    return brush.getImageData(0, 0, side, side);
  };
}
