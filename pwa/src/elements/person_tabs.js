/**
 * What there is of one person, side by side under her name: her days, her treatment, her wounds, her documents.
 */
import { html, nothing } from 'lit-html';
import { changes } from '../lib/treatment.js';
import { icon } from './icon.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {Drawn} host @param {string} person @param {'person'|'treatment'|'documents'|'wounds'} here */
export function personTabs(host, person, here) {
  const [seesTreatment, seesDocuments] = [host.engine.may('medication.see'), host.engine.may('document.read_care')];
  const seesWounds = host.engine.may('wound.read');
  if (!seesTreatment && !seesDocuments && !seesWounds) return nothing;
  const fresh = unseen(host, person).length;
  const tab = (/** @type {boolean} */ isHere, /** @type {string} */ href, /** @type {unknown} */ words) => html`<a href=${href} aria-current=${isHere ? 'page' : nothing}>${words}</a>`;
  const badge = html`<span class="count-badge late" aria-hidden="true">${fresh}</span><span class="unseen">, ${fresh} ${fresh > 1 ? 'changements' : 'changement'} à voir</span>`;
  return html`<nav class="tabs" aria-label="De cette personne">
    ${tab(here === 'person', `/personnes/${person}`, html`${icon('message-square-text')}Suivi`)}
    ${seesTreatment ? tab(here === 'treatment', `/personnes/${person}/traitement`, html`${icon('pill')}<span>Traitement${fresh ? badge : nothing}</span>`) : nothing}
    ${seesWounds ? tab(here === 'wounds', `/personnes/${person}/plaies`, html`${icon('bandage')}Plaies`) : nothing}
    ${seesDocuments ? tab(here === 'documents', `/personnes/${person}/documents`, html`${icon('file-text')}Documents`) : nothing}
  </nav>`;
}

/** What changed lately and this reader has not said to have seen. @param {Drawn} host @param {string} person */
const unseen = ({ engine }, person) => changesFor(engine, person).filter(({ isSeen }) => !isSeen);

/** @param {import('./shapes.js').Engine} engine @param {string} person */
export function changesFor(engine, person, now = new Date()) {
  const seen = engine.factsOf('prescription.change_seen').map(({ body, author, state }) => ({ lines: body.lines, author, state }));
  return changes(engine.rowsOf('line', person), seen, engine.me?.id ?? '', now);
}
