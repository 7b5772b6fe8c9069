/** The office's button for light, night or both by the hour; the same choice as at the bedside, kept on this device. */
import { chosenTheme, followTheme, turnTheme } from './theme.js';

const WORDS = { auto: 'Auto', clair: 'Clair', nuit: 'Nuit' };
const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('[data-theme-button]'));

followTheme();
for (const button of buttons) {
  button.addEventListener('click', () => (turnTheme(), tell()));
  button.hidden = false;
}
tell();

function tell() {
  const choice = WORDS[chosenTheme()];
  for (const button of buttons) {
    const word = /** @type {HTMLElement} */ (button.querySelector('span'));
    word.textContent = button.classList.contains('tool') ? choice : `Affichage : ${choice.toLowerCase()}`;
    button.setAttribute('aria-label', `Affichage : ${choice}`);
  }
}
