/**
 * What a scan or an alarm sounds and feels like: made at once, from nothing that is fetched. Quieter at night; a tablet
 * that is asked for silence keeps it.
 */

/**
 * @typedef {'right'|'attention'|'stop'} Tone
 * @typedef {'all'|'vibration'|'none'} Allowed
 * @typedef {{storage: Pick<Storage, 'getItem'|'setItem'>, vibrate?: (pattern: number[]) => unknown, isStill: () => boolean,
 *   isNight: () => boolean, audio?: () => AudioContext}} Surroundings isStill: the device asks for less motion
 */

const KEPT = 'chevet-signaux';
/** @type {Allowed[]} */
const TURNS = ['all', 'vibration', 'none'];
const LOUD = 0.3;
const HUSHED = 0.08;
/** A click is heard where a sound begins or ends at once. */
const EDGE = 0.008;
/** Pitch in hertz, beginning and length in seconds: one short high note is right, a low one that lasts is stop. @type {Record<Tone, [number, number, number][]>} */
const NOTES = {
  right: [[1047, 0, 0.09]],
  attention: [[659, 0, 0.11], [659, 0.18, 0.11]],
  stop: [[196, 0, 0.28], [147, 0.32, 0.4]],
};

export class Signals {
  /** @type {AudioContext|null} */
  #audio = null;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.around = surroundings;
  }

  /** @returns {Allowed} */
  get allowed() {
    const kept = /** @type {Allowed} */ (this.around.storage.getItem(KEPT));
    return TURNS.includes(kept) ? kept : 'all';
  }

  /** The next of the three, kept on this tablet. */
  turn() {
    const next = TURNS[(TURNS.indexOf(this.allowed) + 1) % TURNS.length];
    this.around.storage.setItem(KEPT, next);
    return next;
  }

  /** Within a gesture, because devices let no page sound before one. */
  prepare() {
    if (this.allowed !== 'all') return;
    this.#audio ??= this.around.audio?.() ?? null;
    if (this.#audio?.state === 'suspended') this.#audio.resume().catch(() => {});
  }

  /** @param {Tone} sound @param {number[]} vibration pattern, in ms */
  give(sound, vibration) {
    if (this.allowed === 'none') return;
    if (!this.around.isStill()) this.around.vibrate?.(vibration);
    if (this.allowed === 'all') this.#play(sound);
  }

  /** The device may have sound for others again. */
  close() {
    this.#audio?.close().catch(() => {});
    this.#audio = null;
  }

  /** @param {Tone} sound */
  #play(sound) {
    this.prepare();
    const audio = this.#audio;
    if (audio?.state !== 'running') return;
    for (const [pitch, after, lasts] of NOTES[sound]) note(audio, { pitch, from: audio.currentTime + after, lasts, loud: this.around.isNight() ? HUSHED : LOUD });
  }
}

/** @param {AudioContext} audio @param {{pitch: number, from: number, lasts: number, loud: number}} asked */
function note(audio, { pitch, from, lasts, loud }) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(loud, from + EDGE);
  volume.gain.setValueAtTime(loud, from + lasts - EDGE);
  volume.gain.linearRampToValueAtTime(0, from + lasts);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + lasts);
}

/** Those of this page. @returns {Signals} */
export const signalsHere = () =>
  new Signals({
    storage: localStorage,
    vibrate: navigator.vibrate?.bind(navigator),
    isStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    isNight: () => document.documentElement.dataset.theme === 'night',
    audio: () => new AudioContext(),
  });
