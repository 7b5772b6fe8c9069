/** The office's button for light, night or both by the hour; the same choice as at the bedside, kept on this device. */
import { chosenTheme, followTheme, turnTheme } from './theme.js';

const WORDS = { auto: 'Auto', clair: 'Clair', nuit: 'Nuit' };

followTheme();
const button = /** @type {HTMLButtonElement|null} */ (document.querySelector('[data-theme-button]'));
if (button) {
  const word = /** @type {HTMLElement} */ (button.querySelector('span'));
  const tell = () => {
    const choice = WORDS[chosenTheme()];
    word.textContent = choice;
    button.setAttribute('aria-label', `Affichage : ${choice}`);
  };
  button.addEventListener('click', () => (turnTheme(), tell()));
  button.hidden = false;
  tell();
}
