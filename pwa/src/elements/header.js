/**
 * The header of every bedside screen: where I am, how many entries wait and how old the data are, night, and the lock,
 * always in the same corner.
 */
import { html, nothing } from 'lit-html';
import { lostBadge } from '../lib/lost_words.js';
import { headerWords } from '../lib/state_words.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import { chosenTheme, turnTheme } from './theme.js';

export const THEMES = /** @type {const} */ ({
  auto: { word: 'Auto', icon: 'sun-moon' },
  clair: { word: 'Clair', icon: 'sun' },
  nuit: { word: 'Nuit', icon: 'moon' },
});

/** @param {Drawn} host */
export function themeTool(host) {
  const { word, icon: name } = THEMES[chosenTheme()];
  const turn = () => (turnTheme(), host.redraw());
  return html`<button class="tool stacked night" type="button" @click=${turn}>
    ${icon(name)}<span><span class="unseen">Affichage : </span>${word}</span>
  </button>`;
}

/** @param {Drawn} host @param {() => void} open */
export function stateTool(host, open) {
  const { freshness, lost, storage } = host.engine;
  const queue = { ...host.engine.queue, quarantined: host.engine.review().length };
  const words = headerWords(queue, freshness, host.zone);
  const isGrave = (lost && !lost.isUnderstood) || storage.isLow;
  return html`<button class="tool state ${isGrave ? 'attention' : words.tone}" type="button" aria-haspopup="dialog" @click=${open}>
    ${icon(isGrave ? 'triangle-alert' : words.icon)}
    <span>
      <span>${words.state}${words.data ? html`<span class="long">, ${words.data}</span>` : nothing}</span>
      ${words.seen ? html`<span class="short">${words.seen}</span>` : nothing}
      ${words.waiting ? waiting(words.waiting) : nothing}
      ${words.aside ? html`<b>${words.aside} à revoir</b>` : nothing}
      ${lost && !lost.isUnderstood ? html`<b>${lostBadge(lost)}</b>` : nothing}
      ${storage.isLow ? html`<b>Presque pleine</b>` : nothing}
    </span>
  </button>`;
}

/** @param {{count: number, since: string|null, done?: string}} waiting */
const waiting = ({ count, since, done }) =>
  done || since === null
    ? html`<b role="status">${done}</b>`
    : html`<b>
        ${count}<span class="long"> à envoyer depuis ${since}</span
        ><span class="short">${since.startsWith('moins') ? ' à envoyer' : ` · ${since}`}</span>
      </b>`;

export class Header extends Drawn {
  /** @type {{back: string|null, unit: string}} */
  #given = { back: null, unit: '' };

  /** Where "‹" leads on a phone, and the unit chosen ('' for all). @param {{back: string|null, unit: string}} given */
  set given(given) {
    this.#given = given;
    this.redraw();
  }

  view() {
    const { me } = this.engine;
    return html`<header class="frame-header">
      ${this.#where()} ${stateTool(this, () => this.send('state', null))}
      <span class="self"><b>${me?.firstName}</b><span>${me?.roleLabel}</span></span>
      ${this.engine.may('office.use') && this.engine.may('medication.give') ? html`<a class="tool office" href="/bureau" @click=${() => this.engine.toOffice()}>${icon('briefcase')}<span>Bureau</span></a>` : nothing}
      ${themeTool(this)}
      <button class="tool stacked lock" type="button" @click=${() => this.engine.lock('button')}>${icon('lock')}<span>Verrouiller</span></button>
    </header>`;
  }

  #where() {
    const units = this.engine.units();
    const { back, unit } = this.#given;
    const name = units.find(({ id }) => id === unit)?.name ?? (units.length > 1 ? 'Toutes les unités' : units[0]?.name);
    if (back) return html`<a class="where" href=${back}>${icon('chevron-left')}<span><span class="unseen">Retour : </span>${name}</span></a>`;
    if (units.length < 2) return html`<span class="where">${name}</span>`;
    return html`<span class="where choice"
      ><span aria-hidden="true">${name}</span>${icon('chevron-down')}<select aria-label="Unité" autocomplete="off" @change=${this.#choose}>
        ${units.map(({ id, name: label }) => html`<option value=${id} .selected=${id === unit}>${label}</option>`)}
        <option value="" .selected=${unit === ''}>Toutes les unités</option></select
    ></span>`;
  }

  #choose = (/** @type {Event} */ { target }) => this.send('unit', /** @type {HTMLSelectElement} */ (target).value);
}

customElements.define('chevet-header', Header);
