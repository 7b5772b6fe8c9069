/**
 * Where a round begins: the unit and the moment, the one at hand first; and what is left of each.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { atHand, momentWords } from '../../lib/giving.js';
import { capitalised } from '../../lib/said.js';
import { momentsIn, walkOf } from './reading.js';
import { isLeft } from './walk.js';

/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */
/** @typedef {import('./reading.js').Moment} Moment */

/** @param {Drawn} host @param {{unit: string, age: unknown, begin: (moment: Moment, persons: import('./reading.js').Walked[]) => void}} about */
export function beginning(host, { unit, age, begin }) {
  const now = new Date();
  const all = momentsIn(host, unit, now).map((moment) => {
    const persons = walkOf(host, unit, moment, now);
    return { moment, persons, left: persons.filter(isLeft).length };
  });
  const hand = atHand(all.map(({ moment }) => moment), now, (moment) => all.some((one) => one.moment === moment && one.left > 0));
  const proposed = all.find(({ moment }) => moment === hand) ?? null;
  const others = all.filter((one) => one !== proposed);
  const words = (/** @type {Moment} */ moment) => capitalised(momentWords(moment, { now, ...host.zone }));
  return html`<div class="scroll"><div class="column giving-begin">
    <h1 tabindex="-1" data-focus>Tournée des médicaments</h1>
    ${age} ${units(host, unit)}
    ${proposed
      ? html`<button class="button primary big giving-moment" type="button" @click=${() => begin(proposed.moment, proposed.persons)}>
          ${icon('pill')}<span><b>${words(proposed.moment)}</b><span class="small">${leftWords(proposed)}</span></span>
        </button>`
      : nobody()}
    ${others.length ? html`<h2>Un autre moment</h2>` : nothing}
    ${others.map((one) => html`<button class="button giving-moment" type="button" @click=${() => begin(one.moment, one.persons)}>
      <span><b>${words(one.moment)}</b><span class="small">${leftWords(one)}</span></span>
    </button>`)}
  </div></div>`;
}

/** @param {{left: number, persons: unknown[]}} about */
const leftWords = ({ left, persons }) => (left ? `reste ${left} sur ${persons.length} ${persons.length > 1 ? 'personnes' : 'personne'}` : `tout est noté, ${persons.length} ${persons.length > 1 ? 'personnes' : 'personne'}`);

/** @param {Drawn} host @param {string} unit */
function units(host, unit) {
  const all = host.engine.units();
  if (all.length < 2) return nothing;
  const choose = (/** @type {string} */ id) => host.send('unit', id);
  return html`<div class="chips" role="group" aria-label="Unité">
    ${[...all, { id: '', name: 'Toutes' }].map(({ id, name }) => html`<button class="chip" type="button" aria-pressed=${id === unit} @click=${() => choose(id)}>${name}</button>`)}
  </div>`;
}

const nobody = () => html`<div class="empty">
  ${icon('pill')}
  <h2>Aucune prise prévue dans ces douze heures</h2>
  <p>Ce qui est prescrit au bureau vient ici par moment de la journée, même sans réseau. Un « si besoin » se donne depuis le traitement de la personne.</p>
</div>`;
