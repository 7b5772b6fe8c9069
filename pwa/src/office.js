/**
 * Office screens are rendered by the server and work without this file, except what only a browser can do: signing in
 * with a passkey, and showing it again for what must not be done by whoever finds an open session.
 */
import './elements/office_theme.js';
import './elements/office_rows.js';
import './elements/drug_search.js';
import './elements/office_gestures.js';
import './elements/office_documents.js';
import { signIn } from './auth/sign_in.js';
import { stepUp } from './auth/step_up.js';
import { Refusal } from './lib/answers.js';
import { Server } from './engine/server.js';

// On a narrow screen the filters slide: the one that is chosen is shown.
for (const row of document.querySelectorAll('.filters')) {
  const chosen = row.querySelector('[aria-current]')?.getBoundingClientRect();
  if (chosen) row.scrollLeft += chosen.left - row.getBoundingClientRect().left - (row.clientWidth - chosen.width) / 2;
}

const SENTENCES = {
  unable: 'Ce navigateur ne sait pas lire les clés. Utilisez un navigateur à jour.',
  asking: 'Présentez votre clé, ou suivez ce que demande l’appareil…',
  cancelled: 'La clé n’a pas été présentée, ou pas à temps. Vous pouvez recommencer.',
  unreachable: 'Le serveur ne répond pas. Réessayez dans un instant.',
};

const button = /** @type {HTMLButtonElement|null} */ (document.querySelector('button#signin'));
if (button) {
  prepare(button, async () => {
    const next = await signIn({ credentials: navigator.credentials, server: new Server() });
    // What was typed before goes back to its page, which shows it again: nothing is carried out by that.
    const kept = /** @type {HTMLFormElement|null} */ (document.querySelector('form#kept'));
    if (kept) kept.requestSubmit();
    else location.assign(next);
  });
}
const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-step-up]'));
const confirmed = form?.querySelector('button');
if (form && confirmed) prepare(confirmed, () => stepUp(form, navigator.credentials));

/** @param {HTMLButtonElement} button @param {() => Promise<void>} act */
function prepare(button, act) {
  const status = (button.closest('form, section, main') ?? document).querySelector('[role=status]');
  const say = (/** @type {string} */ text) => {
    if (status) status.textContent = text;
  };
  button.addEventListener('click', (event) => {
    event.preventDefault();
    void open(button, say, act);
  });
  if ('credentials' in navigator) return;
  button.disabled = true;
  say(SENTENCES.unable);
}

/** @param {HTMLButtonElement} button @param {(text: string) => void} say @param {() => Promise<void>} act */
async function open(button, say, act) {
  button.disabled = true;
  say(SENTENCES.asking);
  try {
    await act();
  } catch (error) {
    button.disabled = false;
    say(sentenceFor(error));
  }
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.detail ?? SENTENCES.unreachable;
  return error instanceof DOMException ? SENTENCES.cancelled : SENTENCES.unreachable;
}
