/** What its author left unfinished: to take up again, or to throw away, which is asked twice since nothing brings it back. */
import { html, nothing } from 'lit-html';
import { icon } from '../icon.js';
import { pagesWords } from './words.js';

/** @typedef {import('./session.js').Draft} Draft */
/** @typedef {{resume: (draft: Draft) => void, discard: (draft: Draft) => void}} Ways */

/** The one about to be thrown away. @type {Draft|null} */
let asked = null;

/** @param {import('../capture.js').Capture} host @param {Draft[]} drafts @param {Ways} ways */
export function leftDrafts(host, drafts, { resume, discard }) {
  const draft = drafts.find(({ pages }) => pages.some(({ isRemoved }) => !isRemoved));
  if (!draft) return nothing;
  const count = draft.pages.filter(({ isRemoved }) => !isRemoved).length;
  const at = new Date(draft.startedAt).toLocaleString('fr-FR', { ...host.zone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  const ask = (/** @type {Draft|null} */ one) => ((asked = one), host.redraw());
  const isAsked = asked === draft;
  return html`<div class="notice attention left-draft" role="note">
    ${icon('camera')}
    <p>
      <b>${isAsked ? `Jeter ${pagesWords(count)} pour de bon ?` : 'Une prise de vue n’est pas terminée'}</b>
      ${isAsked ? nothing : html`<span>${pagesWords(count)}, le ${at}</span>`}
    </p>
    <div class="buttons">
      ${isAsked
        ? html`<button class="button danger" type="button" ?disabled=${host.isBusy} @click=${() => (ask(null), discard(draft))}>Jeter</button
            ><button class="button" type="button" @click=${() => ask(null)}>Garder</button>`
        : html`<button class="button primary" type="button" ?disabled=${host.isBusy} @click=${() => resume(draft)}>Reprendre</button
            ><button class="button" type="button" @click=${() => ask(draft)}>Jeter</button>`}
    </div>
  </div>`;
}
