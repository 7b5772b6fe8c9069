/**
 * Light or night: by the thumb when one has chosen, else by the device or the clock.
 */

/** @typedef {'auto'|'clair'|'nuit'} Choice */

const KEPT = 'chevet-affichage';
const CHOICES = /** @type {Choice[]} */ (['auto', 'clair', 'nuit']);
const EVENING = 21;
const MORNING = 7;
const device = matchMedia('(prefers-color-scheme: dark)');

/** @returns {Choice} */
export function chosenTheme() {
  const kept = /** @type {Choice} */ (localStorage.getItem(KEPT));
  return CHOICES.includes(kept) ? kept : 'auto';
}

/** The next of the three; it is kept on this device and shown at once. */
export function turnTheme() {
  const next = CHOICES[(CHOICES.indexOf(chosenTheme()) + 1) % CHOICES.length];
  localStorage.setItem(KEPT, next);
  showTheme();
  return next;
}

export function showTheme(now = new Date()) {
  const choice = chosenTheme();
  const byClock = now.getHours() >= EVENING || now.getHours() < MORNING;
  const night = choice === 'nuit' || (choice === 'auto' && (device.matches || byClock));
  document.documentElement.dataset.theme = night ? 'night' : 'light';
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper');
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper.trim());
}

/** Shows it now and follows the device and the hour. */
export function followTheme() {
  showTheme();
  device.addEventListener('change', () => showTheme());
  setInterval(() => showTheme(), 60_000);
}
