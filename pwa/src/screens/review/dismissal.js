/**
 * Leaving something out takes a reason: the usual ones in a tap, any other in a line.
 */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

const REASONS = ['Déjà notée autrement', 'Saisie en double', 'Saisie par erreur'];
const SHORTEST = 3;
const LONGEST = 300;

/**
 * @param {{reason: string, onReason: (reason: string) => void, onCancel: () => void, onDone: () => void}} asked
 */
export function dismissal({ reason, onReason, onCancel, onDone }) {
  const typed = (/** @type {Event} */ { target }) => onReason(/** @type {HTMLInputElement} */ (target).value);
  return html`<div class="about-text" role="group" aria-label="Pourquoi l’écarter">
    <div class="chips">
      ${REASONS.map((one) => html`<button class="chip" type="button" aria-pressed=${reason === one} @click=${() => onReason(one)}>${one}</button>`)}
    </div>
    <input class="field" type="text" autocomplete="off" maxlength=${LONGEST} aria-label="Autre raison" placeholder="Autre raison" .value=${live(reason)} @input=${typed} />
    <div class="buttons">
      <button class="button primary" type="button" ?disabled=${reason.trim().length < SHORTEST} @click=${onDone}>Écarter cette saisie</button>
      <button class="button plain" type="button" @click=${onCancel}>Ne rien changer</button>
    </div>
  </div>`;
}
