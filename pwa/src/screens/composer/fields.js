/**
 * What may be said of a cible, and nothing must be: ready-made phrases and one line each for Données, Actions and
 * Résultat; the sections of a macro-cible; importance and "à lire".
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { icon } from '../../elements/icon.js';
import { PARTS } from '../../elements/texts.js';
import { capitalised } from '../../lib/said.js';
import { toggled } from './draft.js';

/** @typedef {import('../../elements/shapes.js').Cible} Cible */
/** @typedef {import('./draft.js').Draft} Draft */
/** @typedef {(draft: Draft) => void} Change */

/** @param {Draft} draft @param {Cible|undefined} cible @param {Change} change */
export function fields(draft, cible, change) {
  const phrases = { data: cible?.data ?? [], actions: cible?.actions ?? [], result: cible?.results ?? [] };
  return html`
    ${cible?.macro ? sections(draft, /** @type {string[]} */ (cible.sections), change) : nothing}
    ${PARTS.map((part) => field(part, phrases[part.name], draft, change))}
    <p class="quiet small">Ce qui est écrit ici entre au dossier. Les notes préparatoires ou personnelles n’y ont pas leur place.</p>
  `;
}

/** @param {typeof PARTS[number]} part @param {string[]} phrases @param {Draft} draft @param {Change} change */
function field({ name, word, hint }, phrases, draft, change) {
  const all = [...new Set([...phrases, ...draft.chips[name]])];
  return html`<div class="about-text" role="group" aria-labelledby="part-${name}">
    <h3 id="part-${name}">${word}</h3>
    <div class="chips">
      ${all.map(
        (phrase) => html`<button class="chip" type="button" aria-pressed=${draft.chips[name].includes(phrase)} @click=${() => change(toggled(draft, name, phrase))}>
          ${capitalised(phrase)}
        </button>`,
      )}
    </div>
    ${line(`${word} : texte`, hint, draft[name], (text) => change({ ...draft, [name]: text }))}
  </div>`;
}

/** @param {Draft} draft @param {string[]} names @param {Change} change */
const sections = (draft, names, change) =>
  names.map(
    (name) => html`<div class="about-text">
      <h3>${name}</h3>
      ${line(name, '', draft.sections[name] ?? '', (text) => change({ ...draft, sections: { ...draft.sections, [name]: text } }))}
    </div>`,
  );

/** The browser must not keep what is typed: autocomplete off also keeps it out of the session it saves on disk. @param {string} label @param {string} hint @param {string} value @param {(text: string) => void} set */
const line = (label, hint, value, set) => html`<textarea
  class="field"
  rows="1"
  autocomplete="off"
  aria-label=${label}
  placeholder=${hint}
  .value=${live(value)}
  @input=${(/** @type {Event} */ { target }) => set(/** @type {HTMLTextAreaElement} */ (target).value)}
></textarea>`;

/** @param {Draft} draft @param {Change} change */
export function weight(draft, change) {
  const option = (/** @type {'normal'|'important'} */ value, /** @type {unknown} */ word) => html`<label class=${value}>
    <input
      type="radio"
      name="importance"
      autocomplete="off"
      .checked=${live(draft.importance === value)}
      @change=${() => change({ ...draft, importance: value })}
    />${word}</label
  >`;
  return html`<div class="weight">
    <fieldset class="two">
      <legend class="unseen">Importance</legend>
      ${option('normal', 'Normale')} ${option('important', html`${icon('flag')}Importante`)}
    </fieldset>
    <button class="chip" type="button" aria-pressed=${draft.to_read} @click=${() => change({ ...draft, to_read: !draft.to_read })}>
      ${icon('bookmark')}À lire
    </button>
  </div>`;
}
