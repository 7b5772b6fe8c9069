/**
 * What the tablet does not keep: a person's older transmissions, or those of the whole file that were looked for. Asked
 * for once by hand, then as the end comes near; in memory only.
 */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { EngineError } from '../lib/engine_error.js';
import { grouped } from '../lib/reading.js';
import { asksForMore, dayOf } from '../lib/search.js';
import { Drawn } from './drawn.js';
import { entryView, opens } from './entry.js';
import { drawnFrom } from './entry_reading.js';
import { icon } from './icon.js';
import { noPages } from './place_kept.js';

/**
 * @typedef {import('./shapes.js').Entry} Entry
 * @typedef {{person: string, place: import('./place_kept.js').Place, known: Set<string>,
 *   reading: import('./entry.js').Reading}} Given known: first versions of the entries that are shown already
 */

/** The tablet keeps seven days at least; from the sixth on nothing can fall between. */
const KEPT_DAYS = 6 * 24 * 60 * 60 * 1000;
const PAGE = 40;
const AHEAD = '600px';

export class OlderEntries extends Drawn {
  /** @type {Given} */
  #given = /** @type {any} */ (null);
  #end = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && this.#pages.phase === 'more' && this.#load(), { rootMargin: AHEAD });

  /** @param {Given} given */
  set given(given) {
    this.#given = given;
    const key = JSON.stringify([given.person, given.place.asked]);
    if (given.place.older.key !== key) given.place.older = noPages(key);
    this.redraw();
  }

  get #pages() {
    return this.#given.place.older;
  }

  get #isSearch() {
    return asksForMore(this.#given.place.asked);
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'freshness';
  }

  view() {
    const { ids, total } = this.#pages;
    const { reading } = this.#given;
    const entries = this.engine.olderEntries(ids).filter(({ id, root }) => !this.#given.known.has(root ?? id));
    const count = this.#isSearch && total !== null ? html` <span class="quiet">${total.toLocaleString('fr')} en tout</span>` : nothing;
    return html`${ids.length ? html`<h2 class="older">${this.#isSearch ? 'Dans tout le dossier' : 'Plus ancien'}${count}</h2>` : nothing}
      ${grouped(entries, this.zone).map(
        (group) => html`<h3 class="day">${group.heading}</h3>
          ${repeat(group.entries, opens, (entry) => guard(drawnFrom(entry, reading), () => entryView(entry, reading)))}`,
      )}
      <div class="end">${this.#next()}</div>`;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end.disconnect();
  }

  drawn() {
    this.#end.disconnect();
    const end = this.querySelector('.end');
    if (end && this.#pages.phase === 'more') this.#end.observe(end);
  }

  #next() {
    const { phase, problem, ids } = this.#pages;
    if (phase === 'loading') return html`<p class="quiet" role="status" aria-busy="true">Lecture du dossier…</p>`;
    if (phase === 'failed') return failed(problem, this.#load);
    if (phase === 'end') return html`<p class="quiet" role="status">${this.#atEnd(ids.length)}</p>`;
    if (!this.engine.freshness.online) return offline();
    const first = this.#isSearch ? 'Chercher dans tout le dossier' : 'Voir plus ancien';
    return html`<button class="button wide" type="button" @click=${this.#load}>
      ${icon(this.#isSearch ? 'search' : 'history')}${phase === 'more' ? 'Voir la suite' : first}
    </button>`;
  }

  /** @param {number} count */
  #atEnd(count) {
    if (this.#isSearch) return count ? 'C’est tout ce que contient le dossier.' : 'Rien de plus dans tout le dossier.';
    return 'Début du dossier : aucune transmission plus ancienne.';
  }

  #load = async () => {
    const pages = this.#pages;
    if (pages.phase === 'loading') return;
    Object.assign(pages, { phase: 'loading', problem: '' });
    this.redraw();
    try {
      const { ids, next, total } = await this.engine.history(this.#given.person, { ...this.#asked(), before: pages.next, limit: PAGE });
      Object.assign(pages, { ids: [...new Set([...pages.ids, ...ids])], next, total, phase: next ? 'more' : 'end' });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      Object.assign(pages, { phase: 'failed', problem: error.message });
    }
    this.redraw();
  };

  /** The server counts days where the tablet counts hours: the period is the tablet's own. */
  #asked() {
    const { words, cible, author } = this.#given.place.asked;
    if (this.#isSearch) return { q: words.trim(), cible, author };
    return { until: dayOf(new Date(Date.now() - KEPT_DAYS), this.zone.timeZone) };
  }
}

const offline = () => html`<p class="quiet">${icon('cloud-off')}Les transmissions plus anciennes demandent le réseau.</p>`;

/** @param {string} problem @param {() => void} again */
const failed = (problem, again) => html`<div class="notice" role="alert">
  ${icon('cloud-off')}
  <p>${problem}</p>
  <div class="buttons"><button class="button" type="button" @click=${again}>Réessayer</button></div>
</div>`;

customElements.define('chevet-older', OlderEntries);
