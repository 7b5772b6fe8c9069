/**
 * The keyboard's way to the search of a river: "/" goes there, Escape gives up what was looked for.
 */

/** @param {HTMLElement} river @param {{find: () => void, giveUp: () => void}} gestures @returns {() => void} stops listening */
export function followKeys(river, { find, giveUp }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const isField = target.matches?.('input, textarea, select');
    if (event.key === '/' && !isField && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      find();
    }
    if (event.key === 'Escape' && isField && target.closest('.find') && river.contains(target)) {
      event.preventDefault();
      giveUp();
    }
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
