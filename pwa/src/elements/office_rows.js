/** Filters the rows of a table while a name is typed: nothing is sent, so no name reaches an address or a log. */
import { matches } from '../lib/fold.js';
import { holds } from '../lib/name_parts.js';

for (const form of document.querySelectorAll('[data-filter-rows]')) follow(/** @type {HTMLFormElement} */ (form));

/** @param {HTMLFormElement} form */
function follow(form) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-row]')]);
  const nothing = /** @type {HTMLElement|null} */ (document.querySelector('[data-no-row]'));
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input[type=search]'));
  const button = form.querySelector('button');
  const found = form.dataset.filterRows === 'parts' ? holds : matches;
  if (rows.length === 0) return;
  const show = () => {
    for (const row of rows) row.hidden = !found(row.dataset.row ?? '', input.value);
    if (nothing) nothing.hidden = rows.some((row) => !row.hidden);
  };
  input.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  if (button) button.hidden = true;
  show();
}
