/**
 * The river of days, for one person or for the whole unit: filters as chips, unread marks, one thumb to mark as read.
 */
import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { UNREAD, counts, filtered, grouped, ordered } from '../lib/reading.js';
import { counted } from '../lib/state_words.js';
import { thisMinute } from '../lib/time_words.js';
import { Drawn } from './drawn.js';
import { entryView } from './entry.js';
import { filterBar } from './filters.js';
import { icon } from './icon.js';
import { staffName } from './staff_name.js';

/** @typedef {import('./shapes.js').Entry} Entry */

const STEP = 60;
const MOST_READ = 200;

export class River extends Drawn {
  /** @type {{person?: string, unit?: string}} */
  #given = {};
  /** @type {import('../lib/reading.js').Filter} */
  #filter = { kind: 'all', theme: '' };
  #unreadFirst = true;
  #shown = STEP;
  #moved = false;
  /** What comes before the river and scrolls away with it. @type {unknown} */
  lead = nothing;
  /** @type {Set<string>} */
  #open = new Set();

  /** One person's days, or a unit's ('' for all). Another person begins again without filter. @param {{person?: string, unit?: string}} given */
  set given(given) {
    this.#moved ||= given.person !== this.#given.person;
    if (given.person !== this.#given.person || given.unit !== this.#given.unit) {
      this.#filter = { kind: 'all', theme: '' };
      this.#shown = STEP;
      this.#open.clear();
    }
    this.#given = given;
    this.redraw();
  }

  get #entries() {
    const { person, unit } = this.#given;
    return person ? this.engine.entries(person) : this.engine.unitEntries(unit || undefined);
  }

  view() {
    const all = this.#entries;
    const themes = new Map(this.engine.vocabulary()?.cibles.map((cible) => [cible.id, cible.theme]));
    const unreadFirst = !this.#given.person && this.#unreadFirst;
    const kept = ordered(filtered(all, this.#filter, (cible) => themes.get(cible)), unreadFirst);
    const groups = grouped(kept.slice(0, this.#shown), { unreadFirst, ...this.zone });
    return html`<div class="scroll">
        <div class="column">
          ${this.lead} ${all.length ? this.#filters(all, themes) : empty(this.#given.person)}
          <div class="river">
            ${groups.map((group) => this.#group(group))} ${kept.length || !all.length ? nothing : this.#nothingHere()}
            ${kept.length > this.#shown
              ? html`<button class="button wide" type="button" @click=${this.#more}>Voir la suite (${kept.length - this.#shown})</button>`
              : nothing}
          </div>
        </div>
      </div>
      ${this.#readAll(kept.slice(0, this.#shown))}`;
  }

  drawn() {
    if (!this.#moved) return;
    this.#moved = false;
    this.querySelector('.scroll')?.scrollTo(0, 0);
  }

  /** @param {Entry[]} all @param {Map<string, string>} themes */
  #filters(all, themes) {
    const present = new Set(all.map((entry) => themes.get(entry.cible)));
    return filterBar({
      filter: this.#filter,
      number: counts(all),
      themes: this.engine.vocabulary()?.themes.filter(({ id }) => present.has(id)) ?? [],
      show: (change) => this.#show(change),
      unreadFirst: this.#given.person ? null : this.#unreadFirst,
      turnUnread: () => {
        this.#unreadFirst = !this.#unreadFirst;
        this.redraw();
      },
    });
  }

  /** @param {{heading: string, entries: Entry[]}} group */
  #group({ heading, entries }) {
    const underDay = heading !== UNREAD;
    const reading = this.#reading(underDay);
    return html`<h2 class="day">${heading}</h2>
      ${repeat(entries, ({ id }) => id, (entry) => guard(this.#drawnFrom(entry, underDay), () => entryView(entry, reading)))}`;
  }

  /** An entry is drawn again when one of these changed. @param {Entry} entry @param {boolean} underDay */
  #drawnFrom(entry, underDay) {
    const person = this.#given.person ? null : this.engine.person(entry.person);
    const mayWrite = this.engine.may('journal.write');
    return [entry, underDay, person, mayWrite, this.#open.has(entry.id), this.zone.timeZone, thisMinute()];
  }

  /** @param {boolean} underDay */
  #reading(underDay) {
    return {
      underDay,
      zone: this.zone,
      isOpen: (/** @type {string} */ id) => this.#open.has(id),
      toggle: (/** @type {string} */ id) => {
        if (!this.#open.delete(id)) this.#open.add(id);
        this.redraw();
      },
      nameOf: (/** @type {string} */ id) => staffName(this.engine, id),
      complete: this.engine.may('journal.write')
        ? (/** @type {Entry} */ entry) => this.send('compose', { person: entry.person, entry: entry.id })
        : null,
      personOf: this.#given.person ? null : (/** @type {string} */ id) => this.engine.person(id),
    };
  }

  #nothingHere() {
    const read = this.#filter.kind === 'unread' || this.#filter.kind === 'to_read';
    return html`<div class="empty">
      ${icon(read ? 'check-check' : 'search')}
      <h2>${read ? 'Tout est lu' : 'Rien avec ce filtre'}</h2>
      <button class="button plain" type="button" @click=${() => this.#show({ kind: 'all', theme: '' })}>Tout afficher</button>
    </div>`;
  }

  /** @param {Entry[]} entries those on screen: one does not mark as read what was filtered away */
  #readAll(entries) {
    const unread = entries.filter((entry) => entry.unread).slice(0, MOST_READ);
    if (unread.length === 0) return nothing;
    return html`<div class="read-all column">
      <button class="button plain" type="button" @click=${() => this.#markRead(unread)}>
        ${icon('check-check')}Marquer comme lu (${unread.length})
      </button>
    </div>`;
  }

  /** @param {Entry[]} unread */
  #markRead(unread) {
    this.attempt(async () => {
      for (const [person, entries] of this.#together(unread)) {
        await this.engine.record('transmission.read', { person, body: { entries: entries.map(({ id }) => id) } });
      }
      this.send('say', { text: `${counted(unread.length, 'transmission marquée comme lue', 'transmissions marquées comme lues')}` });
    });
  }

  /** One command for one person; over a unit, one for each unit, since the team of each shares what it knows. @param {Entry[]} unread @returns {Iterable<[string|null, Entry[]]>} */
  #together(unread) {
    const { person } = this.#given;
    if (person) return [[person, unread]];
    /** @type {Map<string, Entry[]>} */
    const units = new Map();
    for (const entry of unread) {
      const unit = this.engine.person(entry.person)?.unit ?? '';
      units.set(unit, [...(units.get(unit) ?? []), entry]);
    }
    return [...units.values()].map((entries) => [null, entries]);
  }

  /** @param {Partial<import('../lib/reading.js').Filter>} change */
  #show(change) {
    this.#filter = { ...this.#filter, ...change };
    this.#shown = STEP;
    this.redraw();
  }

  #more = () => {
    this.#shown += STEP;
    this.redraw();
  };
}

/** @param {string|undefined} person */
const empty = (person) => html`<div class="empty">
  ${icon('message-square-text')}
  <h2>Aucune transmission sur 7 jours</h2>
  <p>${person ? 'Touchez une cible ci-dessous pour noter la première.' : 'Ouvrez une personne pour noter ce que l’équipe doit savoir.'}</p>
</div>`;

customElements.define('chevet-river', River);
