/**
 * One dose due, or one line, as a hand takes it: how much, of what, and what must be known before; the rest unfolds.
 */
import { html, nothing } from 'lit-html';
import { capitalised } from '../lib/said.js';
import { hour } from '../lib/time_words.js';
import { moment } from '../lib/due.js';
import { giving, stopOf } from '../lib/treatment.js';
import { icon } from './icon.js';

/**
 * @typedef {import('./drawn.js').Drawn} Drawn
 * @typedef {import('../lib/treatment.js').Line} Line
 * @typedef {import('../lib/treatment.js').Due} Due
 * @typedef {import('../lib/rows.js').CautionRow} Caution
 * @typedef {{caution: Caution|null, isOpen?: boolean, changed?: Set<string>}} Reading changed: lines with news for this reader
 */

const ACTS = { give: '', remove: 'Retirer', check: 'Vérifier' };

/** @param {Drawn} host @param {Due} dose @param {Reading} reading */
export function doseCard(host, dose, reading) {
  if (!dose.of) return lost(dose);
  const how = dose.act === 'give' ? dose.dose : `${ACTS[dose.act]} ${dose.dose}`;
  const early = new Date(Date.parse(dose.due_at) - dose.early * 60_000);
  const late = new Date(Date.parse(dose.due_at) + dose.late * 60_000);
  const between = `de ${hour(early, host.zone)} à ${hour(late, host.zone)}`;
  const absent = dose.absent ? html`<span class="tag waiting strong">${icon('door-open')}Absence prévue</span>` : nothing;
  return card(host, dose.of, { ...reading, how, more: dose.early + dose.late < 1440 ? [['Entre', between]] : [], tags: absent });
}

/** A line that has no dose on the screen. @param {Drawn} host @param {Line} line @param {Reading & {more?: [string, unknown][], tags?: unknown}} reading */
export const lineCard = (host, line, reading) => card(host, line, { ...reading, how: line.dose });

/** @param {Drawn} host @param {Line} line @param {Reading & {how: string, more?: [string, unknown][], tags?: unknown}} given */
function card(host, line, { caution, isOpen = false, changed, how, more = [], tags = nothing }) {
  return html`<details class="dose" ?open=${isOpen}>
    <summary>
      <span class="amount">${capitalised(how)}</span>
      <span class="drug">${line.label}</span>
      <span class="tags">${stop(host, line, caution)}${tags}${warnings(host, line, caution)}${changed?.has(line.id) ? html`<span class="tag accent strong">${icon('history')}Changé</span>` : nothing}${who(host, line)}</span>
      ${icon('chevron-down')}
    </summary>
    ${facts(line, more)}
  </details>`;
}

/** @param {Drawn} host @param {Line} line @param {Caution|null} caution */
function stop({ engine }, { chain }, caution) {
  const words = stopOf(caution?.alerts ?? [], chain);
  if (!words) return nothing;
  const mayGoOn = engine.may('alert.override');
  return html`<span class="tag urgent strong">${icon('circle-alert')}${mayGoOn ? 'Alerte à lire avant de donner' : words}</span>`;
}

/** @param {Drawn} host @param {Line} line @param {Caution|null} caution */
function warnings({ zone }, { control_by, crush }, caution) {
  const [may] = crush ?? [];
  const isCrushed = ['crush', 'texture'].includes(caution?.swallowing?.level ?? '');
  return html`${control_by
      ? html`<span class="tag attention strong">${icon('clock-alert')}Non contrôlée, à contrôler ${Date.parse(control_by) < Date.now() ? 'depuis' : 'avant'} ${moment(new Date(control_by), zone).replace('à ', '')}</span>`
      : nothing}
    ${may === 'non' ? html`<span class="tag attention strong">${icon('triangle-alert')}Ne pas écraser</span>` : nothing}
    ${may === 'inconnu' && isCrushed ? html`<span class="tag attention">${icon('triangle-alert')}Écraser : non vérifié</span>` : nothing}`;
}

/** @param {Drawn} host @param {Line} line */
function who({ engine }, line) {
  const told = giving(line, engine.me?.role ?? '');
  if (!told) return nothing;
  return html`<span class="tag ${told.may ? 'done' : 'waiting'} strong">${icon(told.may ? 'check' : 'users')}${capitalised(told.words)}</span>`;
}

/** @param {Line} line @param {[string, unknown][]} more */
function facts(line, more) {
  /** @type {[string, unknown][]} */
  const told = [
    ['Posologie', capitalised(line.scheme)],
    ['Forme', [line.form, line.route].filter(Boolean).join(', ')],
    ['Pourquoi', line.why],
    ['Consignes', line.wording],
    ...more,
    ['Écraser', line.crush?.[1] ?? ''],
    ['Prescrit par', line.prescriber],
  ];
  return html`<dl class="texts">
    ${told.map(([name, words]) => (words ? html`<dt>${name}</dt><dd>${words}</dd>` : nothing))}
  </dl>`;
}

/** @param {Due} dose */
const lost = (dose) => html`<div class="dose">
  <p class="amount">${capitalised(dose.dose)}</p>
  <p class="tag urgent strong">${icon('circle-alert')}La ligne de cette prise n’est pas sur la tablette : demandez à l’infirmière.</p>
</div>`;
