/**
 * Where pictures are worked on, away from the page: corners looked for, what is sent cut out and encoded, pages laid
 * flat. This file is the program of a worker; the page imports it only to learn its address.
 */
import { binarised } from '../../lib/binarise.js';
import { proposedCorners } from '../../lib/corners.js';
import { cropOf, sentSize, WHOLE, withinCrop } from '../../lib/cropping.js';
import { greyOf } from '../../lib/edges.js';
import { flatSize, straightened } from '../../lib/homography.js';
import { sharpness } from '../../lib/sharpness.js';

/**
 * @typedef {import('../../lib/homography.js').Point} Point
 * @typedef {{bytes: Uint8Array<ArrayBuffer>, mime: string, width: number, height: number, corners: Point[]|null, ofPhoto: Point[]|null, thumb: Uint8Array<ArrayBuffer>}} Developed corners: of what is sent; ofPhoto: the same, of the whole shot
 * @typedef {{picture: ImageBitmap, sharpness: number|null}} Laid
 */

export const ADDRESS = import.meta.url;

/** Corners are looked for on a copy of this side. */
const SMALL = 320;
const LIVE = 240;
const THUMB = 320;
/** Pages are measured for sharpness at this side. */
const MEASURED = 1000;
/** What a page may weigh, and the qualities tried until it does. */
const HEAVIEST = 350_000;
const QUALITIES = [0.65, 0.5, 0.4, 0.3, 0.2];
/** WebP is a third smaller and ten times slower to make: a hand would wait for it. */
const MIME = 'image/jpeg';

/** @param {number} width @param {number} height */
function canvasOf(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  brush.imageSmoothingQuality = 'high';
  return { canvas, brush };
}

/** The pixels of a picture, or of a part of it, at another size. @param {ImageBitmap} from @param {import('../../lib/cropping.js').Crop} crop @param {{width: number, height: number}} size */
function pixelsOf(from, crop, size) {
  const { canvas, brush } = canvasOf(size.width, size.height);
  brush.drawImage(from, crop.x, crop.y, crop.width, crop.height, 0, 0, size.width, size.height);
  const pixels = brush.getImageData(0, 0, size.width, size.height);
  canvas.width = 0;
  return pixels;
}

/** @param {ImageBitmap} picture */
const all = ({ width, height }) => ({ x: 0, y: 0, width, height });

/** @param {ImageBitmap} picture @param {number} side */
const copy = (picture, side) => pixelsOf(picture, all(picture), sentSize(all(picture), side));

/** What the camera sees now: where the page is, and whether there is light. @param {{frame: ImageBitmap}} asked */
function look({ frame }) {
  const pixels = copy(frame, LIVE);
  frame.close();
  const { values } = greyOf(pixels);
  const light = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { found: proposedCorners(pixels), light };
}

/** The last shot, whole, until another is taken or it is let go of: its corners may still be wrong. @type {ImageBitmap|null} */
let held = null;

function release() {
  held?.close();
  held = null;
}

/** A shot: its page found, cut out, encoded. @param {{shot: Blob|ImageBitmap, isPage: boolean}} asked @returns {Promise<Developed>} */
async function develop({ shot, isPage }) {
  release();
  held = shot instanceof Blob ? await createImageBitmap(shot) : shot;
  return cutOut(held, isPage ? (proposedCorners(copy(held, SMALL))?.corners ?? null) : null);
}

/** The last shot cut out anew. @param {{corners: Point[]|null}} asked */
async function recut({ corners }) {
  if (!held) throw new Error('no shot is held');
  return cutOut(held, corners);
}

/** @param {ImageBitmap} photo @param {Point[]|null} corners of the photo @returns {Promise<Developed>} */
async function cutOut(photo, corners) {
  const crop = cropOf(corners, photo);
  const size = sentSize(crop);
  const { canvas, brush } = canvasOf(size.width, size.height);
  brush.drawImage(photo, crop.x, crop.y, crop.width, crop.height, 0, 0, size.width, size.height);
  const encoded = await weighed(canvas);
  canvas.width = 0;
  const thumb = await thumbOf(photo, corners);
  return { ...encoded, ...size, corners: withinCrop(corners, crop, photo), ofPhoto: corners, thumb };
}

/** As good as it gets within what a page may weigh. @param {OffscreenCanvas} canvas */
async function weighed(canvas) {
  let blob = null;
  for (const quality of QUALITIES) {
    blob = await canvas.convertToBlob({ type: MIME, quality });
    if (blob.size <= HEAVIEST) break;
  }
  return { bytes: await bytesOf(/** @type {Blob} */ (blob)), mime: MIME };
}

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/** The page laid flat, or the whole picture, of this side at most. @param {ImageBitmap} photo @param {Point[]|null} corners @param {number} side */
function flat(photo, corners, side) {
  const placed = (corners ?? WHOLE).map(([x, y]) => /** @type {Point} */ ([x * photo.width, y * photo.height]));
  const size = flatSize(placed, side);
  const seen = Math.max(...placed.map(([x, y], at) => Math.hypot(x - placed[(at + 1) % 4][0], y - placed[(at + 1) % 4][1])), 1);
  const small = copy(photo, Math.min(1, (side * 1.1) / seen) * Math.max(photo.width, photo.height));
  const corner = placed.map(([x, y]) => /** @type {Point} */ ([(x * small.width) / photo.width, (y * small.height) / photo.height]));
  return straightened(small, corner, size) ?? copy(photo, side);
}

/** @param {import('../../lib/homography.js').Pixels} pixels */
function drawn({ data, width, height }) {
  const { canvas, brush } = canvasOf(width, height);
  brush.putImageData(new ImageData(/** @type {any} */ (data), width, height), 0, 0);
  return canvas;
}

/** @param {ImageBitmap} photo @param {Point[]|null} corners */
async function thumbOf(photo, corners) {
  const canvas = drawn(flat(photo, corners, THUMB));
  return bytesOf(await canvas.convertToBlob({ type: 'image/webp', quality: 0.6 }));
}

/**
 * A page laid flat, to be looked at, and how sharp it is: the last shot, or what is kept of another.
 *
 * @param {{bytes: Uint8Array<ArrayBuffer>|null, mime: string, corners: Point[]|null, bw: boolean, side: number}} asked @returns {Promise<Laid>}
 */
async function lay({ bytes, mime, corners, bw, side }) {
  const photo = bytes ? await createImageBitmap(new Blob([bytes], { type: mime })) : held;
  if (!photo) throw new Error('no shot is held');
  const page = flat(photo, corners, side);
  if (bytes) photo.close();
  const whole = drawn(page).transferToImageBitmap();
  const measured = sharpness(greyOf(copy(whole, MEASURED)));
  if (!bw) return { picture: whole, sharpness: measured };
  whole.close();
  return { picture: drawn(binarised(page)).transferToImageBitmap(), sharpness: measured };
}

/** A picture as it was taken, to place its corners on. @param {{bytes: Uint8Array<ArrayBuffer>|null, mime: string, side: number}} asked */
async function show({ bytes, mime, side }) {
  const photo = bytes ? await createImageBitmap(new Blob([bytes], { type: mime })) : held;
  if (!photo) throw new Error('no shot is held');
  const picture = drawn(copy(photo, side)).transferToImageBitmap();
  if (bytes) photo.close();
  return { picture };
}

/** @type {Record<string, (asked: any) => any>} */
const WORK = { look, develop, recut, lay, show, release };

/** @param {MessageEvent} event */
async function answer({ data: { id, name, asked } }) {
  try {
    const value = await WORK[name](asked);
    const carried = [value?.picture, value?.bytes?.buffer, value?.thumb?.buffer].filter(Boolean);
    postMessage({ id, value }, /** @type {any} */ (carried));
  } catch (error) {
    postMessage({ id, problem: String(error) });
  }
}

if (typeof document === 'undefined') addEventListener('message', answer);
