/** What the scanner draws: what the camera sees, why it sees nothing, a code typed by hand, and its tools. */
import { html, nothing } from 'lit-html';
import { icon } from '../icon.js';

/** @param {boolean} isHeld nothing is looked at while a verdict is read */
export const picture = (isHeld) => html`<div class="scan-picture ${isHeld ? 'held' : ''}">
  <video playsinline .muted=${true} aria-hidden="true"></video>
  <span class="scan-aim" aria-hidden="true"></span>
</div>`;

/** @param {import('./words.js').Words} words @param {{mayGiveWithout: boolean, again: () => void}} ways */
export const notice = ({ icon: name, title, says, again: verb }, { mayGiveWithout, again }) => html`<div class="notice attention" role="alert">
  ${icon(name)}
  <p><b>${title}</b></p>
  <p>${says} Vous pouvez aussi taper le code${mayGiveWithout ? ', ou donner sans scan' : ''}.</p>
  ${verb ? html`<div class="buttons"><button class="button" type="button" @click=${again}>${verb}</button></div>` : nothing}
</div>`;

/** @param {string} problem @param {(event: SubmitEvent) => void} onTyped */
export const typing = (problem, onTyped) => html`<form class="scan-typing" novalidate @submit=${onTyped}>
  <label for="scan-code">Code tapé : les chiffres sous le code-barres, ou les lettres de l’étiquette</label>
  <div>
    <input class="field" id="scan-code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" enterkeyhint="done" aria-invalid=${problem ? 'true' : 'false'} aria-describedby="scan-problem" />
    <button class="button" type="submit">Vérifier</button>
  </div>
  <p class="problem" id="scan-problem" role="alert">${problem}</p>
</form>`;

/** @param {import('../icon.js').IconName} name @param {string} words @param {() => void} run */
export const tool = (name, words, run) => html`<button class="tool" type="button" @click=${run}>${icon(name)}<span>${words}</span></button>`;
