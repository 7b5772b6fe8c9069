/**
 * How old what is shown is, in words, and which tablets of the unit have not been heard of: each may hold a dose given.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { capitalised } from '../../lib/said.js';
import { silenceWords } from '../../lib/silence.js';
import { dataWords } from '../../lib/state_words.js';
import { isOld } from '../../lib/treatment.js';
import { silentFor } from './reading.js';

/** @param {import('../../elements/drawn.js').Drawn} host @param {import('../../lib/rows.js').DoseRow[]} doses */
export function ageLine(host, doses) {
  const { freshness } = host.engine;
  const isStale = isOld(freshness.asOf, new Date());
  const silent = silentFor(host.engine, doses);
  if (!isStale && freshness.online && silent.length === 0) return nothing;
  return html`<div class="giving-age">
    ${isStale || !freshness.online
      ? html`<p class="tag ${isStale ? 'attention strong' : ''}" role=${isStale ? 'note' : nothing}>
          ${icon(isStale ? 'triangle-alert' : 'cloud-off')}<span>${capitalised(`${freshness.online ? '' : 'hors ligne, '}${dataWords(freshness, host.zone)}`)}${isStale ? ' : le traitement a pu changer, vérifiez auprès de l’infirmière' : ''}</span>
        </p>`
      : nothing}
    ${silent.map((row) => html`<p class="tag attention strong">${icon('cloud-off')}<span>${silenceWords(row, host.zone)}</span></p>`)}
  </div>`;
}
