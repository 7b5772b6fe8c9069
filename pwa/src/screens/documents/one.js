/**
 * One document, read: its pages, what is known of it, and the way back.
 */
import { html, nothing } from 'lit-html';
import { beside } from '../../elements/beside.js';
import { icon } from '../../elements/icon.js';
import { withdraw } from '../../engine/documents.js';
import { UNDO } from '../../lib/documents.js';
import { stateTag, told, validity } from './row.js';

/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */
/** @typedef {import('../../engine/documents.js').Shown} Shown */

/** @param {Drawn} host @param {Shown} document @param {{close: () => void}} asked */
export function one(host, document, { close }) {
  const isFresh = document.mine && Date.now() - Date.parse(document.captured_at) < UNDO && !document.quarantined;
  const takeBack = () => host.attempt(async () => {
    await withdraw(host.engine, document);
    close();
    host.send('say', { text: 'Document retiré' });
  });
  return html`<div class="document-one">
    <header>
      <button class="button plain" type="button" @click=${close}>${icon('chevron-left')}Documents</button>
      <h2 tabindex="-1">${document.kind_label}</h2>
    </header>
    <div class="document-state">
      <p class="document-told"><span class="quiet">${told(host, document)}</span> ${stateTag(document)} ${validity(document)}</p>
      ${isFresh ? html`<button class="button" type="button" @click=${takeBack}>${icon('undo-2')}Retirer</button>` : nothing}
    </div>
    ${document.note ? html`<p class="document-told">${document.note}</p>` : nothing} ${document.marks?.map(beside)}
    ${document.quarantined ? html`<p class="document-told"><a class="button" href="/a-revoir">Voir ce qui est à revoir</a></p>` : nothing}
    <chevet-page-view .engine=${host.engine} .given=${{ document }}></chevet-page-view>
  </div>`;
}
