/** Small comforts of office pages, each useless when scripts are off and therefore hidden until they run. */

for (const button of document.querySelectorAll('[data-print]')) {
  button.removeAttribute('hidden');
  button.addEventListener('click', () => print());
}

for (const select of document.querySelectorAll('[data-submit-on-change]')) {
  const { form } = /** @type {HTMLSelectElement} */ (select);
  select.addEventListener('change', () => form?.requestSubmit());
  form?.querySelector('[data-needless]')?.setAttribute('hidden', '');
}

for (const field of document.querySelectorAll('[data-copied]')) {
  const input = /** @type {HTMLInputElement} */ (field);
  input.addEventListener('focus', () => input.select());
}

/** A room belongs to a unit: choosing one leaves only its rooms to choose from. */
const unit = /** @type {HTMLSelectElement|null} */ (document.querySelector('select#unit_id'));
const room = /** @type {HTMLSelectElement|null} */ (document.querySelector('select#room_id'));
if (unit && room) {
  const groups = [...room.querySelectorAll('optgroup')];
  const narrow = () => {
    const chosen = unit.selectedOptions[0]?.text;
    for (const group of groups) group.hidden = group.disabled = group.label !== chosen;
    if (room.selectedOptions[0]?.closest('optgroup')?.hidden) room.value = '';
  };
  unit.addEventListener('change', narrow);
  narrow();
}
