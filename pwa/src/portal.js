/**
 * The portal of relatives: creating a key and showing it. Whoever is signed in reads without any script.
 */
import { assertionJson, attestationJson, creationOptions, requestOptions } from './auth/credential.js';
import { Refusal } from './lib/answers.js';
import { Server } from './engine/server.js';

const SENTENCES = {
  unable: 'Ce navigateur est trop ancien pour les clés. Essayez sur un autre appareil.',
  asking: 'Suivez ce que demande votre appareil…',
  cancelled: 'Rien n’a été fait : la clé n’a pas été présentée. Vous pouvez recommencer.',
  known: 'Cet appareil a déjà votre clé. Allez à la page « Entrer ».',
  unreachable: 'Le serveur ne répond pas. Réessayez dans un instant.',
};

/** @typedef {(form: HTMLFormElement, server: Server) => Promise<{next: string}>} Act */

prepare('form#enter', async (_form, server) => {
  const { publicKey } = await server.post('/api/entrer/options', {});
  const shown = await navigator.credentials.get({ publicKey: requestOptions(publicKey) });
  return server.post('/api/entrer', { assertion: assertionJson(/** @type {PublicKeyCredential} */ (shown)) });
});

prepare('form#invitation', async (form, server) => {
  const token = form.dataset.token ?? '';
  const code = /** @type {HTMLInputElement|null} */ (form.querySelector('input[name=code]'))?.value ?? null;
  const { publicKey } = await server.post('/api/invitation/options', { token, code });
  const made = await navigator.credentials.create({ publicKey: creationOptions(publicKey) });
  return server.post('/api/invitation', { token, credential: attestationJson(/** @type {PublicKeyCredential} */ (made)) });
});

/** @param {string} selector @param {Act} act */
function prepare(selector, act) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector(selector));
  if (!form) return;
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(form, button, status, act);
  });
  if ('credentials' in navigator) return;
  button.disabled = true;
  status.textContent = SENTENCES.unable;
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement} button @param {HTMLElement} status @param {Act} act */
async function run(form, button, status, act) {
  button.disabled = true;
  status.textContent = SENTENCES.asking;
  try {
    await act(form, new Server());
    location.assign('/');
  } catch (error) {
    button.disabled = false;
    status.textContent = sentenceFor(error);
  }
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.detail ?? SENTENCES.unreachable;
  if (!(error instanceof DOMException)) return SENTENCES.unreachable;
  return error.name === 'InvalidStateError' ? SENTENCES.known : SENTENCES.cancelled;
}
