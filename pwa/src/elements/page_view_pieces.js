/**
 * What stands around a page that is read: its tools at the thumb, and what kept it from coming.
 */
import { html, nothing } from 'lit-html';
import { icon } from './icon.js';

/**
 * @typedef {{words: string, at: number, count: number, isSmallest: boolean, isLargest: boolean,
 *   turn: (by: number) => void, zoom: (by: number) => void}} Tools
 */

/** @param {Tools} given */
export const tools = ({ words, at, count, isSmallest, isLargest, turn, zoom }) => html`<div class="page-tools">
  ${count > 1 ? tool('chevron-left', 'Précédente', at === 0, () => turn(-1)) : nothing}
  ${tool('zoom-out', 'Réduire', isSmallest, () => zoom(-1))}
  <span class="page-words" role="status"><span class="unseen">${words}</span>${count ? html`<b aria-hidden="true">${at + 1} / ${count}</b>` : nothing}</span>
  ${tool('zoom-in', 'Agrandir', isLargest, () => zoom(1))}
  ${count > 1 ? tool('chevron-right', 'Suivante', at === count - 1, () => turn(1)) : nothing}
</div>`;

/** @param {import('./icon.js').IconName} name @param {string} words @param {boolean} isOff @param {() => void} act */
const tool = (name, words, isOff, act) => html`<button class="tool" type="button" ?disabled=${isOff} @click=${act}>${icon(name)}<span>${words}</span></button>`;

/** @param {string} problem in French @param {boolean} isSmall the thumbnail is shown meanwhile @param {() => void} again */
export const trouble = (problem, isSmall, again) => html`<div class="page-trouble" role="alert">
  ${icon('cloud-off')}
  <p><b>${isSmall ? 'La vignette seulement.' : 'Page non affichée.'}</b> ${problem}</p>
  <button class="button" type="button" @click=${again}>Réessayer</button>
</div>`;
