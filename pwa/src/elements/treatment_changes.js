/**
 * What changed in a treatment in the last days, before and after; whoever gives says once that they saw it.
 */
import { html, nothing } from 'lit-html';
import { capitalised } from '../lib/said.js';
import { ago } from '../lib/time_words.js';
import { unbroken } from '../lib/unbroken.js';
import { icon } from './icon.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {ReturnType<typeof import('../lib/treatment.js').changes>[number]} News */

const KINDS = { new: 'Nouveau', changed: 'Modifié', stopped: 'Arrêté', suspended: 'Suspendu', resumed: 'Repris' };
/** More would hide the doses: the others unfold. */
const FIRST = 2;

/** Those to be seen, then those that this reader saw, folded. @param {Drawn} host @param {string} person @param {News[]} news */
export function changesSection(host, person, news) {
  const unseen = news.filter(({ isSeen }) => !isSeen);
  const seen = news.filter(({ isSeen }) => isSeen);
  const later = unseen.slice(FIRST);
  return html`${unseen.length
      ? html`<section class="changed" aria-label="Ce qui a changé">
          <h2>${icon('history')}${unseen.length > 1 ? `${unseen.length} changements à voir` : 'Un changement à voir'}</h2>
          ${unseen.slice(0, FIRST).map((one) => changeOf(host, person, one))}
          ${later.length ? fold(`${later.length > 1 ? `Les ${later.length} autres` : 'L’autre'}`, later.map((one) => changeOf(host, person, one))) : nothing}
        </section>`
      : nothing}
    ${seen.length ? fold(`Changé depuis trois jours, vu (${seen.length})`, seen.map((one) => changeOf(host, person, one))) : nothing}`;
}

/** @param {string} words @param {unknown} content */
const fold = (words, content) => html`<details class="fold">
  <summary>${icon('history')}<span>${words}</span>${icon('chevron-down')}</summary>
  ${content}
</details>`;

/** @param {Drawn} host @param {string} person @param {News} news */
function changeOf(host, person, { line, change, isSeen }) {
  const by = change.by ? `, ${staffName(host.engine, change.by)}` : '';
  return html`<article class="change">
    <div>
      <h3>${unbroken(line.label)}</h3>
      <p class="small quiet">${KINDS[change.kind]} ${ago(new Date(change.at), host.zone)}${by}</p>
      ${change.before ? html`<p class="before"><span class="unseen">Avant : </span><s>${unbroken(change.before)}</s></p>` : nothing}
      ${change.after ? html`<p><span class="unseen">Maintenant : </span><b>${unbroken(capitalised(change.after))}</b></p>` : nothing}
      ${change.reason ? html`<p class="small">${unbroken(change.reason)}</p>` : nothing}
    </div>
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
