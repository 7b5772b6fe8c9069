/**
 * On the list of persons: where one's own round stands, or the way to begin one.
 */
import { html, nothing } from 'lit-html';
import { begun, placeOf } from '../lib/round.js';
import { icon } from './icon.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {string} unit '' for all */
export function roundBand(host, unit) {
  const { engine } = host;
  const round = engine.round();
  const persons = engine.persons((round ? round.unit : unit) || undefined);
  if (persons.length === 0 || !engine.may('journal.write')) return nothing;
  if (round) {
    const place = placeOf(round, persons);
    return html`<a class="round-band on" href="/tour">${icon('footprints')}<span>Tour en pause : ${persons[place].displayName}, ${place + 1} sur ${persons.length}</span><b>Reprendre</b></a>`;
  }
  const begin = () => void host.attempt(() => engine.keepRound(begun(unit, persons, new Date())));
  return html`<a class="round-band" href="/tour" @click=${begin}>${icon('footprints')}<span>Commencer un tour</span><span class="quiet">${persons.length}</span></a>`;
}
