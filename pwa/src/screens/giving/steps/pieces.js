/**
 * What steps are drawn with: large keys to choose from, a value in big, facts side by side, a notice.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../../elements/icon.js';
import { unbroken } from '../../../lib/unbroken.js';

/** @typedef {import('../../../elements/icon.js').IconName} IconName */
/** @typedef {{value: string, label: string, more?: unknown}} Key */

/** One choice among few. @param {string} name what it is about @param {Key[]} keys @param {string|null|undefined} chosen @param {(value: string) => void} choose @param {''|'few'} [size] few: three short ones on a line */
export const keysOf = (name, keys, chosen, choose, size = '') => html`<div class="step-keys ${size}" role="group" aria-label=${name}>
  ${keys.map(
    ({ value, label, more }) => html`<button class="chip" type="button" aria-pressed=${chosen === value} data-value=${value} @click=${() => choose(value)}>
      <span>${unbroken(label)}${more ? html`<small>${more}</small>` : nothing}</span>
    </button>`,
  )}
</div>`;

/** The number that matters, and what it is. @param {string} value @param {unknown} beside */
export const big = (value, beside) => html`<p class="step-big"><b>${unbroken(value)}</b>${beside ? html`<span>${beside}</span>` : nothing}</p>`;

/** @param {[string, unknown][]} facts those without words are left out */
export const facts = (facts) => html`<dl class="step-facts">
  ${facts.map(([name, words]) => (words ? html`<div><dt>${name}</dt><dd>${typeof words === 'string' ? unbroken(words) : words}</dd></div>` : nothing))}
</dl>`;

/** @param {''|'attention'|'urgent'} tone @param {IconName} name @param {string} title @param {unknown} [more] */
export const notice = (tone, name, title, more) => html`<div class="notice ${tone}" role=${tone === 'urgent' ? 'alert' : nothing}>
  ${icon(name)}
  <h4>${unbroken(title)}</h4>
  ${more ? html`<div>${more}</div>` : nothing}
</div>`;

/** A few words, where a choice asks for them. @param {string} label @param {string} value @param {(text: string) => void} set @param {'text'|'decimal'} [mode] */
export const words = (label, value, set, mode = 'text') => html`<input
  class="field"
  type="text"
  inputmode=${mode}
  autocomplete="off"
  maxlength="120"
  aria-label=${label}
  placeholder=${label}
  .value=${value}
  @input=${(/** @type {Event} */ { target }) => set(/** @type {HTMLInputElement} */ (target).value)}
/>`;
