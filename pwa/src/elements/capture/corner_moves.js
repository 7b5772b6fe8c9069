/** How corners move: never outside the picture, and never so that the page turns inside out. */
import { svg } from 'lit-html';
import { areaOf } from '../../lib/corners.js';

/** @typedef {import('../../lib/homography.js').Point} Point */

/** A page smaller than this, in fractions of the picture, is none. */
const LEAST = 0.01;

/** @param {Point[]} corners @param {number} at @param {Point} by @returns {Point[]} the same ones, where that is no page */
export function moved(corners, at, [across, down]) {
  const made = corners.map((corner, no) => (no === at ? /** @type {Point} */ ([held(corner[0] + across), held(corner[1] + down)]) : corner));
  return isPage(made) ? made : corners;
}

/** @param {number} share */
const held = (share) => Math.min(1, Math.max(0, share));

/** Every corner turns the same way. @param {Point[]} corners */
const isPage = (corners) => corners.every((_, at) => areaOf([corners[at], corners[(at + 1) % 4], corners[(at + 2) % 4]]) > LEAST / 4);

/** The corner that a touch means. @param {Point[]} corners @param {Point} touch */
export function nearest(corners, [x, y]) {
  const far = corners.map(([left, top]) => Math.hypot(left - x, top - y));
  return far.indexOf(Math.min(...far));
}

/** @param {Point[]} corners */
export const outline = (corners) => svg`<polygon points=${corners.map((corner) => corner.join(',')).join(' ')} vector-effect="non-scaling-stroke" />`;
