/**
 * The plane of a page and the plane of its photo: which point of one is which of the other, and the page as if it had
 * been laid flat. Corners are clockwise from the top left, in the pixels of the photo.
 */

/** @typedef {[number, number]} Point */
/** @typedef {{data: Uint8ClampedArray|Uint8Array, width: number, height: number}} Pixels of four bytes each: red, green, blue, opaque */

/** A4, and how far from it a page may seem and still be one: perspective shortens. */
const A4 = Math.SQRT2;
const NEAR_A4 = 0.14;

/**
 * The nine numbers that take `from` to `to`.
 *
 * @param {Point[]} from @param {Point[]} to four of each @returns {number[]|null} null when three of them are in line
 */
export function homography(from, to) {
  const rows = from.flatMap(([x, y], at) => {
    const [u, v] = to[at];
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const found = solved(rows);
  return found && [...found, 1];
}

/** Gauss, with the largest pivot. @param {number[][]} rows @returns {number[]|null} */
function solved(rows) {
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    let best = at;
    for (let row = at + 1; row < size; row += 1) if (Math.abs(rows[row][at]) > Math.abs(rows[best][at])) best = row;
    [rows[at], rows[best]] = [rows[best], rows[at]];
    if (Math.abs(rows[at][at]) < 1e-9) return null;
    for (let row = 0; row < size; row += 1) if (row !== at) cleared(rows[row], rows[at], at);
  }
  return rows.map((row, at) => row[size] / row[at]);
}

/** @param {number[]} row @param {number[]} pivot @param {number} at */
function cleared(row, pivot, at) {
  const share = row[at] / pivot[at];
  if (share === 0) return;
  for (let column = at; column < row.length; column += 1) row[column] -= share * pivot[column];
}

/** Where a point goes. @param {number[]} h @param {Point} point @returns {Point} */
export function mapped(h, [x, y]) {
  const depth = h[6] * x + h[7] * y + h[8];
  return [(h[0] * x + h[1] * y + h[2]) / depth, (h[3] * x + h[4] * y + h[5]) / depth];
}

/** @param {Point} a @param {Point} b */
const length = (a, b) => Math.hypot(b[0] - a[0], b[1] - a[1]);

/**
 * How large the flat page is drawn: what is near A4 is A4.
 *
 * @param {Point[]} corners @param {number} longest no side is longer @returns {{width: number, height: number}}
 */
export function flatSize([a, b, c, d], longest) {
  const across = (length(a, b) + length(d, c)) / 2;
  const down = (length(a, d) + length(b, c)) / 2;
  const seen = Math.max(across, down) / Math.max(1, Math.min(across, down));
  const ratio = Math.abs(seen / A4 - 1) < NEAR_A4 ? A4 : seen;
  const long = Math.round(Math.min(longest, Math.max(across, down, 2)));
  const short = Math.max(1, Math.round(long / ratio));
  return across > down ? { width: long, height: short } : { width: short, height: long };
}

/**
 * The page laid flat.
 *
 * @param {Pixels} photo @param {Point[]} corners @param {{width: number, height: number}} size
 * @returns {Pixels|null} null when the corners are no page
 */
export function straightened(photo, corners, { width, height }) {
  /** @type {Point[]} */
  const flat = [[0, 0], [width, 0], [width, height], [0, height]];
  const h = homography(flat, corners);
  if (!h) return null;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) drawRow(photo, h, { data, width, y });
  return { data, width, height };
}

/** One row, each pixel between the four of the photo that it falls among. @param {Pixels} photo @param {number[]} h @param {{data: Uint8ClampedArray, width: number, y: number}} row */
function drawRow(photo, h, { data, width, y }) {
  const { data: seen, width: wide, height: high } = photo;
  const right = wide - 1.001;
  const bottom = high - 1.001;
  const middle = y + 0.5;
  let to = y * width * 4;
  for (let x = 0; x < width; x += 1, to += 4) {
    const at = x + 0.5;
    const depth = h[6] * at + h[7] * middle + h[8];
    const u = Math.min(right, Math.max(0, (h[0] * at + h[1] * middle + h[2]) / depth - 0.5));
    const v = Math.min(bottom, Math.max(0, (h[3] * at + h[4] * middle + h[5]) / depth - 0.5));
    const left = u | 0;
    const top = v | 0;
    const fx = u - left;
    const fy = v - top;
    const from = (top * wide + left) * 4;
    const below = from + wide * 4;
    for (let part = 0; part < 3; part += 1) {
      const upper = seen[from + part] * (1 - fx) + seen[from + 4 + part] * fx;
      const lower = seen[below + part] * (1 - fx) + seen[below + 4 + part] * fx;
      data[to + part] = upper * (1 - fy) + lower * fy;
    }
    data[to + 3] = 255;
  }
}
