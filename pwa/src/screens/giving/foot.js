/**
 * At the thumb: who she is first, then what is plainly right, then on to the next. One large way at a time.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { isFromContainer } from './in_container.js';

/**
 * @typedef {import('./reading.js').Hers} Hers
 * @typedef {import('./hand.js').Hand} Hand
 * @typedef {import('../../lib/giving_body.js').Of & import('../../lib/giving_state.js').Standing} Plain
 * @typedef {{next: () => void, scan: () => void, isScanning: boolean, nextWords: string}} Ways
 */

/** @param {Hand} hand @param {Hers} hers @param {Ways} ways */
export function foot(hand, hers, ways) {
  const { person } = hers;
  const left = hers.doses.some(({ status }) => ['todo', 'again', 'unsure'].includes(status));
  const main = !left ? nothing : hand.knows(person.id) ? giveAll(hand, hers) : meet(hand, person);
  return html`<footer class="giving-foot ${main === nothing ? '' : 'three'}">
    ${left ? html`<button class="button scan" type="button" aria-pressed=${ways.isScanning} @click=${ways.scan}>${icon('scan-line')}<span>Scanner</span></button>` : nothing}
    ${main}
    <button class="button ${left ? '' : 'primary'}" type="button" data-next @click=${ways.next}><span>${ways.nextWords}</span>${icon('chevron-right')}</button>
  </footer>`;
}

/** Her face and her name were looked at. @param {Hand} hand @param {{id: string, sex: string|null}} person */
const meet = (hand, { id, sex }) => html`<button class="button primary" type="button" data-meet @click=${() => hand.identify(id, 'face')}>
  ${icon('check')}<span>C’est bien ${sex === 'F' ? 'elle' : 'lui'}</span>
</button>`;

/** Only what is shown, has nothing to ask and was not perhaps given from another tablet: what the container holds, where one was read, else all; one dose alone has its own button. @param {Hand} hand @param {Hers} hers */
function giveAll(hand, hers) {
  const plain = /** @type {Plain[]} */ (hers.doses.filter((one) => one.status === 'todo' && one.timing !== 'late' && one.line && hand.isPlain(hers, /** @type {Plain} */ (one))));
  const held = plain.filter((one) => isFromContainer(hand, one));
  if (held.length) return all(hand, hers, held, `Donner le pilulier (${held.length})`);
  if (plain.length < 2) return nothing;
  const isRest = plain.length < hers.doses.filter(({ status }) => status !== 'done').length;
  return all(hand, hers, plain, isRest ? `Donner ces ${plain.length}` : `Tout donner (${plain.length})`);
}

/** @param {Hand} hand @param {Hers} hers @param {Plain[]} some @param {string} words */
const all = (hand, hers, some, words) => html`<button class="button primary" type="button" data-all @click=${() => hand.give(hers, some)}>${icon('check-check')}<span>${words}</span></button>`;
