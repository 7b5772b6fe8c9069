/**
 * The invitation page: one button, one passkey. The page's words are the server's; what happens is said in its status.
 */
import { register } from './auth/registration.js';
import { Refusal } from './lib/answers.js';
import { Server } from './engine/server.js';

const SENTENCES = {
  unable: 'Ce navigateur ne sait pas créer de clé. Ouvrez ce lien sur un téléphone ou une tablette à jour.',
  asking: 'Présentez votre clé, ou suivez ce que demande l’appareil…',
  tablet: 'Confirmez avec le verrou de la tablette…',
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
  const buttons = [...form.querySelectorAll('button')];
  const say = (/** @type {string} */ text) => (status.textContent = text);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.dataset.way === 'tablet') void chooseCode(form, buttons, say);
    else void accept(form, buttons, say);
  });
  if ('credentials' in navigator) return;
  for (const button of buttons) button.disabled = true;
  say(SENTENCES.unable);
}

/** The code that goes with this tablet's own passkey, twice. @param {HTMLFormElement} form @param {HTMLButtonElement[]} buttons @param {(text: string) => void} say */
async function chooseCode(form, buttons, say) {
  const { askTwice } = await import('./elements/code_twice.js');
  const ways = /** @type {HTMLElement} */ (form.querySelector('[data-ways]'));
  const place = /** @type {HTMLElement} */ (form.querySelector('[data-code]'));
  ways.hidden = true;
  place.hidden = false;
  say('');
  const asked = askTwice(place);
  form.scrollIntoView({ block: 'start' });
  const code = await asked;
  ways.hidden = false;
  place.hidden = true;
  await accept(form, buttons, say, code);
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement[]} buttons @param {(text: string) => void} say @param {string|null} [code] */
async function accept(form, buttons, say, code = null) {
  for (const button of buttons) button.disabled = true;
  say(code ? SENTENCES.tablet : SENTENCES.asking);
  const tools = {
    credentials: navigator.credentials,
    server: new Server(),
    onSecondGesture: () => say(SENTENCES.again),
  };
  try {
    const { staff } = await register(form.dataset.token ?? '', tools, code);
    for (const each of form.querySelectorAll('[data-ways]')) each.remove();
    const where = code ? 'cette tablette, puis tapez votre code' : 'une tablette pour l’ouvrir';
    say(`C’est fait, ${staff.first_name} : votre clé est enregistrée. Touchez votre prénom sur ${where}.`);
    for (const each of form.querySelectorAll('[data-after]')) each.removeAttribute('hidden');
  } catch (error) {
    for (const button of buttons) button.disabled = false;
    say(sentenceFor(error));
  }
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.detail ?? SENTENCES.unreachable;
  if (!(error instanceof DOMException)) return SENTENCES.unreachable;
  return error.name === 'InvalidStateError' ? SENTENCES.known : SENTENCES.cancelled;
}
