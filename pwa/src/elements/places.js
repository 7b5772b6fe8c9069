/**
 * The places of the bedside, under the thumb. The office is a page of its own, for those who may enter it.
 */
import { html, nothing } from 'lit-html';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Engine} Engine */

/** @param {Engine} engine @param {{name: string}} route @param {string} unit */
export function places(engine, route, unit) {
  const unread = engine.persons(unit || undefined).reduce((sum, person) => sum + person.unread, 0);
  return html`<nav class="places" aria-label="Écrans">
    ${place('/personnes', 'users', 'Personnes', route.name !== 'transmissions')}
    ${place('/transmissions', 'message-square-text', 'Transmissions', route.name === 'transmissions', unread)}
    ${engine.may('office.use') ? place('/bureau', 'briefcase', 'Bureau', false, 0, () => engine.toOffice()) : nothing}
  </nav>`;
}

/**
 * @param {string} href @param {import('./icon.js').IconName} name @param {string} word @param {boolean} here
 * @param {number} [unread] @param {() => void} [leave]
 */
const place = (href, name, word, here, unread = 0, leave = () => {}) => html`<a
  href=${href}
  aria-current=${here ? 'page' : nothing}
  @click=${leave}
>
  <span class="sign">${icon(name)}${unread ? html`<span class="count-badge">${unread}</span>` : nothing}</span>
  <span>${word}${unread ? html`<span class="unseen">, ${unread} non lues</span>` : nothing}</span>
</a>`;
