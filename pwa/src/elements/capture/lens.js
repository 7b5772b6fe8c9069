/**
 * What is shot: a photo as large as the camera makes it, where it makes larger ones than its film; else the picture of
 * the film at that moment, and also when the photo is long in coming.
 */
import { Camera } from '../scanner/camera.js';

/** A page fills most of it: at this size eight points are read. Where no larger photo can be asked for, as large as it gets. */
const FILM = { width: { ideal: 1920 }, height: { ideal: 1440 } };
const LARGE_FILM = { width: { ideal: 3840 }, height: { ideal: 2160 } };
/** A hand has moved by then. */
const PATIENCE = 1_200;
/** Larger photos cost memory and show no more. */
const LARGEST = 4_200;
const WORTH = 1.15;

const hasPhotos = () => 'ImageCapture' in globalThis;

export const openCamera = () => Camera.open({ wanted: { video: { facingMode: { ideal: 'environment' }, ...(hasPhotos() ? FILM : LARGE_FILM) }, audio: false } });

export class Lens {
  /** @type {Promise<{taker: any, asked: object}|null>} */
  #photos;

  /** @param {Camera} camera @param {HTMLVideoElement} video that shows it */
  constructor(camera, video) {
    this.video = video;
    this.#photos = photosOf(camera.track).catch(() => null);
  }

  /** @returns {Promise<Blob|ImageBitmap>} */
  async shoot() {
    const frame = await createImageBitmap(this.video);
    const photos = await this.#photos;
    const photo = photos && (await inTime(photos.taker.takePhoto(photos.asked)));
    if (!photo) return frame;
    frame.close();
    return photo;
  }
}

/** @param {MediaStreamTrack} track */
async function photosOf(track) {
  if (!hasPhotos()) return null;
  const taker = new (/** @type {any} */ (globalThis).ImageCapture)(track);
  const { imageWidth, imageHeight } = await taker.getPhotoCapabilities();
  const filmed = track.getSettings().width ?? 0;
  const wide = imageWidth?.max ?? 0;
  if (Math.max(wide, imageHeight?.max ?? 0) < filmed * WORTH) return null;
  return { taker, asked: wide > LARGEST ? {} : { imageWidth: wide, imageHeight: imageHeight.max } };
}

/** @param {Promise<Blob>} photo @returns {Promise<Blob|null>} */
const inTime = (photo) => Promise.race([photo.catch(() => null), new Promise((done) => setTimeout(() => done(null), PATIENCE))]);
