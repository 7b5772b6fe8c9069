/**
 * The end of a round: what was recorded, who was seen, who was not, and what was held back meanwhile. It writes nothing.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { standing } from '../../lib/round_steps.js';
import { counted } from '../../lib/state_words.js';
import { hour } from '../../lib/time_words.js';

/** @typedef {import('../../elements/shapes.js').Person} Person */
/** @typedef {import('../../elements/drawn.js').Drawn} Drawn */

/**
 * @param {Drawn} host
 * @param {{round: import('../../lib/round.js').Round, persons: Person[], noted: Map<string, import('./noted.js').Noted[]>, held: string[],
 *   back: () => void, end: () => void, see: () => void}} about
 */
export function summary(host, { round, persons, noted, held, back, end, see }) {
  const those = new Set(noted.keys());
  const by = (/** @type {string} */ how) => persons.filter((person) => standing(round, person, those) === how);
  const left = by('left');
  const to = (/** @type {Person} */ { id }) => () => (back(), host.attempt(() => host.engine.keepRound({ ...round, at: id })));
  return html`<div class="scroll">
      <div class="column round-summary">
        <h1 class="river-head" tabindex="-1" data-focus>Fin du tour</h1>
        <p class="quiet">Commencé à ${hour(new Date(round.started_at), host.zone)}. ${counted(persons.length - left.length, 'personne vue ou absente', 'personnes vues ou absentes')} sur ${persons.length}.</p>
        ${held.length ? messages(held, see) : nothing}
        ${left.length
          ? html`<section><h2 class="group">Pas vues (${left.length})</h2>
              <ul class="rows">${left.map((person) => html`<li><button class="walk-row" type="button" @click=${to(person)}><span class="room">${person.room}</span><span class="name">${person.displayName}</span>${icon('chevron-right')}</button></li>`)}</ul></section>`
          : html`<div class="notice">${icon('circle-check')}<p>Tout le monde a été vu, ou est absent.</p></div>`}
        ${part('Noté pendant ce tour', by('noted'), ({ id }) => (noted.get(id) ?? []).map(({ words }) => words).join(' · '))}
        ${part('Vues, rien noté', by('seen'), () => '')} ${part('Absentes', by('away'), ({ presence }) => (presence === 'hospital' ? 'Hôpital' : 'En sortie'))}
      </div>
    </div>
    <footer class="round-foot round-end">
      <button class="button big" type="button" @click=${back}>${icon('chevron-left')}Reprendre</button>
      <button class="button primary big" type="button" @click=${end}>Terminer le tour</button>
    </footer>`;
}

/** @param {string} title @param {Person[]} persons @param {(person: Person) => string} words */
function part(title, persons, words) {
  if (persons.length === 0) return nothing;
  return html`<section>
    <h2 class="group">${title} (${persons.length})</h2>
    <ul class="rows">${persons.map((person) => html`<li class="walk-row"><span class="room">${person.room}</span><span class="name">${person.displayName}</span><span class="quiet">${words(person)}</span></li>`)}</ul>
  </section>`;
}

/** @param {string[]} held @param {() => void} see */
const messages = (held, see) => html`<div class="notice">
  ${icon('message-square-text')}
  <h2>Gardé pour la fin du tour</h2>
  <ul>${held.map((text) => html`<li>${text}</li>`)}</ul>
  <div class="buttons"><button class="button" type="button" @click=${see}>C’est lu</button></div>
</div>`;
