/**
 * "Ajouter une clé": two keys, one after the other, with a button before each: whoever has one port must swap them.
 */
import { addKey } from './auth/add_key.js';
import { Refusal } from './lib/answers.js';
import { EngineError } from './lib/engine_error.js';
import { Server } from './engine/server.js';

const SENTENCES = {
  unable: 'Ce navigateur ne sait pas créer de clé. Ouvrez cette page sur une tablette ou un ordinateur à jour.',
  asking: 'Présentez la nouvelle clé, ou suivez ce que demande l’appareil…',
  again: 'La nouvelle clé encore une fois, pour qu’elle ouvre aussi sans réseau…',
  swap: 'La nouvelle clé est prête. Prenez maintenant une clé que vous avez déjà, puis touchez le bouton.',
  confirming: 'Présentez la clé que vous avez déjà…',
  done: 'C’est fait : la clé est ajoutée, elle ouvre aussi sans réseau.',
  online: 'C’est fait : la clé est ajoutée. Elle ouvre dès qu’il y a du réseau.',
  cancelled: 'Rien n’a été ajouté : la clé n’a pas été présentée, ou pas à temps. Vous pouvez recommencer.',
  known: 'Cette clé est déjà l’une des vôtres : prenez-en une autre. Rien n’a changé.',
  wrong: 'Cette clé n’est pas l’une des vôtres. Rien n’a été ajouté ; recommencez avec la bonne.',
  unreachable: 'Le serveur ne répond pas. Rien n’a été ajouté ; réessayez dans un instant.',
};
const BUTTONS = { first: 'Présenter la nouvelle clé', second: 'Présenter ma clé actuelle', done: 'Voir mes clés' };

const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form#own-key'));
if (form) prepare(form);

/** @param {HTMLFormElement} form */
function prepare(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  const status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
  const say = (/** @type {string} */ text) => (status.textContent = text);
  const name = (/** @type {string} */ text) => (/** @type {HTMLElement} */ (button.querySelector('span')).textContent = text);
  /** @type {(() => void)|null} what the next touch of the button goes on with */
  let next = () => void begin();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    next?.();
  });
  if (!('credentials' in navigator)) {
    button.disabled = true;
    say(SENTENCES.unable);
  }

  async function begin() {
    const label = /** @type {HTMLInputElement} */ (form.elements.namedItem('label')).value.trim();
    button.disabled = true;
    say(SENTENCES.asking);
    try {
      const { opens_offline: isOffline } = await addKey(label, {
        credentials: navigator.credentials,
        server: new Server(),
        onSecondGesture: () => say(SENTENCES.again),
        onConfirming: swap,
      });
      say(isOffline ? SENTENCES.done : SENTENCES.online);
      name(BUTTONS.done);
      next = () => location.assign(form.dataset.done ?? '/bureau/mes-cles');
    } catch (error) {
      say(sentenceFor(error));
      name(BUTTONS.first);
      next = () => void begin();
    }
    button.disabled = false;
  }

  /** A gesture of its own: the person changes keys first. @returns {Promise<void>} */
  function swap() {
    say(SENTENCES.swap);
    name(BUTTONS.second);
    button.disabled = false;
    button.focus();
    return new Promise((done) => {
      next = () => {
        button.disabled = true;
        say(SENTENCES.confirming);
        done();
      };
    });
  }
}

/** @param {unknown} error */
function sentenceFor(error) {
  if (error instanceof Refusal) return error.detail ?? SENTENCES.unreachable;
  if (error instanceof EngineError) return error.code === 'wrong_key' ? SENTENCES.wrong : SENTENCES.cancelled;
  if (!(error instanceof DOMException)) return SENTENCES.unreachable;
  return error.name === 'InvalidStateError' ? SENTENCES.known : SENTENCES.cancelled;
}
