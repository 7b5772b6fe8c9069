/**
 * Where it goes: the regions of the body as large keys, each with when it was used last; another one than the last is
 * proposed, and the same one twice says so. Left and right are the person's.
 */
import { html, nothing } from 'lit-html';
import { isTwice, nextSite, siteWords, sitesOf } from '../../../lib/sites.js';
import { capitalised } from '../../../lib/said.js';
import { ago } from '../../../lib/time_words.js';
import { isNone } from './glycaemia.js';
import { usesOf } from './known.js';
import { notice } from './pieces.js';

/** @typedef {import('./shape.js').Context} Context */
/** @typedef {import('./shape.js').Step} Step */

const INJECTED = /sous-cutan|intramuscul/i;

/** @param {Context} context @returns {Step|null} */
export function site(context) {
  const { line, act } = context;
  const isPatch = line.rule?.kind === 'patch';
  if (act !== 'give' || !(isPatch || line.gesture?.kind === 'insulin' || INJECTED.test(line.route))) return null;
  const sites = sitesOf(line.rule);
  const uses = usesOf(context);
  const used = uses.map((one) => one.site);
  const next = nextSite(sites, used);
  const lastOf = (/** @type {string} */ code) => uses.filter((one) => one.site === code).at(-1);
  return {
    id: 'site',
    title: isPatch ? 'Où le poser' : 'Où injecter',
    applies: (answers) => !isNone(context, answers),
    view: (host, answers, set) => html`<p class="quiet">Gauche et droite de la personne. Un autre site que la dernière fois.</p>
      <div class="body-map" role="group" aria-label="Site">
        ${sites.map((code) => {
          const last = lastOf(code);
          return html`<button class="chip ${code === next ? 'next' : ''}" type="button" data-site=${code} aria-pressed=${answers.site === code} @click=${() => set({ site: code })}>
            <span>${capitalised(siteWords(code))}
              ${last ? html`<small>${capitalised(ago(new Date(last.at), host.zone))}</small>` : nothing}
              ${code === next ? html`<small class="proposed">Proposé</small>` : nothing}</span>
          </button>`;
        })}
      </div>
      ${answers.site && isTwice(answers.site, used) ? notice('attention', 'triangle-alert', 'Même site que la dernière fois.', next && next !== answers.site ? `Proposé : ${siteWords(next)}.` : '') : nothing}`,
    isMissing: (answers) => (answers.site ? '' : 'Choisissez le site.'),
    put: (answers, body) => {
      body.site = answers.site;
    },
  };
}
