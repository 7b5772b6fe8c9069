/**
 * Taking pages: the camera, each page as it came out, its corners, and the end. Every page is sealed and on the disk as
 * soon as it is shot; whatever happens then, it can be taken up again. Fetched when somebody first takes a photo.
 *
 * Fires `captured` {id, person, pages} and `capture-closed`.
 */
import { html, nothing } from 'lit-html';
import { WHOLE } from '../lib/cropping.js';
import { EngineError } from '../lib/engine_error.js';
import { ACCEPTED } from '../lib/file_kinds.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import './capture/corner_editor.js';
import { drafting } from './capture/drafting.js';
import { ending } from './capture/ending.js';
import { leftDrafts } from './capture/left.js';
import { pageView } from './capture/page.js';
import { Session } from './capture/session.js';
import { shutterBar, strip } from './capture/shutter.js';
import './capture/viewfinder.js';
import { NOT_SHOT, pagesWords } from './capture/words.js';

/**
 * @typedef {import('../lib/homography.js').Point} Point
 * @typedef {{person: string, kind?: string|null, wound?: string|null, ghost?: ImageBitmap|null, isPage?: boolean,
 *   single?: boolean, files?: File[]}} Given ghost: drawn over the film, and not closed here; isPage: paper, of which the corners are looked
 *   for; single: one picture and no questions; files: handed over by another application
 * @typedef {{kind: string|null, note: string, hasMore: boolean}} Told what is said of the document at the end
 * @typedef {{picture: ImageBitmap, corners: Point[], isWhole: boolean}} Placing
 */

/** What the screen of a wound takes. */
const WOUND_PHOTO = 'wound_photo';
/** The photo under its corners. */
const PLACED_ON = 1200;

export class Capture extends Drawn {
  /** @type {Given} */
  #given = { person: '' };
  /** @type {Session|null} */
  #session = null;
  /** @type {'looking'|'page'|'corners'|'ending'} */
  phase = 'looking';
  /** The page that is looked at. @type {string|null} */
  chosen = null;
  /** The page that is being taken again. @type {string|null} */
  #instead = null;
  /** @type {import('./capture/session.js').Look|null} null: being laid flat */
  look = null;
  /** @type {Placing|null} */
  #placing = null;
  isBusy = false;
  problem = '';
  /** @type {{id: string, no: number}|null} */
  removed = null;
  /** @type {import('./capture/session.js').Draft[]} */
  #left = [];
  /** @type {Told} */
  told = { kind: null, note: '', hasMore: false };
  lens = { hasLamp: false, isLit: false, isReady: false };
  /** @type {string|null} */
  #drawnPhase = null;

  /** @param {Given} given */
  set given(given) {
    const isSame = given.person === this.#given.person && given.wound === this.#given.wound;
    this.#given = given;
    if (!isSame) this.told = { kind: given.kind ?? null, note: '', hasMore: false };
    if (!isSame && this.isConnected) this.#begin();
    this.redraw();
  }

  get about() {
    const { person, kind = null, wound = null, ghost = null, isPage = true, single = false, files = [] } = this.#given;
    return { person, kind, wound, ghost, isPage, single, files };
  }

  get session() {
    return /** @type {Session} */ (this.#session);
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('sighted', this.#onSighted);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener('sighted', this.#onSighted);
    document.documentElement.style.removeProperty('--under-toast');
    this.#end();
  }

  /** @param {string} what */
  hears(what) {
    return what === 'status';
  }

  #begin() {
    this.#end();
    this.#session = new Session(this.engine, this.#given.person, { isPage: this.about.isPage, wound: this.about.wound });
    this.phase = 'looking';
    this.redraw();
    if (this.about.files.length) void this.#keepFiles(this.about.files, 'share');
    else if (!this.about.single) void this.attempt(async () => ((this.#left = await drafting.resumeDrafts(/** @type {any} */ (this.engine), this.about.person)), this.redraw()));
  }

  /** Nothing that was seen stays in memory. */
  #end() {
    this.#forgetLook();
    this.#forgetPlacing();
    if (this.#session?.isEmpty) void this.#session.discard().catch(() => {});
    this.#session?.close();
    this.#session = null;
    this.#left = [];
  }

  #onSighted = (/** @type {any} */ { detail }) => {
    this.lens = detail;
    this.redraw();
  };

  /** One gesture at a time; what stops it is said here, and nothing kept is lost. @param {() => Promise<unknown>} gesture @param {string} [otherwise] */
  async run(gesture, otherwise = NOT_SHOT) {
    if (this.isBusy || !this.#session) return;
    this.isBusy = true;
    this.problem = '';
    this.removed = null;
    this.redraw();
    try {
      await gesture();
    } catch (error) {
      if (this.#session) this.problem = error instanceof EngineError ? error.message : otherwise;
    } finally {
      this.isBusy = false;
      this.redraw();
    }
  }

  shoot = () =>
    this.run(async () => {
      const finder = /** @type {import('./capture/viewfinder.js').Viewfinder} */ (this.querySelector('chevet-viewfinder'));
      this.classList.add('shooting');
      try {
        const shot = await finder.shoot();
        const page = await this.session.keep(shot, this.#instead);
        this.#instead = null;
        await this.show(page);
      } finally {
        this.classList.remove('shooting');
      }
    });

  /** The files of the picker. @param {Event} event */
  onFiles = ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length) void this.#keepFiles(files, 'file');
  };

  /** The system's picker covers the page: that is not putting the tablet away. */
  onPick = () => {
    this.engine.stepOut();
    /** @type {HTMLInputElement|null} */ (this.querySelector('input[type=file]'))?.click();
  };

  /** @param {File[]} files @param {'file'|'share'} source */
  #keepFiles(files, source) {
    return this.run(async () => {
      if (this.session.pages.length === 0) this.session.source = source;
      const refusals = [];
      let last = null;
      for (const file of this.about.single ? files.slice(0, 1) : files) {
        const kept = await this.session.keepFile(file, this.#instead);
        if ('page' in kept) this.#instead = null;
        if ('page' in kept) last = kept.page;
        else refusals.push(kept.refusal);
      }
      if (last) await this.show(last);
      this.problem = refusals.join(' ');
    }, 'Ce fichier n’a pas pu être gardé. Recommencez, ou photographiez la page.');
  }

  /** @param {string} page */
  async show(page) {
    this.#forgetLook();
    this.#forgetPlacing();
    this.chosen = page;
    this.phase = 'page';
    this.redraw();
    const look = await this.session.look(page);
    if (this.chosen !== page || !this.#session) return look.picture?.close();
    this.look = look;
    this.redraw();
  }

  /** To the camera: another page, or this one again. @param {string|null} [instead] */
  toCamera = (instead = null) => {
    this.#instead = instead;
    this.#forgetLook();
    this.chosen = null;
    this.problem = '';
    this.phase = 'looking';
    this.redraw();
  };

  toEnding = () => {
    this.#forgetLook();
    this.problem = '';
    this.phase = 'ending';
    this.redraw();
  };

  /** @param {() => Promise<unknown>} change of the page that is looked at */
  change(change) {
    const page = /** @type {string} */ (this.chosen);
    return this.run(async () => {
      await change();
      await this.show(page);
    }, 'La page n’a pas pu être changée : elle reste comme elle était.');
  }

  // Not `remove`: that is what takes an element out of the page.
  takeOut = () =>
    this.run(async () => {
      const id = /** @type {string} */ (this.chosen);
      const no = this.session.pages.findIndex((page) => page.id === id);
      await this.session.remove(id);
      const { pages } = this.session;
      if (pages.length) await this.show(pages[Math.min(no, pages.length - 1)].id);
      else this.toCamera();
      this.removed = { id, no: no + 1 };
    });

  restore = () => {
    const { id } = /** @type {{id: string}} */ (this.removed);
    void this.run(async () => {
      await this.session.restore(id);
      await this.show(id);
    });
  };

  toCorners = () =>
    this.run(async () => {
      const { picture, corners } = await this.session.whole(/** @type {string} */ (this.chosen), PLACED_ON);
      this.#placing = { picture, corners: corners ?? WHOLE, isWhole: corners === null };
      this.phase = 'corners';
    });

  /** @param {Point[]|null} corners */
  #setCorners(corners) {
    return this.change(() => this.session.setCorners(/** @type {string} */ (this.chosen), corners));
  }

  finish = () =>
    this.run(async () => {
      const { person } = this.about;
      const pages = this.session.pages.length;
      const id = await this.session.finish({ kind: this.told.kind, note: this.told.note });
      this.session.forget();
      this.send('captured', { id, person, pages });
    }, 'Le document n’a pas pu être enregistré. Ses pages sont gardées : recommencez.');

  /** What the document is, or a word beside it: kept with its pages. @param {Partial<Told>} told */
  say(told) {
    this.told = { ...this.told, ...told };
    this.redraw();
    void this.session.tell(this.told).catch(() => {}); // said again with « Enregistrer »
  }

  /** @param {import('./capture/session.js').Draft} draft */
  #resume(draft) {
    return this.run(async () => {
      await this.session.resume(draft);
      const { kind = null, note = '' } = draft.told ?? {};
      this.told = { kind: draft.wound ? WOUND_PHOTO : kind, note, hasMore: false };
      this.#left = this.#left.filter((one) => one !== draft);
      const last = this.session.pages.at(-1);
      if (last) await this.show(last.id);
    });
  }

  /** @param {import('./capture/session.js').Draft} draft */
  #discard(draft) {
    return this.run(async () => {
      await draft.discard();
      this.#left = this.#left.filter((one) => one !== draft);
    });
  }

  #forgetLook() {
    this.look?.picture?.close();
    this.look = null;
  }

  #forgetPlacing() {
    this.#placing?.picture.close();
    this.#placing = null;
  }

  view() {
    if (!this.#session) return nothing;
    const isLooking = this.phase === 'looking';
    return html`<section class="capture" data-phase=${this.phase} aria-label="Prise de vue">
      ${isLooking ? this.#notices() : nothing} ${this.#said()}
      <div class="finder" ?hidden=${!isLooking}>
        <chevet-viewfinder .engine=${this.engine} .given=${this.#seeing(!isLooking || this.isBusy)}></chevet-viewfinder>
      </div>
      ${isLooking ? shutterBar(this, this.#instead !== null) : nothing} ${this.phase === 'page' ? pageView(this) : nothing}
      ${this.phase === 'corners' ? this.#corners() : nothing} ${this.phase === 'ending' ? ending(this) : nothing}
      <input type="file" accept=${ACCEPTED} ?multiple=${!this.about.single} hidden @change=${this.onFiles} />
    </section>`;
  }

  /** @param {boolean} isHeld @returns {import('./capture/viewfinder.js').Seeing} */
  #seeing(isHeld) {
    return { isHeld, isKeeping: this.isBusy, isPage: this.about.isPage, ghost: this.about.ghost, look: (frame) => this.session.darkroom.look(frame) };
  }

  #notices() {
    const room = drafting.roomWords(this.engine);
    return html`${room ? html`<p class="notice attention">${icon('triangle-alert')}<span>${room}</span></p>` : nothing}
    ${this.session.pages.length ? nothing : leftDrafts(this, this.#left, { resume: (draft) => this.#resume(draft), discard: (draft) => this.#discard(draft) })}`;
  }

  #said() {
    const gone = this.removed;
    return html`<p class="capture-problem" role="alert">${this.problem ? html`${icon('triangle-alert')}<span>${this.problem}</span>` : nothing}</p>
      ${gone ? html`<div class="capture-removed" role="status"><span>Page ${gone.no} supprimée</span><button class="button" type="button" @click=${this.restore}>${icon('undo-2')}Annuler</button></div>` : nothing}`;
  }

  #corners() {
    const placing = /** @type {Placing} */ (this.#placing);
    const place = (/** @type {Point[]} */ corners) => ((this.#placing = { ...placing, corners, isWhole: false }), this.redraw());
    return html`<div class="placing" @placed=${(/** @type {CustomEvent} */ { detail }) => place(detail.corners)}>
        <h2 tabindex="-1">Placez les coins de la page</h2>
        <chevet-corners .engine=${this.engine} .given=${{ picture: placing.picture, corners: placing.corners }}></chevet-corners>
      </div>
      <footer class="capture-foot">
        <button class="button" type="button" ?disabled=${this.isBusy} @click=${() => this.#setCorners(null)}>Toute la photo</button>
        <button class="button primary big" type="button" ?disabled=${this.isBusy} @click=${() => this.#setCorners(placing.corners)}>Valider les coins</button>
      </footer>`;
  }

  /** The pages so far, to be chosen from. */
  strip() {
    return strip(this);
  }

  /** Where a gesture leads, the keyboard and the voice begin. */
  drawn() {
    // What was just saved is said above the keys, never over them.
    const keys = this.querySelector('.capture-foot, .shutter-bar')?.getBoundingClientRect();
    if (keys) document.documentElement.style.setProperty('--under-toast', `${Math.max(0, Math.round(Math.min(innerHeight - keys.top, innerHeight / 2)))}px`);
    if (!this.#session || this.#drawnPhase === this.phase) return;
    const isFirst = this.#drawnPhase === null;
    this.#drawnPhase = this.phase;
    const place = this.phase === 'looking' ? '.shutter' : 'h2';
    if (!isFirst) queueMicrotask(() => /** @type {HTMLElement|null} */ (this.querySelector(place))?.focus({ preventScroll: true }));
  }

  get pagesWords() {
    return pagesWords(this.session.pages.length);
  }
}

customElements.define('chevet-capture', Capture);
