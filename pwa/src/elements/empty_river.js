/**
 * A river without entries: nothing was written, all was read, or nothing was found; and the way on.
 */
import { html, nothing } from 'lit-html';
import { asksForMore } from '../lib/search.js';
import { icon } from './icon.js';

/** @param {string|undefined} person */
export const empty = (person) => html`<div class="empty">
  ${icon('message-square-text')}
  <h2>Aucune transmission sur 7 jours</h2>
  <p>${person ? 'Touchez une cible ci-dessous pour noter la première.' : 'Ouvrez une personne pour noter ce que l’équipe doit savoir.'}</p>
</div>`;

/** @param {import('./place_kept.js').Place} place @param {() => void} showAll */
export function nothingFound({ kind, asked }, showAll) {
  const isRead = !asksForMore(asked) && (kind === 'unread' || kind === 'to_read');
  const words = asked.words.trim();
  return html`<div class="empty">
    ${icon(isRead ? 'check-check' : 'search')}
    <h2>${isRead ? 'Tout est lu' : words ? `Aucun résultat pour « ${words} »` : 'Rien avec ce filtre'}</h2>
    ${words ? html`<p>Le début des mots suffit : cible, texte, prénom de l’auteur. Essayez un mot de moins, ou un autre.</p>` : nothing}
    <button class="button plain" type="button" @click=${showAll}>Tout afficher</button>
  </div>`;
}
