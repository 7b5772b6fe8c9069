/**
 * How far the tablet's clock is from the server's. Nothing is refused for its clock; every command carries the last
 * measure, and a lease's end is judged by the best time known.
 */

/** @typedef {{offset_ms: number, measured_at: string, floor: string}} Measure floor: the latest server time ever seen */

export class Clock {
  /** @type {Measure|null} */
  measure = null;

  /** @param {() => number} [now] the device's own clock, in ms */
  constructor(now = () => Date.now()) {
    this.device = now;
  }

  /**
   * @param {string} serverNow from an answer @param {number} askedAt @param {number} answeredAt this device's clock
   * @returns {boolean} whether the measure moved enough to be worth keeping on disk
   */
  learn(serverNow, askedAt, answeredAt) {
    const server = Date.parse(serverNow);
    if (Number.isNaN(server) || answeredAt < askedAt) return false;
    const before = this.measure;
    const offset = Math.round(server - (askedAt + answeredAt) / 2);
    const floor = before && before.floor > serverNow ? before.floor : serverNow;
    this.measure = { offset_ms: offset, measured_at: new Date(answeredAt).toISOString(), floor };
    const drift = Math.abs(offset - (before?.offset_ms ?? Infinity));
    return drift > 1000 || answeredAt - Date.parse(before?.measured_at ?? '') > 600_000;
  }

  /** What a command says of it. */
  stamp() {
    if (!this.measure) return { offset_ms: null, measured_at: null };
    return { offset_ms: this.measure.offset_ms, measured_at: this.measure.measured_at };
  }

  /** The best guess at true time: a clock set back does not bring an old lease to life. */
  estimate() {
    const guess = this.device() + (this.measure?.offset_ms ?? 0);
    return new Date(Math.max(guess, Date.parse(this.measure?.floor ?? '1970-01-01T00:00:00Z')));
  }
}
