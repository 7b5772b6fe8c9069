/**
 * Where the keyboard is during a round: up and down among doses and among names, on to the next way when a button went
 * with its dose, and only once for a hand that taps twice.
 */

const NAMES = '.walk-row';
const WAYS = '.giving-card .give, .giving-card .other:only-child, .giving-foot .primary';

/** Up and down, from dose to dose and from name to name. @param {HTMLElement} screen @param {KeyboardEvent} event */
export function stepped(screen, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const target = /** @type {HTMLElement} */ (event.target);
  const among = target.closest(NAMES) ? NAMES : target.closest('.giving-card, .giving-foot') ? WAYS : '';
  if (!step || !among || target instanceof HTMLInputElement) return;
  const all = /** @type {HTMLElement[]} */ ([...screen.querySelectorAll(among)]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

/** The way of the hand on a dose. @param {HTMLElement} screen @param {string} dose */
export function toDose(screen, dose) {
  const card = screen.querySelector(`.giving-card[data-dose="${dose}"]`);
  card?.scrollIntoView({ block: 'nearest' });
  /** @type {HTMLElement|null|undefined} */ (card?.querySelector('.give, .other'))?.focus({ preventScroll: true });
}

/** A button that was touched is gone with its dose: the next one takes the focus. @param {HTMLElement} screen */
export function onward(screen) {
  if (document.activeElement !== document.body) return;
  const next = screen.querySelector('.giving-card .give.primary, .giving-foot .primary');
  /** @type {HTMLElement|null} */ (next)?.focus({ preventScroll: true });
}

/** A dose that was told leaves its place to the next: the second tap of a double tap is not for that one. @param {MouseEvent} event */
export function once(event) {
  const isWay = /** @type {Element} */ (event.target).closest('.giving-keys, [data-all]');
  if (event.detail > 1 && isWay) event.stopPropagation();
}
