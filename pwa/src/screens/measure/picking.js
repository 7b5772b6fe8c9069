/**
 * What to measure: every kind, by family. Results of the laboratory are for those who read prescriptions.
 */
import { html } from 'lit-html';
import { FAMILIES, KINDS } from '../../lib/observation_kinds.js';
import { valueWords } from '../../lib/observation_words.js';
import { day } from '../../lib/time_words.js';

/** @typedef {import('../../lib/observation_kinds.js').Kind} Kind */
/** @typedef {{values: Record<string, string>, taken_at: string}|null} Last */

/**
 * @param {object} given
 * @param {(kind: string) => void} given.choose
 * @param {(kind: string) => Last} given.lastOf
 * @param {boolean} given.hasBiology
 * @param {{timeZone?: string}} given.zone
 */
export const picking = ({ choose, lastOf, hasBiology, zone }) =>
  Object.entries(FAMILIES)
    .filter(([family]) => hasBiology || family !== 'biology')
    .map(
      ([family, label]) => html`<div class="group" role="group" aria-labelledby="family-${family}">
        <h3 id="family-${family}">${label}</h3>
        <div class="choices">
          ${KINDS.filter((kind) => kind.family === family).map((kind) => key(kind, lastOf(kind.name), choose, zone))}
        </div>
      </div>`,
    );

/** @param {Kind} kind @param {Last} last @param {(kind: string) => void} choose @param {{timeZone?: string}} zone */
const key = (kind, last, choose, zone) => html`<button class="chip cible kind" type="button" @click=${() => choose(kind.name)}>
  <span>${kind.label}${last ? html`<small>${valueWords(kind, last.values)}, ${day(new Date(last.taken_at), zone)}</small>` : ''}</span>
</button>`;
