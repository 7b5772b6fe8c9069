/**
 * The person one stands before: large until it is said that it is her, then a line that stays; then her doses.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { restriction, swallowing } from '../../elements/cautions.js';
import { face } from '../../elements/face.js';
import { icon } from '../../elements/icon.js';
import { allMarks } from '../../elements/marks.js';
import { doseCard } from './card.js';
import { traits } from './fields.js';

/** @typedef {import('./card.js').Around} Around */
/** @typedef {import('../../elements/shapes.js').Person} Person */

/** @param {Around} around */
export function head({ hand, hers }) {
  const { person } = hers;
  const isKnown = hand.knows(person.id);
  return html`<header class="giving-head ${isKnown ? 'known' : ''}">
    ${face(person)}
    <h1 tabindex="-1" data-focus>${person.displayName}</h1>
    <p class="giving-trait">${traits(person)} ${isKnown ? html`<span class="tag done strong">${icon('circle-check')}C’est bien ${person.sex === 'F' ? 'elle' : 'lui'}</span>` : nothing}${presence(person)}</p>
    ${allMarks(person.marks)}
  </header>`;
}

/** @param {Person} person */
function presence({ presence: where, sex }) {
  const e = sex === 'F' ? 'e' : '';
  if (where === 'hospital') return html` <span class="tag waiting strong">${icon('hospital')}Hospitalisé${e}</span>`;
  return where === 'outing' ? html` <span class="tag waiting strong">${icon('door-open')}En sortie</span>` : nothing;
}

/** @param {Around} around */
export function doses(around) {
  const { hers } = around;
  const [told, open] = [hers.doses.filter(({ status }) => status === 'done'), hers.doses.filter(({ status }) => status !== 'done')];
  return html`<div class="giving-body">
    ${swallowing(hers.caution)} ${restriction(hers.caution)} ${repeat(open, ({ dose }) => dose.id, (one) => doseCard(around, one))}
    ${told.length ? html`<h2 class="giving-told">Déjà noté (${told.length})</h2>` : nothing} ${repeat(told, ({ dose }) => dose.id, (one) => doseCard(around, one))}
  </div>`;
}
