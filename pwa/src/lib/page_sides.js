/**
 * One side of a page in its photo: how much of an edge it is, and where exactly it runs, between pixels.
 */
import { lightAt } from './edges.js';

/**
 * @typedef {import('./edges.js').Edges} Edges
 * @typedef {import('./straight_lines.js').Line} Line
 * @typedef {import('./homography.js').Point} Point
 * @typedef {{edges: Edges, light: import('./edges.js').Grey, sign: number}} Seen sign: -1 for a page darker than what it lies on
 */

/** Points along a side: to judge it, and to lay it. */
const JUDGED = 24;
const SAMPLES = 40;
/** How far from a side it is looked at within and without; what is so much lighter (as a logarithm) is clearly another thing. */
const BESIDE = 6;
const CLEAR = 0.35;

/**
 * How much of a side is an edge with its light inside, and how much lighter it is within than without: the joint between
 * two tiles is an edge too, with the same on both sides.
 *
 * @param {Seen} seen @param {Line} side @param {Point} from @param {Point} to
 */
export function alongSide({ edges, light, sign }, side, from, to) {
  const enough = Math.max(1.5, edges.strong * 0.2);
  let [edge, step] = [0, 0];
  for (let at = 0; at < JUDGED; at += 1) {
    const share = 0.03 + (0.94 * at) / (JUDGED - 1);
    const x = from[0] + (to[0] - from[0]) * share;
    const y = from[1] + (to[1] - from[1]) * share;
    let most = 0;
    for (let off = -2; off <= 2; off += 1) most = Math.max(most, towards(edges, side, x + side.nx * off, y + side.ny * off));
    edge += Math.min(1, most / enough);
    const ratio = Math.log(lightAt(light, x + side.nx * BESIDE, y + side.ny * BESIDE) / lightAt(light, x - side.nx * BESIDE, y - side.ny * BESIDE));
    step += Math.max(-1, Math.min(1, (sign * ratio) / CLEAR));
  }
  return { edge: edge / JUDGED, step: step / JUDGED };
}

/** How much lighter it gets there towards the inside. @param {Edges} edges @param {Line} side @param {number} x @param {number} y */
function towards({ across, down, width, height }, { nx, ny }, x, y) {
  const column = Math.round(x);
  const row = Math.round(y);
  if (column < 0 || row < 0 || column >= width || row >= height) return 0;
  const at = row * width + column;
  return across[at] * nx + down[at] * ny;
}

/** Laid again where the edge is strongest. @param {Edges} edges @param {Line} side @param {Point} from @param {Point} to @returns {Line} */
export function laidAgain(edges, side, from, to) {
  /** @type {{x: number, y: number, weight: number}[]} */
  let points = [];
  for (let at = 0; at < SAMPLES; at += 1) {
    const share = 0.04 + (0.92 * at) / (SAMPLES - 1);
    const found = crossing(edges, side, from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share);
    if (found) points.push(found);
  }
  let line = side;
  for (const most of [Infinity, 1.5, 1]) {
    const near = points.filter(({ x, y }) => Math.abs(line.nx * x + line.ny * y - line.away) < most);
    if (near.length < 8) break;
    points = near;
    line = through(points, side);
  }
  return line;
}

/** Where the edge is, across the side: between the pixels around the strongest. @param {Edges} edges @param {Line} side @param {number} x @param {number} y */
function crossing(edges, side, x, y) {
  let place = 0;
  let weight = 0;
  for (let off = -4; off <= 4; off += 1) {
    const one = Math.max(0, towards(edges, side, x + side.nx * off, y + side.ny * off)) ** 2;
    place += one * off;
    weight += one;
  }
  if (Math.sqrt(weight) < Math.max(1, edges.strong * 0.15)) return null;
  return { x: x + (side.nx * place) / weight, y: y + (side.ny * place) / weight, weight };
}

/** The line that runs nearest to all. @param {{x: number, y: number}[]} points @param {Line} side @returns {Line} */
function through(points, side) {
  const count = points.length;
  const x = points.reduce((sum, one) => sum + one.x, 0) / count;
  const y = points.reduce((sum, one) => sum + one.y, 0) / count;
  let [xx, xy, yy] = [0, 0, 0];
  for (const one of points) {
    xx += (one.x - x) ** 2;
    xy += (one.x - x) * (one.y - y);
    yy += (one.y - y) ** 2;
  }
  const along = Math.atan2(2 * xy, xx - yy) / 2;
  let [nx, ny] = [-Math.sin(along), Math.cos(along)];
  if (nx * side.nx + ny * side.ny < 0) [nx, ny] = [-nx, -ny];
  return { ...side, nx, ny, angle: Math.atan2(ny, nx), away: nx * x + ny * y };
}
