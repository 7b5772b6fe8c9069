/** What is told to whoever notes without reading, and what may be said. */
import { html } from 'lit-html';
import { icon } from '../../elements/icon.js';

/** @type {[import('../../engine/unread.js').Note['what'], string][]} */
export const WHATS = [['given', 'Donné'], ['refused', 'Refusé'], ['note', 'À transmettre']];

export const warning = html`<div class="notice">
  ${icon('cloud-off')}
  <p>Sans réseau, votre clé n’ouvre pas la tablette. Scannez l’étiquette d’une personne : vous notez pour elle, sans rien lire d’elle. <b>Rien de ce que vous notez ne se verra ici</b>, pas même par vos collègues, tant que le réseau n’est pas revenu : dites-le-leur. Une infirmière le lira alors.</p>
</div>`;
