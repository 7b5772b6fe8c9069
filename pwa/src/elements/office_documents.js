/** Keys of a list of documents, heard only while something in it has the focus: arrows go from one to another. */

/** How often a page that waits for its pictures is looked at again, the first time after (ms). */
const [TIMES, SOON] = [6, 2_000];

for (const list of document.querySelectorAll('[data-row-keys]')) listen(/** @type {HTMLElement} */ (list));
document.querySelector('[data-keys-help]')?.removeAttribute('hidden');

const waiting = document.querySelector('[data-awaits]');
if (waiting) awaitPages(`attend ${location.pathname}`);

/** Looks again, less and less often and not for ever, unless something is being typed. @param {string} name */
function awaitPages(name) {
  const times = Number(sessionStorage.getItem(name) ?? 0);
  if (times >= TIMES) return;
  let isTyped = false;
  addEventListener('input', () => (isTyped = true), { once: true });
  setTimeout(() => {
    if (isTyped || document.visibilityState !== 'visible') return;
    sessionStorage.setItem(name, String(times + 1));
    location.reload();
  }, SOON * 2 ** times);
}

/** @param {HTMLElement} list */
function listen(list) {
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = /** @type {HTMLElement} */ (event.target).closest('li');
    if (row && act(row, event.key)) event.preventDefault();
  });
}

/** Whether the key meant something there. @param {HTMLElement} row @param {string} key */
function act(row, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const rows = [.../** @type {HTMLElement} */ (row.parentElement).children];
  const found = step ? rows[rows.indexOf(row) + step]?.querySelector('[data-open]') : pressed(row, key);
  if (!(found instanceof HTMLElement)) return false;
  if (step) found.focus();
  else found.click();
  return true;
}

/** The button of the row that answers to a letter. @param {HTMLElement} row @param {string} key */
const pressed = (row, key) => (/^[a-z]$/i.test(key) ? row.querySelector(`[data-key="${key.toLowerCase()}"]`) : null);
