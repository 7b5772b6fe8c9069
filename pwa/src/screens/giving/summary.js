/**
 * The end of a round: what is left and why, person by person, and the way back to each. It writes nothing: what nobody
 * told stays to be told.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { OUTCOMES } from '../../lib/outcomes.js';
import { roomWords } from '../../lib/said.js';
import { isLeft } from './walk.js';

/** @typedef {import('./reading.js').Walked} Walked */
/** @typedef {import('../../lib/giving_state.js').Standing} Standing */

/** @param {{title: string, persons: Walked[], go: (id: string) => void, back: () => void, end: () => void}} about */
export function summary({ title, persons, go, back, end }) {
  const left = persons.filter(isLeft);
  const told = persons.flatMap((person) => person.doses.filter(isUntaken).map((one) => ({ person, one })));
  const away = persons.filter(({ count }) => !count.left && count.away);
  return html`<div class="scroll"><div class="column round-summary giving-summary">
      <h1 class="river-head" tabindex="-1" data-focus>Fin de tournée, ${title.toLocaleLowerCase('fr')}</h1>
      <p class=${left.length ? '' : 'tag done strong'}>${left.length ? `Reste ${left.length} sur ${persons.length}. Ce qui n’est pas noté reste à faire : rien n’est écrit à votre place.` : html`${icon('circle-check')}Tout est noté, ${persons.length} ${persons.length > 1 ? 'personnes' : 'personne'}.`}</p>
      ${left.length ? html`<section><h2>Reste à donner ou à noter (${left.length})</h2><ol class="rows">${left.map((person) => row(person, whyLeft(person), go))}</ol></section>` : nothing}
      ${told.length ? html`<section><h2>Pas pris (${told.length})</h2><ol class="rows">${told.map(({ person, one }) => row(person, `${one.dose.dose}, ${wordsOf(one)}`, go))}</ol></section>` : nothing}
      ${away.length ? html`<section><h2>Absents (${away.length})</h2><ol class="rows">${away.map((person) => row(person, 'non tracé tant que personne ne l’écrit', go))}</ol></section>` : nothing}
    </div></div>
    <footer class="round-foot">
      <button class="button big" type="button" @click=${back}>${icon('chevron-left')}Revenir</button>
      <button class="button primary big" type="button" @click=${end}>Terminer la tournée</button>
    </footer>`;
}

/** @param {Walked} person @param {string} words @param {(id: string) => void} go */
const row = ({ id, room, displayName }, words, go) => html`<li>
  <button class="walk-row" type="button" @click=${() => go(id)}>
    <span class="room">${room ?? ''}<span class="unseen"> ${roomWords(room)}</span></span><span class="name">${displayName}</span>
    <span class="quiet">${words}</span>
  </button>
</li>`;

/** @param {Standing} one */
const isUntaken = ({ status, told }) => status === 'done' && told !== null && told.act === 'give' && !OUTCOMES.give[told.outcome]?.counts;

/** @param {Standing} one */
const wordsOf = ({ told }) => (told ? (OUTCOMES[told.act][told.outcome]?.label ?? 'noté') : '');

/** "2 prises non notées, 1 à reproposer (refusé)". @param {Walked} person */
function whyLeft({ count, doses }) {
  const plain = count.left - count.again - count.unsure;
  const again = doses.filter(({ status }) => status === 'again').map(wordsOf);
  return [
    plain ? `${plain} ${plain > 1 ? 'prises non notées' : 'prise non notée'}` : '',
    count.again ? `${count.again} à reproposer (${[...new Set(again)].join(', ')})` : '',
    count.unsure ? `${count.unsure} à vérifier : peut-être donné` : '',
  ].filter(Boolean).join(', ');
}
