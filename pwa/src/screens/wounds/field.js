/**
 * What is said at the foot of a sheet is about something further up: that comes into view.
 */

/** @param {HTMLElement} sheet @param {string|undefined} field where something is wrong or asked; the three lengths are one place */
export function toField(sheet, field) {
  const name = field?.endsWith('_mm') ? 'length_mm' : field;
  if (!name) return;
  queueMicrotask(() => queueMicrotask(() => sheet.querySelector(`[data-field="${name}"]`)?.scrollIntoView({ block: 'nearest' })));
}
