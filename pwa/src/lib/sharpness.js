/**
 * Whether what is written can be read: how much of what varies in a picture varies from one pixel to the next. Measured
 * where there is something, so that a page with three lines on it is judged by these lines.
 */

/** @typedef {{values: Float32Array, width: number, height: number}} Grey */

const TILE = 32;
/** What a tile of bare paper varies by: its grain. */
const BARE = 60;
/** Fewer written tiles than this, and nothing is said. */
const FEW = 4;

/**
 * The variance of the Laplacian over the variance itself, of the tile that stands at the upper third of the written ones.
 *
 * @param {Grey} grey @returns {number|null} null when nothing is written
 */
export function sharpness(grey) {
  const found = [];
  for (let y = 1; y + TILE < grey.height; y += TILE) {
    for (let x = 1; x + TILE < grey.width; x += TILE) {
      const share = ofTile(grey, x, y);
      if (share !== null) found.push(share);
    }
  }
  if (found.length < FEW) return null;
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * 0.67)];
}

/** @param {Grey} grey @param {number} left @param {number} top @returns {number|null} */
function ofTile({ values, width }, left, top) {
  let sum = 0;
  let squares = 0;
  let edges = 0;
  let edgeSquares = 0;
  for (let y = top; y < top + TILE; y += 1) {
    for (let at = y * width + left, end = at + TILE; at < end; at += 1) {
      const value = values[at];
      const edge = 4 * value - values[at - 1] - values[at + 1] - values[at - width] - values[at + width];
      sum += value;
      squares += value * value;
      edges += edge;
      edgeSquares += edge * edge;
    }
  }
  const count = TILE * TILE;
  const variance = squares / count - (sum / count) ** 2;
  return variance < BARE ? null : (edgeSquares / count - (edges / count) ** 2) / variance;
}

/** Under this, writing of eight points is no longer read; of a page laid flat, some thousand pixels long. */
const READABLE = 0.7;

/** @param {number|null} measured */
export const isBlurred = (measured) => measured !== null && measured < READABLE;
