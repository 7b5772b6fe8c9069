/** What is at the thumb before the camera: the pages so far, the shutter, a file instead, the lamp. */
import { html, nothing } from 'lit-html';
import { icon } from '../icon.js';
import { pagesWords } from './words.js';

/** @typedef {import('../capture.js').Capture} Capture */

/** @param {Capture} host @param {boolean} isAgain a page is taken again */
export function shutterBar(host, isAgain) {
  const { pages, thumbs } = host.session;
  const last = pages.at(-1);
  const { hasLamp, isLit, isReady } = host.lens;
  return html`<div class="shutter-bar">
    <div class="side">
      ${last
        ? html`<button class="tool last-page" type="button" ?disabled=${host.isBusy} @click=${() => host.run(() => host.show(last.id))}>
            ${thumbs.has(last.id) ? html`<chevet-picture .given=${{ picture: thumbs.get(last.id) ?? null, says: '' }}></chevet-picture>` : icon('file-text')}<span>${pagesWords(pages.length)}</span>
          </button>`
        : nothing}
    </div>
    <button class="shutter" type="button" ?disabled=${!isReady || host.isBusy} aria-busy=${host.isBusy ? 'true' : 'false'} @click=${host.shoot}>
      <span class="ring" aria-hidden="true"></span><span>${isAgain ? 'Reprendre' : 'Photo'}</span>
    </button>
    <div class="side">
      ${hasLamp
        ? html`<button class="tool" type="button" aria-pressed=${isLit} @click=${() => /** @type {any} */ (host.querySelector('chevet-viewfinder')).turnLamp()}>${icon('flashlight')}<span>${isLit ? 'Éteindre' : 'Lampe'}</span></button>`
        : nothing}
      <button class="tool" type="button" ?disabled=${host.isBusy} @click=${host.onPick}>${icon('file-plus')}<span>Fichier</span></button>
    </div>
  </div>`;
}

/** The pages so far, in order. @param {Capture} host */
export function strip(host) {
  const { pages, thumbs } = host.session;
  return html`<ol class="shot-strip" aria-label="Pages">
    ${pages.map(
      (page, at) => html`<li>
        <button class="thumb" type="button" aria-current=${host.chosen === page.id ? 'true' : nothing} ?disabled=${host.isBusy} @click=${() => host.run(() => host.show(page.id))}>
          ${thumbs.has(page.id) ? html`<chevet-picture .given=${{ picture: thumbs.get(page.id) ?? null, says: '' }}></chevet-picture>` : icon('file-text')}
          <span><span class="unseen">Page </span>${at + 1}${host.session.isInDoubt(page) ? html` · floue` : nothing}</span>
        </button>
      </li>`,
    )}
  </ol>`;
}
