/**
 * One document in the list: what it is, when and by whom, and how far it is.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import '../../elements/thumb.js';
import { pagesWords, validityWords } from '../../lib/documents.js';
import { ago } from '../../lib/time_words.js';

/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */
/** @typedef {import('../../engine/documents.js').Shown} Shown */

/** @param {Drawn} host @param {Shown} document @param {() => void} open */
export function row(host, document, open) {
  return html`<li>
    <button class="document-row" type="button" data-document=${document.id} @click=${open}>
      <chevet-thumb .engine=${host.engine} .document=${document}></chevet-thumb>
      <span class="lines">
        <b>${document.kind_label}</b>
        ${document.note ? html`<span class="note">${document.note}</span>` : nothing}
        <span class="quiet">${told(host, document)}</span>
        <span class="tags">${stateTag(document)} ${document.is_filed || document.state === 'refused' || !document.kind ? nothing : html`<span class="tag">${icon('list-checks')}À classer</span>`} ${validity(document)}</span>
      </span>
    </button>
  </li>`;
}

/** "2 pages, il y a 12 min, Aïcha". @param {Drawn} host @param {Shown} document */
export const told = (host, document) => [pagesWords(document), ago(new Date(document.captured_at), host.zone), document.mine ? 'par vous' : document.byName].filter(Boolean).join(', ');

/** @param {Shown} document */
export const stateTag = ({ words }) => html`<span class="tag strong ${words.tone}">${icon(words.icon)}<span>${words.text}</span></span>`;

/** One that another replaces holds no more, whatever its date. @param {Shown} document */
export function validity({ valid_until: until, is_replaced: isReplaced }) {
  if (isReplaced) return html`<span class="tag strong">${icon('history')}Remplacé</span>`;
  const words = validityWords(until, new Date());
  return words ? html`<span class="tag ${words.isOver ? 'attention strong' : ''}">${icon(words.isOver ? 'triangle-alert' : 'clock')}${words.text}</span>` : nothing;
}
