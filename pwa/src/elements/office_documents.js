/** Keys of a list of documents, heard only while something in it has the focus: arrows go from one to another. */

for (const list of document.querySelectorAll('[data-row-keys]')) listen(/** @type {HTMLElement} */ (list));
document.querySelector('[data-keys-help]')?.removeAttribute('hidden');

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
