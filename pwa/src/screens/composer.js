/**
 * Writing a transmission: one tap chooses the cible and "Enregistrer" is ready; the rest is optional. What is typed is
 * kept sealed as it grows, so that a lock or a reload loses nothing. Completing an entry is the same sheet without the
 * choice; correcting one begins with its words, and asks why.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { EngineError } from '../lib/engine_error.js';
import { roomWords } from '../lib/said.js';
import { chosen, missing } from './composer/chosen.js';
import { changes, correctionOf, draftKey } from './composer/correction.js';
import { aimed, blank, commandOf, resumed, saysSomething } from './composer/draft.js';
import { due } from './composer/due.js';
import { fields, weight } from './composer/fields.js';
import { picker } from './composer/picker.js';
import { hasReason, reasonField } from './composer/reason.js';
import { Signing } from './composer/signing.js';
import { recordedAs } from './recorded.js';

/** @typedef {import('../elements/shapes.js').Cible} Cible */
/** @typedef {import('../elements/shapes.js').Entry} Entry */
/** @typedef {import('./composer/draft.js').Draft} Draft */

/** A save that takes longer than this (ms) is shown as under way. */
const SLOW = 250;

export class Composer extends Sheet {
  #person = '';
  /** Whose draft this is: the person's, or that of the entry that is corrected. */
  #key = '';
  /** @type {Entry|null} as it was when its correction began */
  #corrected = null;
  /** @type {Draft} */
  #draft = blank();
  #restored = false;
  /** @type {Cible[]} */
  #usual = [];
  #search = '';
  /** @type {string|null} */
  #theme = null;
  #dueOpen = false;
  #saving = false;
  #problem = '';
  #signing = new Signing(this, (signed) => this.#keepEntry(signed));

  /** Whom it is about, and the cible touched, the entry to complete or the one to correct, if any. @param {{person: string, cible?: string, entry?: string, correct?: string, refile?: string}} given refile: the draft of what was put aside */
  set given({ person, cible, entry, correct, refile }) {
    if (this.#person) return;
    this.#person = person;
    this.#usual = this.engine.usualCibles(person);
    this.#corrected = correct ? (this.#entry(correct) ?? null) : null;
    this.#key = this.#corrected ? draftKey(this.#corrected) : (refile ?? person);
    const kept = this.engine.draft(this.#key);
    this.#restored = Boolean(kept);
    this.#draft = resumed({ ...(this.#corrected ? correctionOf(this.#corrected) : blank()), ...kept });
    if (this.#corrected) this.#draft = { ...this.#draft, corrects: this.#corrected.id };
    else if (entry) this.#draft = { ...this.#draft, entry, cible: this.#entry(entry)?.cible ?? null };
    else if (cible) this.#draft = this.#aimedAt(cible);
    this.redraw();
  }

  view() {
    const person = this.engine.person(this.#person);
    const completing = this.#draft.entry !== null;
    return html`<dialog class="sheet composer" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil} @keydown=${this.#onKey}>
      ${this.head(html`${person?.displayName} <span class="quiet">${roomWords(person?.room ?? null)}</span>`)}
      <div class="body">
        ${this.#signsTwo && this.#signing.isOpen ? this.#signing.body(person?.unit ?? '', this.#cible?.label ?? '') : this.#words(completing)}
      </div>
      <footer>
        ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}
        ${this.#corrected && this.#cible && !this.#ready && !this.#saving ? missing(changes(this.#draft, this.#corrected)) : nothing}
        ${this.#signsTwo ? this.#signing.foot(this.#ready) : this.#saveButton()}
      </footer>
    </dialog>`;
  }

  /** Whether the cible asks for a second signature; what completes an entry has one author. */
  get #signsTwo() {
    return Boolean(this.#cible?.witness) && this.#draft.entry === null;
  }

  #saveButton() {
    return html`<button class="button primary big wide" type="button" ?disabled=${!this.#ready} @click=${this.#save}>
      ${this.#corrected ? 'Enregistrer la correction' : 'Enregistrer'}
    </button>`;
  }

  /** @param {boolean} completing */
  #words(completing) {
    return html`
        ${this.#cible ? chosen(this.#cible, { completing, correcting: this.#corrected !== null, change: this.#change }) : nothing} ${this.#notice()}
        ${this.#cible || completing ? this.#writing(completing) : this.#picking()}`;
  }

  get #cible() {
    return this.engine.vocabulary()?.cibles.find(({ id }) => id === this.#draft.cible);
  }

  get #ready() {
    if (this.#saving) return false;
    if (this.#corrected) return Boolean(this.#cible) && hasReason(this.#draft) && changes(this.#draft, this.#corrected);
    return this.#draft.entry ? saysSomething(this.#draft) : Boolean(this.#cible);
  }

  /** @param {string} id */
  #entry(id) {
    return this.engine.entries(this.#person).find((entry) => entry.id === id) ?? this.engine.olderEntries([id])[0];
  }

  #notice() {
    if (!this.#restored || !this.#isWorthKeeping(this.#draft)) return nothing;
    return html`<div class="notice attention">
      ${icon('pencil')}
      <p>Votre brouillon est repris.</p>
      <div class="buttons"><button class="button" type="button" @click=${this.#erase}>${this.#corrected ? 'Revenir au texte actuel' : 'Effacer le texte'}</button></div>
    </div>`;
  }

  /** @param {boolean} completing */
  #writing(completing) {
    return html`${this.#corrected ? reasonField(this.#draft, this.#keep) : nothing} ${completing ? nothing : html`${weight(this.#draft, this.#keep)} ${this.#due()}`} ${fields(this.#draft, this.#cible, this.#keep)}`;
  }

  /** A correction says again what was said; what remains to be done stays with the first words. */
  #due() {
    if (this.#corrected) return nothing;
    const toggle = () => {
      this.#dueOpen = !this.#dueOpen;
      this.redraw();
    };
    return due(this.#draft, this.#keep, { isOpen: this.#dueOpen, toggle, zone: this.zone });
  }

  #picking() {
    return picker({
      vocabulary: this.engine.vocabulary(),
      usual: this.#usual,
      search: this.#search,
      theme: this.#theme,
      choose: ({ id }) => this.#keep(this.#aimedAt(id)),
      onSearch: (search) => {
        this.#search = search;
        this.redraw();
      },
      onTheme: (theme) => {
        this.#theme = this.#theme === theme ? null : theme;
        this.redraw();
      },
    });
  }

  /** @param {string} id */
  #aimedAt(id) {
    const cible = this.engine.vocabulary()?.cibles.find((known) => known.id === id);
    return cible ? { ...aimed(this.#draft, cible), entry: null } : this.#draft;
  }

  /** A cible alone is one tap away and is not worth a draft. @param {Draft} draft */
  #keep = (draft) => {
    const hadSome = this.#isWorthKeeping(this.#draft);
    const hasSome = this.#isWorthKeeping(draft);
    this.#draft = draft;
    this.#problem = '';
    this.redraw();
    if (hadSome || hasSome) void this.#keepAside(hasSome ? draft : null);
  };

  /** @param {Draft} draft */
  #isWorthKeeping(draft) {
    return this.#corrected ? changes(draft, this.#corrected) : saysSomething(draft);
  }


  /** What keeps the disk from it is said on the sheet: what lies behind is not seen. @param {Draft|null} draft */
  async #keepAside(draft) {
    try {
      await this.engine.saveDraft(this.#key, draft);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
      this.redraw();
    }
  }

  #change = () => {
    this.#signing.close();
    this.#draft = { ...this.#draft, cible: null };
    this.redraw();
  };

  #erase = () => {
    this.#restored = false;
    const { cible, entry } = this.#draft;
    this.#keep(this.#corrected ? correctionOf(this.#corrected) : { ...blank(), cible, entry });
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && this.#ready && !this.#signsTwo) this.#save();
  };

  /** What is being saved is on its way off the screen: nothing new is drawn of it, unless the disk is slow. @param {string} what */
  hears(what) {
    return super.hears(what) && !this.#saving;
  }

  #save = () => this.#keepEntry({});

  /** @param {import('./composer/signing.js').Signed} signed @returns {Promise<boolean>} whether it was kept */
  #keepEntry = async ({ confirm, alone }) => {
    if (!this.#ready) return false;
    this.#saving = true;
    const slow = setTimeout(this.redraw, SLOW);
    const draft = this.#draft;
    const person = this.#person;
    try {
      const { type, body } = commandOf(draft, this.engine.vocabulary()?.version ?? 0);
      const { id } = await this.engine.record(type, { person, body: alone ? { ...body, alone } : body, confirm });
      this.attempt(() => this.engine.saveDraft(this.#key, null));
      this.shut();
      this.send('recorded', recordedAs({ id, person, draft }));
      return true;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
      return false;
    } finally {
      clearTimeout(slow);
      this.#saving = false;
      this.redraw();
    }
  };
}

customElements.define('chevet-composer', Composer);
