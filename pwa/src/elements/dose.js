/**
 * One dose due, or one line, as a hand takes it: how much, of what, and what must be known before; the rest unfolds.
 */
import { html, nothing } from 'lit-html';
import { moment } from '../lib/due.js';
import { capitalised } from '../lib/said.js';
import { hour } from '../lib/time_words.js';
import { beforeGiving, giving, stopOf } from '../lib/treatment.js';
import { unbroken } from '../lib/unbroken.js';
import { beside } from './beside.js';
import { icon } from './icon.js';
import { paperKey, signTag } from './paper_key.js';

/**
 * @typedef {import('./drawn.js').Drawn} Drawn
 * @typedef {import('../lib/treatment.js').Line} Line
 * @typedef {import('../lib/treatment.js').Due} Due
 * @typedef {import('../lib/rows.js').CautionRow} Caution
 * @typedef {[name: string, words: string|null|undefined]} Told
 * @typedef {{caution: Caution|null, changed?: Set<string>, more?: Told[], tags?: unknown}} Reading changed: lines with news for
 *   this reader; more, tags: what else is told of this one
 */

const DAY = 1440;

/** @param {Drawn} host @param {Due} dose @param {Reading} reading */
export function doseCard(host, dose, reading) {
  if (!dose.of) return lost(dose);
  const at = Date.parse(dose.due_at);
  const edge = (/** @type {number} */ minutes) => hour(new Date(at + minutes * 60_000), host.zone);
  // A weekly dose may be given half a day away: hours alone would say nothing of it.
  const isTight = dose.early + dose.late < DAY;
  const tags = html`${reading.tags ?? nothing}${dose.absent ? html`<span class="tag waiting strong">${icon('door-open')}Absence prévue</span>` : nothing}`;
  return card(host, dose.of, { ...reading, how: dose.dose, more: isTight ? [['À donner', `de ${edge(-dose.early)} à ${edge(dose.late)}`]] : [], tags });
}

/** A line that has no dose on the screen. @param {Drawn} host @param {Line} line @param {Reading} reading */
export const lineCard = (host, line, reading) => card(host, line, { ...reading, how: line.dose });

/** @param {Drawn} host @param {Line} line @param {Reading & {how: string}} given */
function card(host, line, { caution, changed, how, more = [], tags = nothing }) {
  const alerts = caution?.alerts ?? [];
  const stop = stopOf(alerts, line.chain);
  const told = giving(line, host.engine.me?.role ?? '', new Date());
  const brief = [line.route, line.why].filter(Boolean).join(' · ');
  return html`<details class="dose ${stop ? 'stopped' : ''} ${stop || told?.may === false ? 'others' : ''}">
    <summary>
      <span class="amount">${unbroken(capitalised(how))}</span>
      <span class="drug"
        ><b>${unbroken(line.label)}</b>${brief ? html`<span class="small quiet">${unbroken(brief)}</span>` : nothing}${line.wording
          ? html`<span class="wording">${unbroken(capitalised(line.wording))}</span>`
          : nothing}</span
      >
      <span class="tags">${stop ? stopping(host, stop) : nothing}${beforeGiving(alerts, line.chain).map(before)}${tags}${waits(host, line)}${signTag(line)}${line.marks ? contested : nothing}${crushing(line, caution)}${news(line, changed)}${told && !stop ? who(told) : nothing}</span>
      ${icon('chevron-down')}
    </summary>
    ${facts(line, more)}${line.marks?.map(beside)}${line.control_by ? nothing : paperKey(host, line)}
  </details>
  ${line.control_by ? paperKey(host, line) : nothing}`;
}

/** @param {Drawn} host @param {string} words */
const stopping = ({ engine }, words) =>
  html`<span class="tag urgent strong">${icon('circle-alert')}${engine.may('alert.override') ? 'Alerte à lire avant de donner' : words}</span>`;

const contested = html`<span class="tag attention">${icon('flag')}Contesté ou complété</span>`;

/** @param {string} label */
const before = (label) => html`<span class="tag attention strong">${icon('triangle-alert')}${label}</span>`;

/** Until a second professional controls it, it may be given, and says so. @param {Drawn} host @param {Line} line */
function waits({ zone }, { control_by }) {
  if (!control_by) return nothing;
  const by = new Date(control_by);
  const when = moment(by, zone);
  const words = by.getTime() < Date.now() ? `contrôle attendu depuis ${when.replace(/^à /, '')}` : `à contrôler avant ${when.replace(/^à /, '')}`;
  return html`<span class="tag attention strong">${icon('clock-alert')}Non contrôlée, ${words}</span>`;
}

/** @param {Line} line @param {Caution|null} caution */
function crushing({ crush }, caution) {
  const isCrushed = ['crush', 'texture'].includes(caution?.swallowing?.level ?? '');
  if (crush?.[0] === 'non') return html`<span class="tag attention strong">${icon('triangle-alert')}Ne pas écraser</span>`;
  return crush?.[0] === 'inconnu' && isCrushed ? html`<span class="tag">${icon('triangle-alert')}Écraser : non vérifié</span>` : nothing;
}

/** @param {Line} line @param {Set<string>} [changed] */
const news = ({ id, change }, changed) =>
  changed?.has(id) ? html`<span class="tag accent strong">${icon('history')}${change?.kind === 'new' ? 'Nouveau' : 'Changé'}</span>` : nothing;

/** @param {{may: boolean, words: string}} told */
const who = ({ may, words }) => html`<span class="tag ${may ? 'done' : 'strong no'}">${icon(may ? 'check' : 'users')}${unbroken(capitalised(words))}</span>`;

/** @param {Line} line @param {Told[]} more */
function facts(line, more) {
  /** @type {Told[]} */
  const told = [['Posologie', capitalised(line.scheme)], ...more, ['Forme', line.form], ['Écraser', line.crush?.[1]], ['Prescrit par', line.prescriber]];
  return html`<dl class="texts">
    ${told.map(([name, words]) => (words ? html`<dt>${name}</dt><dd>${unbroken(words)}</dd>` : nothing))}
  </dl>`;
}

/** @param {Due} dose */
const lost = (dose) => html`<div class="dose stopped lost">
  <p class="amount">${unbroken(capitalised(dose.dose))}</p>
  <p class="tag urgent strong">${icon('circle-alert')}La ligne de cette prise n’est pas sur la tablette : demandez à l’infirmière.</p>
</div>`;
