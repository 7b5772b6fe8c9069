/**
 * Black and white: each pixel is compared with the paper around it, so that a shadow over the page does not turn into
 * ink. What is nearly paper stays soft: letters keep their edges.
 */

/** @typedef {import('./homography.js').Pixels} Pixels */

/** How far around a pixel its paper is looked for, for a picture of this side. */
const AROUND = 1 / 24;
/** Against the paper around: darker than the first is ink, lighter than the second is paper. */
const INK = 0.62;
const PAPER = 0.9;

/** @param {Pixels} picture @returns {Pixels} another picture */
export function binarised({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = (data[at * 4] * 77 + data[at * 4 + 1] * 151 + data[at * 4 + 2] * 28) >> 8;
  const sums = summed(grey, width, height);
  const radius = Math.max(4, Math.round(Math.max(width, height) * AROUND));
  const made = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const share = grey[at] / Math.max(1, mean(sums, { width, height, x, y, radius }));
      const value = ((share - INK) / (PAPER - INK)) * 255;
      made[at * 4] = made[at * 4 + 1] = made[at * 4 + 2] = value;
      made[at * 4 + 3] = 255;
    }
  }
  return { data: made, width, height };
}

/** The sum of all that is above and to the left. @param {Uint8Array} grey @param {number} width @param {number} height */
function summed(grey, width, height) {
  const wide = width + 1;
  const sums = new Uint32Array(wide * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += grey[y * width + x];
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + row;
    }
  }
  return sums;
}

/** @param {Uint32Array} sums @param {{width: number, height: number, x: number, y: number, radius: number}} where */
function mean(sums, { width, height, x, y, radius }) {
  const left = Math.max(0, x - radius);
  const right = Math.min(width, x + radius + 1);
  const top = Math.max(0, y - radius);
  const bottom = Math.min(height, y + radius + 1);
  const wide = width + 1;
  const sum = sums[bottom * wide + right] - sums[top * wide + right] - sums[bottom * wide + left] + sums[top * wide + left];
  return sum / ((right - left) * (bottom - top));
}
