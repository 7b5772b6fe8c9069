/**
 * The camera of the tablet: the one at the back, its lamp when it has one, and why there is none.
 */

/** @typedef {'refused'|'none'|'busy'|'insecure'} NoCamera */
/** @typedef {Pick<MediaDevices, 'getUserMedia'>} Devices */

/** Wide enough for the smallest symbols on packs at a hand's distance, and light enough for an old tablet. */
const WANTED = { video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };
/** @type {Record<string, NoCamera>} */
const REASONS = { NotAllowedError: 'refused', SecurityError: 'refused', NotFoundError: 'none', OverconstrainedError: 'none', NotReadableError: 'busy', AbortError: 'busy' };

export class CameraError extends Error {
  /** @param {NoCamera} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export class Camera {
  /** @param {MediaStream} stream */
  constructor(stream) {
    this.stream = stream;
    this.track = stream.getVideoTracks()[0];
    this.isLit = false;
  }

  /** @param {{devices?: Devices, isSecure?: boolean, wanted?: MediaStreamConstraints}} [around] @returns {Promise<Camera>} throws CameraError */
  static async open({ devices = navigator.mediaDevices, isSecure = isSecureContext, wanted = WANTED } = {}) {
    if (!isSecure || !devices) throw new CameraError('insecure');
    try {
      return new Camera(await devices.getUserMedia(wanted));
    } catch (error) {
      throw new CameraError(REASONS[/** @type {Error} */ (error).name] ?? 'busy');
    }
  }

  get hasLamp() {
    return 'torch' in (this.track.getCapabilities?.() ?? {});
  }

  /** @param {boolean} isLit */
  async light(isLit) {
    await this.track.applyConstraints({ advanced: [/** @type {any} */ ({ torch: isLit })] });
    this.isLit = isLit;
  }

  /** What else takes the camera away: another application, a plug. @param {() => void} onLost */
  whenLost(onLost) {
    this.track.addEventListener('ended', onLost, { once: true });
  }

  /** The lamp goes out with it. */
  close() {
    for (const track of this.stream.getTracks()) track.stop();
  }
}
