/**
 * Synthetic photos of a page: lines of writing, laid on a table, seen at an angle, under a shadow. Each is drawn from its
 * number, always the same.
 */
import { homography, mapped } from '../../src/lib/homography.js';

/** Numbers between 0 and 1 that look drawn by lot. @param {number} seed */
export function lots(seed) {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A page somewhere in its photo. @param {number} seed */
export function randomCase(seed) {
  const lot = lots(seed);
  return {
    seed,
    turned: (lot() - 0.5) * 1.2,
    size: 0.6 + lot() * 0.22,
    leaning: lot() * 0.16,
    fleeing: (lot() - 0.5) * 0.2,
    table: ['wood', 'cloth', 'dark', 'tiles'][Math.floor(lot() * 4)],
    shadow: lot() * 0.55,
    noise: 3 + lot() * 9,
    framed: lot() < 0.3,
  };
}

/**
 * The photo, and where the corners are, in fractions of it.
 *
 * @param {ReturnType<typeof randomCase>} about @param {{width?: number, height?: number}} [size]
 */
export function scene(about, { width = 240, height = 320 } = {}) {
  const lot = lots(about.seed + 7919);
  const corners = laid(about, width, height);
  /** @type {[number, number][]} */
  const page = [[0, 0], [1, 0], [1, Math.SQRT2], [0, Math.SQRT2]];
  const h = /** @type {number[]} */ (homography(corners, page));
  const shade = shadowOf(lot, about.shadow, width, height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = seen(h, about, x, y);
      const light = shade(x, y);
      const noise = (lot() + lot() + lot() - 1.5) * 2 * about.noise;
      const at = (y * width + x) * 4;
      for (let part = 0; part < 3; part += 1) data[at + part] = colour[part] * light + noise;
      data[at + 3] = 255;
    }
  }
  return { pixels: { data, width, height }, corners: corners.map(([x, y]) => [x / width, y / height]) };
}

/** Four points in one pixel, so that edges are as soft as a lens makes them. @param {number[]} h @param {any} about @param {number} x @param {number} y */
function seen(h, about, x, y) {
  const sum = [0, 0, 0];
  for (const [dx, dy] of [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]) {
    const [u, v] = mapped(h, [x + dx, y + dy]);
    const isPage = u >= 0 && u <= 1 && v >= 0 && v <= Math.SQRT2;
    const colour = isPage ? paper(u, v, about) : table(about.table, x + dx, y + dy);
    for (let part = 0; part < 3; part += 1) sum[part] += colour[part] / 4;
  }
  return sum;
}

/** @param {{turned: number, size: number, leaning: number, fleeing: number}} about @param {number} width @param {number} height @returns {[number, number][]} */
function laid({ turned, size, leaning, fleeing }, width, height) {
  const reach = Math.abs(Math.cos(turned)) * Math.SQRT2 + Math.abs(Math.sin(turned));
  const across = Math.abs(Math.sin(turned)) * Math.SQRT2 + Math.abs(Math.cos(turned));
  const unit = size * Math.min(height / reach, width / across);
  /** @type {[number, number][]} */
  const flat = [[-0.5 + leaning / 2, -Math.SQRT1_2], [0.5 - leaning / 2, -Math.SQRT1_2 + fleeing / 2], [0.5, Math.SQRT1_2 - fleeing / 2], [-0.5, Math.SQRT1_2]];
  return flat.map(([x, y]) => [
    width / 2 + unit * (x * Math.cos(turned) - y * Math.sin(turned)),
    height / 2 + unit * (x * Math.sin(turned) + y * Math.cos(turned)),
  ]);
}

/** @param {number} u @param {number} v @param {{seed: number, framed: boolean}} about */
function paper(u, v, { seed, framed }) {
  const isMargin = u < 0.09 || u > 0.9 || v < 0.1 || v > 1.32;
  if (framed && Math.abs(Math.max(Math.abs(u - 0.5) / 0.43, Math.abs(v - 0.707) / 0.63) - 1) < 0.012) return [40, 40, 46];
  if (isMargin) return [243, 242, 236];
  const line = Math.floor(v / 0.045);
  const isInk = (v / 0.045) % 1 < 0.4 && u < 0.35 + ((line * 37 + seed) % 55) / 100 && Math.sin(u * 190 + line * 1.7) > -0.2;
  return isInk && line % 5 !== 3 ? [58, 58, 70] : [243, 242, 236];
}

/** @param {string} kind @param {number} x @param {number} y */
function table(kind, x, y) {
  if (kind === 'dark') return [52, 50, 48];
  const grain = kind === 'wood' ? Math.sin(y * 0.9 + Math.sin(x * 0.03) * 4) * 14 + Math.sin(y * 0.21 + x * 0.01) * 12 : 0;
  if (kind === 'wood') return [168 + grain, 128 + grain, 88 + grain];
  if (kind === 'cloth') return ((Math.floor(x / 9) + Math.floor(y / 9)) % 2 ? [120, 142, 168] : [92, 112, 140]);
  return x % 46 < 2 || y % 46 < 2 ? [96, 96, 92] : [148, 146, 140];
}

/** Light falls off to one side, and something stands before the window. @param {() => number} lot @param {number} strength @param {number} width @param {number} height */
function shadowOf(lot, strength, width, height) {
  const angle = lot() * 6.28;
  const edge = (lot() - 0.5) * 0.5;
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const along = ((x / width - 0.5) * Math.cos(angle) + (y / height - 0.5) * Math.sin(angle)) * 2;
    const soft = 1 / (1 + Math.exp((along - edge) * 6));
    return 1 - strength * soft * 0.8;
  };
}
