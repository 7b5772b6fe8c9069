/**
 * Work that nobody waits for, in slices short enough to go unnoticed between two gestures.
 */

/** A slice of a slow tablet's frame. */
const SLICE = 6;

/**
 * @template T @param {Iterable<T>} items @param {(item: T) => void} work
 * @returns {() => void} gives up what is left
 */
export function whileIdle(items, work) {
  const left = items[Symbol.iterator]();
  let isGivenUp = false;
  const slice = () => {
    const until = performance.now() + SLICE;
    while (!isGivenUp && performance.now() < until) {
      const { done, value } = left.next();
      if (done) return;
      work(value);
    }
    if (!isGivenUp) soon(slice);
  };
  soon(slice);
  return () => (isGivenUp = true);
}

/** @param {() => void} run */
const soon = (run) => ('requestIdleCallback' in globalThis ? requestIdleCallback(run, { timeout: 1_000 }) : setTimeout(run, 20));
