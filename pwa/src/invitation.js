/**
 * The invitation page: one button, one passkey. The page's words are the server's; what happens is said in its status.
 */
import { register } from './auth/registration.js';
import { Refusal } from './lib/answers.js';
import { Server } from './engine/server.js';

const SENTENCES = {
  unable: 'Ce navigateur ne sait pas créer de clé. Ouvrez ce lien sur un téléphone ou une tablette à jour.',
  asking: 'Présentez votre clé, ou suivez ce que demande l’appareil…',
  again: 'Encore une fois, pour que votre clé ouvre aussi les tablettes sans réseau…',
  cancelled: 'Rien n’a été enregistré : la clé n’a pas été présentée, ou pas à temps. Vous pouvez recommencer.',
  known: 'Cette clé est déjà enregistrée pour vous : il n’y a rien à faire de plus.',
  unreachable: 'Le serveur ne répond pas. Rien n’a été enregistré ; réessayez dans un instant.',
};

const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form#invitation'));
if (form) prepare(form);

/** @param {HTMLFormElement} form */
function prepare(form) {
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void accept(form.dataset.token ?? '', button, (text) => (status.textContent = text));
  });
  if (!('credentials' in navigator)) {
    button.disabled = true;
    status.textContent = SENTENCES.unable;
  }
}

/** @param {string} token @param {HTMLButtonElement} button @param {(text: string) => void} say */
async function accept(token, button, say) {
  button.disabled = true;
  say(SENTENCES.asking);
  const tools = {
    credentials: navigator.credentials,
    server: new Server(),
    onSecondGesture: () => say(SENTENCES.again),
  };
  try {
    const { staff } = await register(token, tools);
    button.hidden = true;
    say(
      `C’est fait, ${staff.first_name} : votre clé est enregistrée. Touchez votre prénom sur une tablette pour l’ouvrir.`,
    );
  } catch (error) {
    button.disabled = false;
    say(sentenceFor(error));
  }
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.detail ?? SENTENCES.unreachable;
  if (!(error instanceof DOMException)) return SENTENCES.unreachable;
  return error.name === 'InvalidStateError' ? SENTENCES.known : SENTENCES.cancelled;
}
