/**
 * Where a picture turns from dark to light, on a small copy of it: what the corners of a page are looked for in.
 */

/** @typedef {import('./homography.js').Pixels} Pixels */
/** @typedef {{values: Float32Array, width: number, height: number}} Grey */
/** @typedef {{across: Float32Array, down: Float32Array, strength: Float32Array, width: number, height: number, strong: number}} Edges across and
 *   down: towards the light; strong: what few edges are stronger than */

/** How light, and less so what is coloured: paper is both light and white, wood is not. @param {Pixels} pixels @returns {Grey} */
export function paperOf({ data, width, height }) {
  const values = new Float32Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 4) {
    const [red, green, blue] = [data[from], data[from + 1], data[from + 2]];
    values[at] = (red * 0.3 + green * 0.59 + blue * 0.11 + Math.min(red, green, blue)) / 2;
  }
  return { values, width, height };
}

/** Only how light. @param {Pixels} pixels @returns {Grey} */
export function greyOf({ data, width, height }) {
  const values = new Float32Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 4) values[at] = data[from] * 0.3 + data[from + 1] * 0.59 + data[from + 2] * 0.11;
  return { values, width, height };
}

/** Grain and the weave of a cloth go, edges stay where they are. @param {Grey} grey @returns {Grey} */
export function smoothed(grey) {
  return passed(passed(grey, 1, grey.width), grey.width, grey.height);
}

/** Five pixels in a row, weighed 1 4 6 4 1. @param {Grey} grey @param {number} step @param {number} count along this step */
function passed({ values, width, height }, step, count) {
  const made = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const place = step === 1 ? at % width : Math.floor(at / width);
    const one = Math.min(1, place, count - 1 - place) * step;
    const two = Math.min(2, place, count - 1 - place) * step;
    made[at] = (6 * values[at] + 4 * (values[at - one] + values[at + one]) + values[at - two] + values[at + two]) / 16;
  }
  return { values: made, width, height };
}

/** What is around each pixel, three on each side: the light without what is written. @param {Grey} grey @returns {Grey} */
export function evened({ values, width, height }) {
  const rows = new Float32Array(values.length);
  const made = new Float32Array(values.length);
  const around = [-3, -2, -1, 0, 1, 2, 3];
  for (let at = 0; at < values.length; at += 1) {
    const x = at % width;
    for (const off of around) rows[at] += values[at - x + Math.min(width - 1, Math.max(0, x + off))] / 7;
  }
  for (let at = 0; at < values.length; at += 1) {
    const x = at % width;
    const y = (at - x) / width;
    for (const off of around) made[at] += rows[Math.min(height - 1, Math.max(0, y + off)) * width + x] / 7;
  }
  return { values: made, width, height };
}

/** @param {Grey} grey @returns {Edges} */
export function edgesOf({ values, width, height }) {
  const [across, down, strength] = [0, 1, 2].map(() => new Float32Array(values.length));
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const [a, b, c] = [values[at - width - 1], values[at - width], values[at - width + 1]];
      const [d, e] = [values[at - 1], values[at + 1]];
      const [f, g, h] = [values[at + width - 1], values[at + width], values[at + width + 1]];
      across[at] = (c + 2 * e + h - a - 2 * d - f) / 8;
      down[at] = (f + 2 * g + h - a - 2 * b - c) / 8;
      strength[at] = Math.hypot(across[at], down[at]);
    }
  }
  return { across, down, strength, width, height, strong: high(strength) };
}

/** What nineteen pixels in twenty do not reach. @param {Float32Array} strength */
function high(strength) {
  const sample = strength.filter((_, at) => at % 7 === 0).sort();
  return sample[Math.floor(sample.length * 0.95)] ?? 0;
}

/** As near as the picture goes; never quite black, so that lights compare. @param {Grey} light @param {number} x @param {number} y */
export function lightAt({ values, width, height }, x, y) {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)));
  const row = Math.min(height - 1, Math.max(0, Math.round(y)));
  return Math.max(8, values[row * width + column]);
}
