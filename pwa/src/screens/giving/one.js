/**
 * The person one stands before: large until it is said that it is her, then a line that stays; then her doses.
 */
import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { otherCautions, restriction, swallowing } from '../../elements/cautions.js';
import { face } from '../../elements/face.js';
import { icon } from '../../elements/icon.js';
import { allMarks } from '../../elements/marks.js';
import { sheetLink } from '../person.js';
import { doseCard } from './card.js';
import { traits } from './fields.js';
import { grouped } from './in_container.js';

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

/** What a container holds first, then what is outside it, then what was told. @param {Around} around */
export function doses(around) {
  const { hand, hers, host } = around;
  const told = hers.doses.filter(({ status }) => status === 'done');
  const open = hers.doses.filter(({ status }) => status !== 'done');
  return html`<div class="giving-body">
    ${swallowing(hers.caution)} ${restriction(hers.caution)}
    ${grouped(hand, open, hers.doses).map(({ heading, doses: some }) => html`${heading ? html`<h2>${heading}</h2>` : nothing} ${cards(around, some)}`)}
    ${told.length ? html`<h2 class="giving-told">Déjà noté (${told.length})</h2>` : nothing} ${cards(around, told)} ${otherCautions(host, hers.caution)}
    <p>${sheetLink(hers.person)}</p>
  </div>`;
}

/** @param {Around} around @param {import('../../lib/giving_state.js').Standing[]} some */
const cards = (around, some) => repeat(some, ({ dose }) => dose.id, (one) => doseCard(around, one));
