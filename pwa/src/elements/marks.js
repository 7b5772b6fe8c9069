/**
 * What could hurt this person, an icon and a word each. Three at most on a row; the person's page says them all.
 */
import { html, nothing } from 'lit-html';
import { icon } from './icon.js';

/** @typedef {import('./shapes.js').Mark} Mark */
/** @typedef {import('./icon.js').IconName} IconName */

/** Most dangerous first. @type {Record<string, {word: string, icon: IconName, tone: string}>} */
const KINDS = {
  broken_seal: { word: 'Risques inconnus', icon: 'circle-alert', tone: 'urgent' },
  allergy: { word: 'Allergie', icon: 'circle-alert', tone: 'urgent' },
  swallowing: { word: 'Fausse route', icon: 'utensils-crossed', tone: 'attention' },
  isolation: { word: 'Isolement', icon: 'shield-alert', tone: 'attention' },
  anticoagulant: { word: 'Anticoagulant', icon: 'droplets', tone: 'attention' },
  wandering: { word: 'Déambule', icon: 'door-open', tone: 'attention' },
  falls: { word: 'Chutes', icon: 'footprints', tone: 'attention' },
  diabetes: { word: 'Diabète', icon: 'droplet', tone: '' },
  oxygen: { word: 'Oxygène', icon: 'wind', tone: '' },
  palliative: { word: 'Palliatif', icon: 'heart', tone: '' },
  directives: { word: 'Directives', icon: 'file-text', tone: '' },
};
const ORDER = Object.keys(KINDS);

/** @param {Mark[]} marks */
const sorted = (marks) => [...marks].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));

/** @param {Pick<Mark, 'kind'>} mark */
const isUrgent = ({ kind }) => KINDS[kind]?.tone === 'urgent';

/** @param {Mark[]} marks */
export function rowMarks(marks) {
  if (marks.length === 0) return nothing;
  return html`<span class="tags">${sorted(marks).slice(0, 3).map(tag)}</span>`;
}

/** @param {Mark} mark */
function tag({ kind }) {
  const known = KINDS[kind];
  return known ? html`<span class="tag ${known.tone}">${icon(known.icon)}${known.word}</span>` : nothing;
}

/** Allergies in words; the other marks too where there is room, else when touched. @param {Mark[]} marks */
export function allMarks(marks) {
  if (marks.length === 0) return html`<p class="risks tag">Aucune allergie ni risque signalé au dossier</p>`;
  const list = sorted(marks);
  return html`<details class="risks brief">
      <summary class="tags"><span class="title">Allergies et risques</span>${list.map((mark) => (isUrgent(mark) ? spelled(mark) : tag(mark)))}${icon('chevron-down')}</summary>
      <ul class="tags">
        ${list.map((mark) => html`<li>${spelled(mark)}</li>`)}
      </ul>
    </details>
    <ul class="risks whole tags" aria-label="Allergies et risques">
      ${list.map((mark) => html`<li>${spelled(mark)}</li>`)}
    </ul>`;
}

/** @param {Mark} mark */
function spelled({ kind, text }) {
  const known = KINDS[kind] ?? { word: kind, icon: 'circle-alert', tone: '' };
  const words = text && text !== known.word ? `${known.word} : ${text}` : known.word;
  return html`<span class="tag ${known.tone} ${isUrgent({ kind }) ? 'strong' : ''}">${icon(known.icon)}${words}</span>`;
}
