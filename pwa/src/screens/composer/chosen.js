/**
 * What is being written about, and what a correction still lacks before it can be saved.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';

/** @typedef {import('../../elements/shapes.js').Cible} Cible */

/** @param {Cible} cible @param {{completing: boolean, correcting: boolean, change: () => void}} about */
export const chosen = (cible, { completing, correcting, change }) => html`<div class="chosen ${cible.alarm ? 'alarm' : ''}">
  ${icon(cible.alarm ? 'siren' : 'message-square-text')}
  <h3>${completing ? html`<span class="unseen">Compléter : </span>` : nothing}${cible.label}</h3>
  ${completing ? html`<span class="tag">Ajout</span>` : html`<button class="button plain" type="button" @click=${change}>Changer</button>`}
  ${correcting ? html`<span class="tag accent">${icon('pencil')}Correction</span>` : nothing}
  ${cible.alarm && !completing ? html`<span class="tag urgent strong">Alarme, épinglée jusqu’à l’infirmière</span>` : nothing}
</div>`;

/** Said where the thumb waits. @param {boolean} isChanged */
export const missing = (isChanged) => html`<p class="quiet small" role="status">
  ${isChanged ? 'Dites pourquoi vous corrigez.' : 'Modifiez ce qui doit l’être : l’ancienne version restera lisible.'}
</p>`;
