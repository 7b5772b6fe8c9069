/**
 * The way to the scanner: its script comes when somebody first scans, and the worker keeps its program while nobody
 * waits, so that it is there with no network.
 */
import { html } from 'lit-html';
import { icon } from './icon.js';
import './verdict.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @type {Promise<unknown>|null} */
let coming = null;
let isMissing = false;

/** Fetches it and starts its program: worth doing where a scan is likely to be next. @returns {Promise<unknown>} */
export function readyToScan() {
  coming ??= import('./scanner.js').then(
    ({ prepare }) => ((isMissing = false), prepare().catch(() => {})),
    () => {
      isMissing = true;
      coming = null;
    },
  );
  return coming;
}

/** The scanner, or what is told until it is here. @param {Drawn} host @param {import('./scanner.js').Given} given */
export function scanner(host, given) {
  if (customElements.get('chevet-scanner')) return html`<chevet-scanner .engine=${host.engine} .given=${given}></chevet-scanner>`;
  if (isMissing) return notHere(host);
  void readyToScan().then(host.redraw);
  return html`<p class="scan-words" role="status">Ouverture du scanner</p>`;
}

/** @param {Drawn} host */
const notHere = (host) => html`<div class="notice attention" role="alert">
  ${icon('cloud-off')}
  <p>Le scanner n’est pas encore sur la tablette : il a besoin du réseau une première fois. Un lecteur à main fonctionne sans lui.</p>
  <div class="buttons">
    <button class="button" type="button" @click=${() => readyToScan().then(host.redraw)}>Réessayer</button>
    <button class="button" type="button" @click=${() => host.send('scan-closed', null)}>Fermer le scanner</button>
  </div>
</div>`;

globalThis.navigator?.serviceWorker?.ready.then(({ active }) => active?.postMessage('keep'));
