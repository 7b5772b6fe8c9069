/**
 * The way to the camera that takes pages: its script comes when somebody first needs it, and is kept by the worker.
 */
import { html } from 'lit-html';
import { openDraft, resumeDrafts, roomWords } from '../engine/documents.js';
import { drafting } from './capture/drafting.js';
import { icon } from './icon.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */

Object.assign(drafting, { openDraft, resumeDrafts, roomWords });

/** @type {Promise<unknown>|null} */
let coming = null;
let isMissing = false;

/** Fetches it: worth doing where a photo is likely to be next. @returns {Promise<unknown>} */
export function readyToCapture() {
  coming ??= import('./capture.js').then(
    () => (isMissing = false),
    () => {
      isMissing = true;
      coming = null;
    },
  );
  return coming;
}

/** The camera and its pages, or what is told until it is here. @param {Drawn} host @param {import('./capture.js').Given} given */
export function capture(host, given) {
  if (customElements.get('chevet-capture')) return html`<chevet-capture .engine=${host.engine} .given=${given}></chevet-capture>`;
  if (isMissing) return notHere(host);
  void readyToCapture().then(host.redraw);
  return html`<p class="capture-words" role="status">Ouverture de l’appareil photo</p>`;
}

/** @param {Drawn} host */
const notHere = (host) => html`<div class="notice attention" role="alert">
  ${icon('cloud-off')}
  <p>L’appareil photo n’est pas encore prêt sur cette tablette : il a besoin du réseau une première fois.</p>
  <div class="buttons"><button class="button" type="button" @click=${() => readyToCapture().then(host.redraw)}>Réessayer</button></div>
</div>`;
