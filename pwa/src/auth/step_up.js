/**
 * Step-up: a form that waits for its author's key. What the key answers goes with the form, over exactly its fields.
 */
import { assertionJson, requestOptions } from './credential.js';

/**
 * @param {HTMLFormElement} form with `data-step-up`, the browser's options as the server wrote them
 * @param {CredentialsContainer} credentials
 */
export async function stepUp(form, credentials) {
  const publicKey = requestOptions(JSON.parse(form.dataset.stepUp ?? ''));
  const shown = /** @type {PublicKeyCredential} */ (await credentials.get({ publicKey }));
  const answer = /** @type {HTMLInputElement} */ (form.elements.namedItem('step_up'));
  answer.value = JSON.stringify(assertionJson(shown));
  form.submit();
}
