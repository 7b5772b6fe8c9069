/**
 * The straight lines of a picture, each with the side on which it is lighter. A line is the points p of which n·p = away,
 * n turned by `angle` and pointing to the light.
 */

import { lightAt } from './edges.js';

/** @typedef {import('./edges.js').Edges} Edges */
/** @typedef {import('./edges.js').Grey} Grey */
/** @typedef {{angle: number, nx: number, ny: number, away: number, votes: number}} Line */

const TURNS = 180;
const STEP = (2 * Math.PI) / TURNS;
/** How many are looked at further. */
const MOST = 30;
/** A line with fewer, in fractions of the strongest's, is not looked at. */
const LEAST_VOTES = 0.08;
/** Two lines closer than this, in steps of angle and in pixels, are one. */
const SAME = { turns: 4, away: 5 };

/** So far on either side of an edge, it is so much lighter on one. */
const PARTED = 6;
const LIGHTER = 1.06;

const NX = Float32Array.from({ length: TURNS }, (_, at) => Math.cos(at * STEP));
const NY = Float32Array.from({ length: TURNS }, (_, at) => Math.sin(at * STEP));

/** The strongest first, of those that part two things: not what is written, nor joints. @param {Edges} edges @param {Grey} light @returns {Line[]} */
export function straightLines(edges, light) {
  const half = Math.ceil(Math.hypot(edges.width, edges.height));
  const wide = 2 * half + 1;
  const votes = voted(edges, light, half, wide);
  /** @type {Line[]} */
  const found = [];
  for (const cell of promising(votes)) {
    // One beside a stronger one is the same line.
    if (votes[cell] < 0) continue;
    const turn = Math.floor(cell / wide);
    const away = (cell % wide) - half;
    found.push({ angle: turn * STEP, nx: NX[turn], ny: NY[turn], away, votes: votes[cell] });
    if (found.length === MOST) break;
    silence(votes, wide, turn, cell % wide);
  }
  return found;
}

/** Each edge votes for the lines it may lie on: those across its own slope, or nearly. @param {Edges} edges @param {Grey} light @param {number} half @param {number} wide */
function voted({ across, down, strength, width, height, strong }, light, half, wide) {
  const votes = new Float32Array(TURNS * wide);
  const least = Math.max(2, strong * 0.25);
  for (let at = 0; at < strength.length; at += 1) {
    if (strength[at] < least) continue;
    const x = at % width;
    const y = (at - x) / width;
    // What lies beyond the picture is not known.
    if (Math.min(x, y, width - 1 - x, height - 1 - y) < PARTED) continue;
    const share = PARTED / strength[at];
    if (lightAt(light, x + across[at] * share, y + down[at] * share) < LIGHTER * lightAt(light, x - across[at] * share, y - down[at] * share)) continue;
    const weight = Math.min(1, strength[at] / Math.max(least, strong));
    const middle = Math.round(Math.atan2(down[at], across[at]) / STEP) + TURNS;
    for (let turn = middle - 3; turn <= middle + 3; turn += 1) {
      const place = turn % TURNS;
      votes[place * wide + half + Math.round(NX[place] * x + NY[place] * y)] += weight;
    }
  }
  return votes;
}

/** The cells worth a look, the strongest first. @param {Float32Array} votes */
function promising(votes) {
  let most = 0;
  for (const one of votes) if (one > most) most = one;
  const cells = [];
  for (let at = 0; at < votes.length; at += 1) if (votes[at] > most * LEAST_VOTES) cells.push(at);
  return cells.sort((a, b) => votes[b] - votes[a]);
}

/** @param {Float32Array} votes @param {number} wide @param {number} turn @param {number} away */
function silence(votes, wide, turn, away) {
  for (let near = turn - SAME.turns; near <= turn + SAME.turns; near += 1) {
    const row = ((near + TURNS) % TURNS) * wide;
    votes.fill(-1, row + Math.max(0, away - SAME.away), row + Math.min(wide, away + SAME.away + 1));
  }
}

/** Where two lines meet. @param {Line} a @param {Line} b @returns {import('./homography.js').Point|null} */
export function meeting(a, b) {
  const turn = a.nx * b.ny - a.ny * b.nx;
  if (Math.abs(turn) < 0.2) return null;
  return [(a.away * b.ny - b.away * a.ny) / turn, (a.nx * b.away - b.nx * a.away) / turn];
}
