/**
 * How much of a photo is sent: the page and a margin around it, so that a corner can still be moved outwards; all of it
 * when no page was found. Corners are fractions, of the photo first, then of what is sent.
 */

/** @typedef {import('./homography.js').Point} Point */
/** @typedef {{x: number, y: number, width: number, height: number}} Crop in pixels of the photo */

/** Kept around the page, in fractions of it. */
const MARGIN = 0.06;
/** No side of what is sent is longer. */
export const LONGEST = 2400;

/** @type {Point[]} */
export const WHOLE = [[0, 0], [1, 0], [1, 1], [0, 1]];

/** @param {Point[]|null} corners @param {{width: number, height: number}} photo @returns {Crop} */
export function cropOf(corners, { width, height }) {
  if (!corners) return { x: 0, y: 0, width, height };
  const [left, right] = extent(corners.map(([x]) => x));
  const [top, bottom] = extent(corners.map(([, y]) => y));
  const x = Math.floor(left * width);
  const y = Math.floor(top * height);
  return { x, y, width: Math.max(1, Math.ceil(right * width) - x), height: Math.max(1, Math.ceil(bottom * height) - y) };
}

/** @param {number[]} places @returns {[number, number]} */
function extent(places) {
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const margin = (most - least) * MARGIN;
  return [Math.max(0, least - margin), Math.min(1, most + margin)];
}

/** How large the crop is sent. @param {Crop} crop @param {number} [longest] */
export function sentSize({ width, height }, longest = LONGEST) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The corners, in fractions of the crop. @param {Point[]|null} corners @param {Crop} crop @param {{width: number, height: number}} photo @returns {Point[]|null} */
export const withinCrop = (corners, crop, photo) =>
  corners && corners.map(([x, y]) => /** @type {Point} */ ([held((x * photo.width - crop.x) / crop.width), held((y * photo.height - crop.y) / crop.height)]));

/** @param {number} share */
const held = (share) => Math.min(1, Math.max(0, share));
