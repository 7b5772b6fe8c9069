/**
 * The four corners of a page in its photo, proposed to whoever took it: the largest four-sided shape whose sides are
 * edges all along, lighter inside (or, for a dark page, darker). A hand or a shadow over a side leaves enough of it.
 */
import { edgesOf, evened, paperOf, smoothed } from './edges.js';
import { alongSide, laidAgain } from './page_sides.js';
import { meeting, straightLines } from './straight_lines.js';

/**
 * @typedef {import('./edges.js').Edges} Edges
 * @typedef {import('./straight_lines.js').Line} Line
 * @typedef {import('./homography.js').Point} Point
 * @typedef {import('./page_sides.js').Seen} Seen
 * @typedef {{corners: Point[], score: number, sides: Line[], seen: Seen}} Shape sides: top, right, bottom, left
 * @typedef {{corners: Point[], certainty: number}} Proposed corners: fractions of the picture, clockwise from the top left
 */

/** The least of a picture that a page fills. */
const LEAST_AREA = 0.12;
/** How much of a side must be an edge, at least, and of the four together. */
const LEAST_SIDE = 0.4;
const LEAST_SIDES = 0.6;
/** And how much lighter it is within. */
const LEAST_STEP = 0.12;
/** What shapes among the tiles of a floor do not reach, and pages do. */
const LEAST_SCORE = 0.2;
/** A corner may lie so far outside, in fractions of the picture. */
const OUTSIDE = 0.04;
/** Paper this certain is not looked for as a dark page besides. */
const SURE = 0.5;
/** A larger shape is preferred to a smaller one inside it: a frame printed on a page is not the page. */
const LARGER = 0.5;
const TURN = 2 * Math.PI;
/** A page lies so far from upright, at most, and its sides flee so much. */
const MOST_TURNED = TURN / 8 + 0.05;
const MOST_FLEEING = 0.75;

/**
 * @param {import('./homography.js').Pixels} small a copy of the photo, some 320 pixels long @returns {Proposed|null}
 */
export function proposedCorners(small) {
  const paper = smoothed(paperOf(small));
  const edges = edgesOf(paper);
  const light = evened(paper);
  const lines = straightLines(edges, light);
  const white = { edges, light, sign: 1 };
  const dark = { edges: turned(edges), light, sign: -1 };
  const found = bestOf(white, lines);
  const best = (found?.score ?? 0) > SURE ? found : stronger(found, bestOf(dark, lines.map(flipped)));
  if (!best || best.score < LEAST_SCORE) return null;
  const refined = sharpened(best.seen.edges, best);
  const corners = refined.map(([x, y]) => /** @type {Point} */ ([held((x + 0.5) / small.width), held((y + 0.5) / small.height)]));
  return { corners, certainty: best.score };
}

/** @param {Shape|null} one @param {Shape|null} other */
const stronger = (one, other) => ((one?.score ?? 0) >= (other?.score ?? 0) ? one : other);

/** @param {number} share */
const held = (share) => Math.min(1, Math.max(0, share));

/** As on a negative. @param {Edges} edges @returns {Edges} */
const turned = (edges) => ({ ...edges, across: edges.across.map((value) => -value), down: edges.down.map((value) => -value) });

/** @param {Line} line @returns {Line} */
const flipped = ({ angle, nx, ny, away, votes }) => ({ angle: (angle + Math.PI) % TURN, nx: -nx, ny: -ny, away: -away, votes });

/** @param {Seen} seen @param {Line[]} lines @returns {Shape|null} */
function bestOf(seen, lines) {
  const [lefts, tops, rights, bottoms] = [0, 1, 2, 3].map((quarter) => lines.filter(({ angle }) => apart(angle, (quarter * TURN) / 4) < MOST_TURNED));
  /** @type {Shape|null} */
  let best = null;
  for (const [top, bottom] of facing(tops, bottoms)) {
    for (const [left, right] of facing(lefts, rights)) {
      const shape = shaped(seen, [top, right, bottom, left], best?.score ?? 0);
      if (shape) best = shape;
    }
  }
  return best;
}

/** Between two directions, whichever way round. @param {number} a @param {number} b */
const apart = (a, b) => Math.abs(((((a - b) % TURN) + TURN * 1.5) % TURN) - TURN / 2);

/** Two sides whose light is between them, as parallel as perspective leaves them. @param {Line[]} some @param {Line[]} others */
const facing = (some, others) =>
  some.flatMap((one) => others.filter((other) => apart(one.angle, other.angle) > TURN / 2 - MOST_FLEEING).map((other) => /** @type {[Line, Line]} */ ([one, other])));

/** @param {Seen} seen @param {Line[]} sides @param {number} beaten the score to do better than @returns {Shape|null} */
function shaped(seen, sides, beaten) {
  const { width, height } = seen.edges;
  const corners = cornersOf(sides);
  if (!corners || !corners.every(([x, y]) => isNear(x, width) && isNear(y, height)) || isInsideOut(corners, sides)) return null;
  const share = areaOf(corners) / (width * height);
  if (share < LEAST_AREA || share ** LARGER <= beaten) return null;
  const score = sidesOf(seen, sides, corners, beaten / share ** LARGER) * share ** LARGER;
  return score > beaten ? { corners, score, sides, seen } : null;
}

/**
 * How good the four sides are together; 0 as soon as one is none, or as the best that the others could be is too little.
 *
 * @param {Seen} seen @param {Line[]} sides @param {Point[]} corners @param {number} beaten
 */
function sidesOf(seen, sides, corners, beaten) {
  let [edges, steps] = [4, 4];
  for (let at = 0; at < 4; at += 1) {
    const { edge, step } = alongSide(seen, sides[at], corners[at], corners[(at + 1) % 4]);
    edges -= 1 - edge;
    steps -= 1 - step;
    if (edge <= LEAST_SIDE || step <= LEAST_STEP || (edges / 4) ** 2 * (steps / 4) <= beaten) return 0;
  }
  return edges / 4 < LEAST_SIDES ? 0 : (edges / 4) ** 2 * (steps / 4);
}

/** The sides turn their back on what is between them. @param {Point[]} corners @param {Line[]} sides */
function isInsideOut(corners, sides) {
  const [x, y] = [0, 1].map((part) => mean(corners.map((corner) => corner[part])));
  return sides.some(({ nx, ny, away }) => nx * x + ny * y < away);
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** @param {Line[]} sides top, right, bottom, left @returns {Point[]|null} from the top left */
function cornersOf([top, right, bottom, left]) {
  const found = [meeting(left, top), meeting(top, right), meeting(right, bottom), meeting(bottom, left)];
  return found.every((one) => one !== null) ? /** @type {Point[]} */ (found) : null;
}

/** @param {number} place @param {number} size */
const isNear = (place, size) => place > -OUTSIDE * size && place < (1 + OUTSIDE) * size;

/** Negative for a shape that is inside out. @param {Point[]} corners */
export const areaOf = (corners) =>
  corners.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = corners[(at + 1) % corners.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

/** Each side laid again where the edge is strongest, between pixels. @param {Edges} edges @param {Shape} shape @returns {Point[]} */
function sharpened(edges, { corners, sides }) {
  const laid = sides.map((side, at) => laidAgain(edges, side, corners[at], corners[(at + 1) % 4]));
  return cornersOf(laid) ?? corners;
}
