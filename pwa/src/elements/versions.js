/**
 * What a reader must know of an entry that was corrected: why, when, and what it said before, one tap away.
 */
import { html, nothing } from 'lit-html';
import { DOUBLE } from '../store/versions.js';
import { ago, day, hour } from '../lib/time_words.js';
import { icon } from './icon.js';
import { textsOf } from './texts.js';

/** @typedef {import('./shapes.js').Entry} Entry */
/** @typedef {import('./entry.js').Reading} Reading */

/** @param {Entry} entry @param {Reading} reading */
export function correctionOf(entry, reading) {
  const { correction, versions = [], isRetold } = entry;
  if (!correction) return nothing;
  return html`<div class="correction ${isRetold ? 'retold' : ''}">
      <p>
        ${icon('pencil')}<b>${isRetold ? 'Corrigée depuis votre lecture' : 'Corrigée'}</b> · ${correction.reason} ·
        <span class="nowrap">${correctedAt(new Date(correction.at), reading.zone)}</span>
      </p>
      ${versions.length ? before(entry, versions.length, reading) : nothing}
    </div>
    ${reading.isOpen(was(entry)) ? versions.map((version) => versionView(version, entry, reading)) : nothing}`;
}

/** What is opened beside the details of an entry: what it said before. @param {Entry} entry */
export const was = ({ root, id }) => `${root ?? id} before`;

/** @param {Entry} entry @param {number} count @param {Reading} reading */
function before(entry, count, { isOpen, toggle }) {
  const open = isOpen(was(entry));
  return html`<button class="button plain" type="button" aria-expanded=${open} @click=${() => toggle(was(entry))}>
    ${icon('history')}${count === 1 ? 'Version précédente' : `${count} versions précédentes`}
  </button>`;
}

/** @param {Entry} version @param {Entry} stands @param {Reading} reading */
function versionView(version, stands, { zone, marked }) {
  const at = new Date(version.correction?.at ?? version.occurred_at);
  const isRival = version.corrects !== null && version.corrects === stands.corrects;
  return html`<section class="version" aria-label="Version précédente">
    <h4>${isRival ? 'Autre correction' : version.correction ? 'Version' : 'Première version'}, ${correctedAt(at, zone)}${version.correction ? ` · ${version.correction.reason}` : nothing}</h4>
    ${version.label === stands.label ? nothing : html`<p class="was">${version.label}</p>`}
    ${hasTexts(version) ? textsOf(version, marked) : html`<p class="quiet small">Sans texte.</p>`}
  </section>`;
}

/** @param {Entry} version */
const hasTexts = ({ data, actions, result, chips }) => Boolean(data || actions || result || Object.values(chips ?? {}).some((list) => list?.length));

/** @param {Entry} entry */
export const isDouble = ({ flags }) => flags.includes(DOUBLE);

/** "à 14 h 10" today, "hier à 14 h 10" else. @param {Date} at @param {{timeZone?: string}} zone */
const correctedAt = (at, zone) => (day(at, zone) === 'aujourd’hui' ? `à ${hour(at, zone)}` : ago(at, zone));
