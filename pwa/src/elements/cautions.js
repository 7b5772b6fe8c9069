/**
 * What must be known before anything is given: what stops, how the person swallows, what to watch; with its source.
 */
import { html, nothing } from 'lit-html';
import { sorted } from '../lib/treatment.js';
import { ago } from '../lib/time_words.js';
import { unbroken } from '../lib/unbroken.js';
import { icon } from './icon.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {import('../lib/rows.js').Alert} Alert */
/** @typedef {import('../lib/rows.js').CautionRow} Caution */

/** @param {Drawn} host @param {Caution|null} caution */
export function graveCautions(host, caution) {
  const { grave } = sorted(caution?.alerts ?? []);
  return html`${grave.map((alert) => graveOne(host, alert))} ${swallowing(caution)} ${restriction(caution)}`;
}

/** @param {Drawn} host @param {Alert} alert */
function graveOne({ engine }, { says, because, source, for_aide }) {
  const isAide = !engine.may('alert.override');
  return html`<div class="notice urgent caution" role="note">
    ${icon('circle-alert')}
    ${isAide && for_aide ? html`<p class="strong">${for_aide}</p>` : nothing}
    <p class=${isAide && for_aide ? '' : 'strong'}>${unbroken(says)}</p>
    ${because ? html`<p class="small">${unbroken(because)}</p>` : nothing} ${source ? html`<p class="small quiet">${unbroken(source)}</p>` : nothing}
  </div>`;
}

/** One line: the whole is said with her name, above. @param {Caution|null} caution */
export function swallowing(caution) {
  const { level = 'none', text = '' } = caution?.swallowing ?? {};
  const words = SWALLOWING[level];
  if (!words) return nothing;
  return html`<p class="tag strong ${level === 'nothing_by_mouth' ? 'urgent' : 'attention'} swallows">${icon('utensils-crossed')}<span>${words}${text ? ` : ${text}` : ''}</span></p>`;
}

/** Whom she takes anything from, whatever each line says. @param {Caution|null} caution */
export function restriction(caution) {
  const { says = '', why = '' } = caution?.restriction ?? {};
  return says ? html`<p class="tag strong attention restricts">${icon('users')}<span>${unbroken(says)}${why ? ` : ${why}` : ''}</span></p>` : nothing;
}

/** @type {Record<string, string>} */
const SWALLOWING = {
  texture: 'Risque de fausse route, texture adaptée',
  crush: 'Risque de fausse route, écraser seulement ce qui peut l’être',
  nothing_by_mouth: 'Rien par la bouche',
};

/** The rest, unfolded on request: what to watch, and what somebody went past. @param {Drawn} host @param {Caution|null} caution */
export function otherCautions(host, caution) {
  const { others } = sorted(caution?.alerts ?? []);
  if (others.length === 0) return nothing;
  return html`<details class="fold">
    <summary>${icon('triangle-alert')}<span>À surveiller (${others.length})</span>${icon('chevron-down')}</summary>
    <ul class="watched">
      ${others.map((alert) => otherOne(host, alert))}
    </ul>
  </details>`;
}

/** @param {Drawn} host @param {Alert} alert */
function otherOne(host, { says, because, source, override }) {
  return html`<li>
    <p>${unbroken(says)}</p>
    ${because ? html`<p class="small quiet">${unbroken(because)}</p>` : nothing} ${source ? html`<p class="small quiet">${unbroken(source)}</p>` : nothing}
    ${override && host.engine.may('prescription.read') ? goneBy(host, override) : nothing}
  </li>`;
}

/** Only for whoever may read why. @param {Drawn} host @param {NonNullable<Alert['override']>} override */
function goneBy({ engine, zone }, { reason, by, at }) {
  const who = by ? staffName(engine, by) : 'un professionnel';
  return html`<p class="small">Maintenue par ${who}, ${ago(new Date(at), zone)} : ${reason}</p>`;
}
