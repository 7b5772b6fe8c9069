/**
 * The value: one big field for each number with its unit said, or a scale to touch; then what goes beside it.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { LABELS, REASONS } from '../../lib/observation_kinds.js';
import { turned, typing } from './draft.js';

/** @typedef {import('./draft.js').Draft} Draft */
/** @typedef {import('../../lib/observation_kinds.js').Kind} Kind */
/** @typedef {import('../../lib/observation_kinds.js').Part} Part */
/** @typedef {(draft: Draft) => void} Change */

/** @param {Draft} draft @param {Kind} kind @param {Change} change */
export function values(draft, kind, change) {
  if (kind.isCounted) return counted(draft, kind, change);
  return html`<div class="numbers">${kind.parts.filter((part) => isAsked(part, draft)).map((part) => (isScale(part) ? scale(part, draft, change) : number(part, draft, change)))}</div>`;
}

/** The flow of oxygen is asked of those who have some. @param {Part} part @param {Draft} draft */
const isAsked = ({ name, isOptional }, { contexts }) => !isOptional || contexts.includes(name);

/** @param {Part} part */
const isScale = ({ choices, possible, unit }) => choices.length > 0 || (unit.startsWith('/') && possible[1] <= 10);

/** @param {Part} part @param {Draft} draft @param {Change} change */
const number = (part, draft, change) => html`<label class="number">
  <span>${part.label}</span>
  <span class="with-unit"
    ><input
      class="field"
      inputmode=${part.decimals || part.other.length ? 'decimal' : 'numeric'}
      autocomplete="off"
      maxlength="12"
      name=${part.name}
      aria-describedby="measure-asked"
      .value=${live(draft.typed[part.name] ?? '')}
      @input=${(/** @type {Event} */ { target }) => change(typing(draft, part.name, /** @type {HTMLInputElement} */ (target).value))}
    /><b>${part.unit}</b></span
  >
</label>`;

/** @param {Part} part @param {Draft} draft @param {Change} change */
function scale(part, draft, change) {
  const [low, high] = part.possible;
  const steps = Array.from({ length: high - low + 1 }, (_, at) => String(low + at));
  const words = (/** @type {string} */ step) => part.choices[Number(step) - low] ?? step;
  const pick = (/** @type {string} */ step) => change(typing(draft, part.name, draft.typed[part.name] === step ? '' : step));
  return html`<div class=${part.choices.length ? 'choices' : 'steps'} role="group" aria-label=${part.label}>
    ${steps.map((step) => html`<button class="chip" type="button" aria-pressed=${draft.typed[part.name] === step} @click=${() => pick(step)}>${words(step)}</button>`)}
  </div>`;
}

/** The score is how many signs were seen. @param {Draft} draft @param {Kind} kind @param {Change} change */
function counted(draft, kind, change) {
  const isNone = draft.contexts.length === 0 && draft.typed.value === '0';
  return html`<div class="group" role="group" aria-labelledby="measure-signs">
    <h3 id="measure-signs">Signes vus${draft.typed.value ? ` : ${draft.typed.value} sur ${kind.contexts.length}` : ''}</h3>
    <div class="choices">
      ${kind.contexts.map(({ name, label }) => html`<button class="chip" type="button" aria-pressed=${draft.contexts.includes(name)} @click=${() => change(turned(draft, name))}>${label}</button>`)}
      <button class="chip" type="button" aria-pressed=${isNone} @click=${() => change({ ...draft, contexts: [], typed: isNone ? {} : { value: '0' } })}>Aucun signe</button>
    </div>
  </div>`;
}

/** @param {Draft} draft @param {Kind} kind @param {Change} change */
export function beside(draft, kind, change) {
  const chips = kind.isCounted ? [] : kind.contexts;
  return html`${chips.length
      ? html`<div class="chips" role="group" aria-label="Précisions">
          ${chips.map(({ name, label }) => html`<button class="chip" type="button" aria-pressed=${draft.contexts.includes(name)} @click=${() => change(turned(draft, name))}>${label}</button>`)}
        </div>`
      : nothing}
    ${kind.family === 'biology' ? ofLaboratory(draft, change) : nothing} ${why(draft, kind, change)}
    ${line('Remarque', draft.note, (note) => change({ ...draft, note }))}`;
}

/** @param {Draft} draft @param {Change} change */
const ofLaboratory = (draft, change) => html`<div class="of-laboratory">
  <label class="number"
    ><span>Date du prélèvement</span
    ><input class="field" type="date" autocomplete="off" .value=${live(draft.taken_on)} @change=${(/** @type {Event} */ { target }) => change({ ...draft, taken_on: /** @type {HTMLInputElement} */ (target).value })}
  /></label>
  ${line('Laboratoire, courrier, appel', draft.source, (source) => change({ ...draft, source }), 120)}
</div>`;

/** A measure that was refused, or made in part, is an answer. @param {Draft} draft @param {Kind} kind @param {Change} change */
function why(draft, kind, change) {
  const { missing } = draft;
  const isHalf = Object.values(draft.typed).some((text) => text.trim());
  const pick = (/** @type {string} */ reason) => change({ ...draft, missing: missing?.reason === reason ? null : { reason, text: missing?.text ?? '' } });
  return html`<details class="why" ?open=${missing !== null}>
    <summary>${isHalf ? 'Mesure incomplète' : 'Pas de mesure'}</summary>
    <div class="chips" role="group" aria-label="Raison">
      ${[...kind.reasons, ...Object.keys(REASONS)].map((reason) => html`<button class="chip" type="button" aria-pressed=${missing?.reason === reason} @click=${() => pick(reason)}>${LABELS[reason]}</button>`)}
    </div>
    ${missing?.reason === 'other' ? line('La raison en quelques mots', missing.text, (text) => change({ ...draft, missing: { ...missing, text } })) : nothing}
  </details>`;
}

/** @param {string} label @param {string} value @param {(text: string) => void} set */
const line = (label, value, set, most = 300) => html`<textarea
  class="field"
  rows="1"
  autocomplete="off"
  maxlength=${most}
  aria-label=${label}
  placeholder=${label}
  .value=${live(value)}
  @input=${(/** @type {Event} */ { target }) => set(/** @type {HTMLTextAreaElement} */ (target).value)}
></textarea>`;
