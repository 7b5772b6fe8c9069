/**
 * One wound as the bedside shows it: what and where, how large and how it goes, what is due, its last picture, and what was
 * seen before.
 */
import { html, nothing } from 'lit-html';
import { documentsOf } from '../engine/documents.js';
import { areaOf } from '../lib/wound_rules.js';
import { counted, dueAt, lastStep, mayPhotograph, trendOf } from '../lib/wound_rows.js';
import { areaWords, trendWords } from '../lib/wound_trend.js';
import { EDGES, ENDINGS, EXUDATES, FLAG_LABELS, named, SIGNS, STAGES, TISSUES, UNMEASURED } from '../lib/wound_words.js';
import { capitalised } from '../lib/said.js';
import { ago, day } from '../lib/time_words.js';
import { icon } from './icon.js';
import './thumb.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {import('../lib/wound_rows.js').Wound} Wound */
/** @typedef {import('../lib/wound_rows.js').Assessment} Assessment */
/** @typedef {import('../engine/documents.js').Shown} Shown */

const DAY = 86_400_000;

/** The pictures of a wound, the latest first. @param {Drawn} host @param {Wound} wound @returns {Shown[]} */
export const picturesOf = (host, wound) => documentsOf(host.engine, wound.person).filter((document) => document.wound === wound.id);

/** @param {Drawn} host @param {Wound} wound @param {unknown} keys what may be done with it */
export function woundCard(host, wound, keys) {
  const last = wound.assessments.at(-1) ?? null;
  const pictures = picturesOf(host, wound);
  return html`<article class="wound" data-wound=${wound.id} aria-labelledby=${`wound-${wound.id}`}>
    <header>
      <h2 id=${`wound-${wound.id}`}>${named(wound)}</h2>
      ${last?.stage ? html`<p class="quiet">${STAGES[last.stage]}</p>` : nothing}
    </header>
    <p class="tags">${wound.closed ? closedTag(host, wound) : dueTag(host, wound)} ${pendingTag(wound)}</p>
    <div class="seen">
      ${pictures.length ? html`<chevet-thumb .engine=${host.engine} .document=${pictures[0]}></chevet-thumb>` : nothing}
      <div>${last ? lastSeen(host, wound, last) : html`<p class="quiet">Pas encore évaluée.</p>`}</div>
    </div>
    ${pictures.filter(({ state }) => state === 'refused').slice(0, 1).map((one) => html`<p class="tag attention strong">${icon('triangle-alert')}Photo refusée. ${one.why ?? ''} Reprenez-la.</p>`)}
    ${[...new Set([...wound.flags, ...(last?.flags ?? [])])].filter((flag) => flag in FLAG_LABELS).map((flag) => html`<p class="tag attention">${icon('triangle-alert')}${FLAG_LABELS[flag]}</p>`)}
    ${wound.note ? html`<p>${wound.note}</p>` : nothing} ${noted(host, wound)} ${consentLine(wound)} ${keys} ${before(host, wound)}
  </article>`;
}

/** @param {Drawn} host @param {Wound} wound @param {Assessment} last */
function lastSeen(host, wound, last) {
  const change = trendOf(wound);
  const step = lastStep(wound);
  return html`<p class="size">${sizeWords(last)}</p>
    ${change ? html`<p class="trend"><b>${capitalised(trendWords(change))}</b></p>` : nothing}
    ${change && step && step.percent > 0 && change.percent <= 0 ? html`<p class="tag attention">${icon('triangle-alert')}Mais ${trendWords(step)}, depuis la dernière</p>` : nothing}
    <p class="quiet">Évaluée ${ago(new Date(last.at), host.zone)}, ${whose(host, last)}</p>`;
}

/** "40 × 30 mm, 12 cm²", or why there is none. @param {Assessment} one */
export function sizeWords(one) {
  const area = areaOf(one);
  if (area === null) return UNMEASURED[one.missing ?? ''] ?? 'Pas mesurée';
  return html`<b>${one.length_mm} × ${one.width_mm} mm</b> ${areaWords(area)}${one.depth_mm ? `, profondeur ${one.depth_mm} mm` : ''}`;
}

/** @param {Drawn} host @param {Wound} wound */
function dueTag(host, wound) {
  const at = dueAt(wound);
  const isLate = at <= Date.now();
  if (!wound.assessments.length) return html`<span class="tag attention strong">${icon('clock-alert')}À évaluer par une infirmière</span>`;
  const words = isLate ? `À évaluer, attendu ${day(new Date(at), host.zone)}` : at - Date.now() < DAY ? 'À évaluer avant demain' : `Prochaine évaluation ${day(new Date(at), host.zone)}`;
  return html`<span class="tag ${isLate ? 'attention strong' : ''}">${icon(isLate ? 'clock-alert' : 'clock')}${words}</span>`;
}

/** @param {Drawn} host @param {Wound} wound */
const closedTag = (host, { closed }) => html`<span class="tag done strong">${icon('circle-check')}${ENDINGS[closed?.ending ?? ''] ?? 'Close'} ${closed ? day(new Date(closed.at), host.zone) : ''}</span>`;

/** @param {Wound} wound */
function pendingTag({ isPending, assessments, notes }) {
  const waits = isPending || [...assessments, ...notes].some((act) => act.isPending);
  return waits ? html`<span class="tag waiting strong">${icon('clock')}Non envoyé</span>` : nothing;
}

/** The last thing that somebody noted since the last assessment. @param {Drawn} host @param {Wound} wound */
function noted(host, { notes, assessments }) {
  const since = Date.parse(assessments.at(-1)?.at ?? '1970-01-01');
  const fresh = notes.filter(({ at, text }) => text && Date.parse(at) > since);
  return fresh.map((note) => html`<p class="noted">${icon('message-square-text')}<span>${note.text} <span class="quiet">${ago(new Date(note.at), host.zone)}, ${whose(host, note)}</span></span></p>`);
}

/** @param {Wound} wound */
function consentLine(wound) {
  if (wound.closed || mayPhotograph(wound)) return nothing;
  const words = wound.consent ? 'Photos refusées : elle s’évalue sans photo.' : 'Photos : l’accord n’est pas encore demandé.';
  return html`<p class="tag ${wound.consent ? 'attention' : ''}">${icon('camera-off')}${words}</p>`;
}

/** @param {Drawn} host @param {Wound} wound */
function before(host, wound) {
  if (!wound.assessments.length) return nothing;
  const all = [...wound.assessments].reverse();
  const odd = new Set(counted(wound).map(({ id }) => id));
  return html`<details class="fold">
    <summary>${icon('history')}<span>${all.length > 1 ? `Les ${all.length} évaluations` : 'L’évaluation en détail'}</span>${icon('chevron-down')}</summary>
    <ol class="series">
      ${all.map(
        (one) => html`<li>
          <p><b>${capitalised(day(new Date(one.at), host.zone))}</b>, ${whose(host, one)}${one.corrected ? html` <span class="tag accent">${icon('pencil')}Corrigée</span>` : nothing}</p>
          <p>${sizeWords(one)}${odd.has(one.id) ? nothing : html` <span class="tag attention">${icon('triangle-alert')}Ne compte pas</span>`}</p>
          <p>${saidWords(one)}</p>
        </li>`,
      )}
    </ol>
  </details>`;
}

/** Everything else that was seen, in one line. @param {Assessment} one */
function saidWords(one) {
  const tissue = Object.entries(TISSUES).flatMap(([name, words]) => (one.tissue?.[name] ? [`${words.toLowerCase()} ${one.tissue[name]} %`] : []));
  const told = [
    one.stage ? STAGES[one.stage] : '',
    tissue.join(', '),
    one.exudate ? `exsudat ${EXUDATES[one.exudate].toLowerCase()}` : '',
    one.edges?.length ? `berges ${one.edges.map((edge) => EDGES[edge]?.toLowerCase()).join(', ')}` : '',
    one.infection?.length ? `signes d’infection : ${one.infection.map((sign) => SIGNS[sign]?.toLowerCase()).join(', ')}` : '',
    one.pain === null || one.pain === undefined ? '' : `douleur ${one.pain} sur 10`,
    one.care ?? '',
  ].filter(Boolean);
  return capitalised(told.join(' ; '));
}

/** @param {Drawn} host @param {{by: string, byName?: string}} act */
const whose = (host, { by, byName }) => (by === host.engine.me?.id ? 'vous' : (host.engine.nameOf(by) ?? byName ?? 'un autre professionnel'));
