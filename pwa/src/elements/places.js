/**
 * The places of the bedside, under the thumb, four at most. The office is a page of its own, for those who may enter it;
 * whoever gives drugs has it in the header instead.
 */
import { html, nothing } from 'lit-html';
import { isOverdue } from '../lib/overdue.js';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Engine} Engine */

/** @param {Engine} engine @param {{name: string}} route @param {string} unit */
export function places(engine, route, unit) {
  const unread = engine.persons(unit || undefined).reduce((sum, person) => sum + person.unread, 0);
  const late = engine.followUps(unit || undefined).filter((one) => isOverdue(one)).length;
  const { name } = route;
  return html`<nav class="places" aria-label="Écrans">
    ${place('/personnes', 'users', 'Personnes', !['transmissions', 'todo', 'review', 'giving'].includes(name))}
    ${engine.may('medication.give') ? place('/tournee', 'pill', 'Tournée', name === 'giving') : nothing}
    ${place('/transmissions', 'message-square-text', 'Transmissions', name === 'transmissions', badge(unread, 'non lues', ''))}
    ${place('/a-faire', 'list-checks', 'À faire', name === 'todo', badge(late, 'en retard', 'late'))}
    ${engine.may('office.use') && !engine.may('medication.give') ? place('/bureau', 'briefcase', 'Bureau', false, null, () => engine.toOffice()) : nothing}
  </nav>`;
}

/** @typedef {{count: number, words: string, tone: string}|null} Badge */

/** @param {number} count @param {string} words @param {string} tone @returns {Badge} */
const badge = (count, words, tone) => (count ? { count, words, tone } : null);

/**
 * @param {string} href @param {import('./icon.js').IconName} name @param {string} word @param {boolean} here
 * @param {Badge} [told] @param {() => void} [leave]
 */
const place = (href, name, word, here, told = null, leave = () => {}) => html`<a
  href=${href}
  aria-current=${here ? 'page' : nothing}
  @click=${leave}
>
  <span class="sign">${icon(name)}${told ? html`<span class="count-badge ${told.tone}">${told.count}</span>` : nothing}</span>
  <span>${word}${told ? html`<span class="unseen">, ${told.count} ${told.words}</span>` : nothing}</span>
</a>`;
