/**
 * Frames: what is on the screen comes before what stands behind it.
 */

/** A page that is hidden draws nothing: nobody waits for it longer than this. */
const PATIENCE = 500;

/** @param {() => void} [draw] done just before the frame @returns {Promise<void>} when that frame has been drawn */
export function painted(draw = () => {}) {
  return new Promise((done) => {
    let isDrawn = false;
    const frame = () => {
      if (isDrawn) return;
      isDrawn = true;
      draw();
      setTimeout(done, 0);
    };
    if ('requestAnimationFrame' in globalThis) requestAnimationFrame(frame);
    setTimeout(frame, 'requestAnimationFrame' in globalThis ? PATIENCE : 0);
  });
}

/** Draws once what comes at about the same time. */
export class Drawing {
  /** @type {Promise<void>|null} */
  #due = null;

  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  /** @returns {Promise<void>} when it is on the screen */
  soon() {
    this.#due ??= painted(() => {
      this.#due = null;
      this.draw();
    });
    return this.#due;
  }
}
