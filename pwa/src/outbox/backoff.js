/**
 * When to try again after a failure: longer each time, never in step with the home's other tablets.
 */

const FIRST = 2_000;
const LONGEST = 60_000;

export class Backoff {
  failures = 0;
  /** This page's clock, in ms. */
  notBefore = 0;

  /** @param {{now?: () => number, random?: () => number}} [sources] */
  constructor({ now = () => Date.now(), random = Math.random } = {}) {
    this.now = now;
    this.random = random;
  }

  failed() {
    const span = Math.min(LONGEST, FIRST * 2 ** this.failures);
    this.failures += 1;
    this.notBefore = this.now() + span / 2 + (span / 2) * this.random();
  }

  succeeded() {
    this.failures = 0;
    this.notBefore = 0;
  }

  isOver() {
    return this.now() >= this.notBefore;
  }
}
