/**
 * What is at the thumb on a person's page: the six usual cibles, a plus, and a draft that waits for its author.
 */
import { html, nothing } from 'lit-html';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Cible} Cible */
/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {string} person */
export const keys = (host, person) => html`<div class="keys">
  ${host.engine.usualCibles(person).map((cible) => cibleKey(host, person, cible))}
  <button class="button primary plus" type="button" @click=${() => host.send('compose', { person })}>
    ${icon('plus')}<span>Autre<span class="unseen"> cible</span></span>
  </button>
  ${host.engine.may('observation.write') ? measureKey(host, person) : nothing}
  ${host.engine.may('document.capture') ? photoKey(person) : nothing}
</div>`;

/** @param {Drawn} host @param {string} person */
const measureKey = (host, person) => html`<button class="button measure" type="button" @click=${() => host.send('measure', person)}>
  ${icon('activity')}<span>Mesure</span>
</button>`;

/** @param {string} person */
const photoKey = (person) => html`<a class="button photo" href=${`/personnes/${person}/photo`}>${icon('camera')}<span>Photo</span></a>`;

/** @param {Drawn} host @param {string} person @param {Cible} cible */
const cibleKey = (host, person, cible) =>
  cibleChip(cible, () => host.send('compose', { person, cible: cible.id }));

/** A cible to touch; an alarm says so with an icon and a word. @param {Pick<Cible, 'label'|'alarm'>} cible @param {() => void} choose */
export const cibleChip = ({ label, alarm }, choose) => html`<button
  class="chip cible ${alarm ? 'alarm' : ''}"
  type="button"
  @click=${choose}
>
  ${alarm ? icon('siren') : nothing}<span>${label}${alarm ? html`<span class="unseen">, alarme</span>` : nothing}</span>
</button>`;

/** @param {Drawn} host @param {string} person */
export function draftBand(host, person) {
  const draft = host.engine.draft(person);
  if (!draft) return nothing;
  const label = host.engine.vocabulary()?.cibles.find(({ id }) => id === draft.cible)?.label;
  return html`<button class="draft" type="button" @click=${() => host.send('compose', { person })}>
    ${icon('pencil')}<span>Brouillon${label ? ` : ${label}` : ''}</span><b>Reprendre</b>
  </button>`;
}
