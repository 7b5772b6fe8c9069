/**
 * What changed in a treatment in the last days, before and after; whoever gives says once that they saw it.
 */
import { html, nothing } from 'lit-html';
import { capitalised } from '../lib/said.js';
import { ago } from '../lib/time_words.js';
import { icon } from './icon.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {ReturnType<typeof import('../lib/treatment.js').changes>[number]} News */

const KINDS = { new: 'Nouveau', changed: 'Modifié', stopped: 'Arrêté', suspended: 'Suspendu', resumed: 'Repris' };

/** Those to be seen, then those that this reader saw, folded. @param {Drawn} host @param {string} person @param {News[]} news */
export function changesSection(host, person, news) {
  const unseen = news.filter(({ isSeen }) => !isSeen);
  const seen = news.filter(({ isSeen }) => isSeen);
  if (news.length === 0) return nothing;
  return html`${unseen.length
      ? html`<section class="changed" aria-label="Ce qui a changé">
          <h2>${icon('history')}${unseen.length > 1 ? `${unseen.length} changements` : 'Un changement'} à voir</h2>
          ${unseen.map((one) => changeOf(host, person, one))}
        </section>`
      : nothing}
    ${seen.length
      ? html`<details class="fold">
          <summary>${icon('history')}<span>Changé depuis trois jours, vu (${seen.length})</span>${icon('chevron-down')}</summary>
          ${seen.map((one) => changeOf(host, person, one))}
        </details>`
      : nothing}`;
}

/** @param {Drawn} host @param {string} person @param {News} news */
function changeOf(host, person, { line, change, isSeen }) {
  const by = change.by ? `, ${staffName(host.engine, change.by)}` : '';
  return html`<article class="change">
    <h3>${line.label}</h3>
    <p class="tag accent strong">${KINDS[change.kind]} ${ago(new Date(change.at), host.zone)}${by}</p>
    ${change.before ? html`<p class="before"><span class="quiet small">Avant</span> <s>${change.before}</s></p>` : nothing}
    ${change.after ? html`<p class="after"><span class="quiet small">Maintenant</span> <b>${capitalised(change.after)}</b></p>` : nothing}
    ${change.reason ? html`<p class="small">${change.reason}</p>` : nothing}
    ${isSeen ? nothing : html`<button class="button" type="button" @click=${() => saw(host, person, line)}>${icon('check')}J’ai vu<span class="unseen"> le changement de ${line.label}</span></button>`}
  </article>`;
}

/** @param {Drawn} host @param {string} person @param {import('../lib/rows.js').LineRow} line */
function saw(host, person, line) {
  host.attempt(async () => {
    await host.engine.record('prescription.change_seen', { person, body: { lines: [line.id] } });
    host.send('say', { text: `Changement vu : ${line.label}` });
  });
}
