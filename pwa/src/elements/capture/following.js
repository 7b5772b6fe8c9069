/**
 * Follows the page in what the camera sees: where it is, moved to smoothly, and what to tell whoever holds the tablet.
 * Half of the time at least is the page's.
 */

/** @typedef {import('../../lib/homography.js').Point} Point */
/** @typedef {'searching'|'found'|'far'|'dark'} Sight */
/** @typedef {{grab: () => Promise<ImageBitmap|null>, look: import('./darkroom.js').Darkroom['look'], onSight: (sight: Sight, corners: Point[]|null) => void}} Options */

const PACE = 160;
/** So many looks in a row without it, and it is gone. */
const GONE = 3;
/** How far the outline goes at each look towards where the page is. */
const NEARER = 0.6;
/** A jump farther than this is another page. */
const JUMP = 0.15;
const DARK = 38;
/** A page smaller than this part of the picture is far away. */
const FAR = 0.3;

export class Following {
  #isOn = false;
  #missed = 0;
  /** @type {Point[]|null} */
  #corners = null;
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
    const frame = await this.options.grab().catch(() => null);
    const seen = frame && (await this.options.look(frame).catch(() => null));
    if (!this.#isOn) return;
    if (seen) this.#tell(seen.found?.corners ?? null, seen.light);
    this.#timer = setTimeout(() => this.#look(), Math.max(PACE, performance.now() - began));
  }

  /** @param {Point[]|null} found @param {number} light */
  #tell(found, light) {
    this.#missed = found ? 0 : this.#missed + 1;
    if (found) this.#corners = nearer(this.#corners, found);
    else if (this.#missed >= GONE) this.#corners = null;
    this.options.onSight(sightOf(this.#corners, light), this.#corners);
  }
}

/** @param {Point[]|null} before @param {Point[]} found @returns {Point[]} */
export function nearer(before, found) {
  if (!before || found.some(([x, y], at) => Math.hypot(x - before[at][0], y - before[at][1]) > JUMP)) return found;
  return found.map(([x, y], at) => [before[at][0] + (x - before[at][0]) * NEARER, before[at][1] + (y - before[at][1]) * NEARER]);
}

/** @param {Point[]|null} corners @param {number} light @returns {Sight} */
export function sightOf(corners, light) {
  if (light < DARK) return 'dark';
  if (!corners) return 'searching';
  const [[left, top], [right], [, bottom]] = [corners[0], corners[1], corners[2]];
  return Math.abs(right - left) * Math.abs(bottom - top) < FAR ? 'far' : 'found';
}
