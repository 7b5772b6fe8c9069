/**
 * "Accès en urgence": somebody of another unit, when it cannot wait. Whom, why, one's own key; then the file, to be read,
 * for an hour. Others read the reason afterwards, and the sheet says so before anything is opened.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../elements/icon.js';
import { Sheet } from '../elements/sheet.js';
import { emergenciesOf } from '../engine/emergency.js';
import { EngineError } from '../lib/engine_error.js';
import { asking, blankForm, isAsked, wantedOf } from './emergency/asking.js';
import { reading } from './emergency/reading.js';
import { reasoned, reasonField } from './emergency/reason.js';

export class Emergency extends Sheet {
  #form = blankForm();
  /** @type {import('../engine/emergency.js').Found|null} */
  #found = null;
  #reason = '';
  /** @type {string|null} the person whose file is read */
  #person = null;
  /** @type {''|'searching'|'opening'} */
  #busy = '';
  #problem = '';
  #isAsking = false;
  /** @type {ReturnType<typeof setInterval>|undefined} */
  #clock;

  connectedCallback() {
    super.connectedCallback();
    void this.#refresh();
    this.#clock = setInterval(() => void this.#refresh(), 60_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  get #mine() {
    return emergenciesOf(/** @type {any} */ (this.engine));
  }

  async #refresh() {
    if (!this.engine.me) return;
    await this.#mine.refresh();
    this.redraw();
  }

  view() {
    if (!this.engine.me) return nothing;
    const running = this.#isAsking ? [] : this.#mine.running();
    const access = running.find(({ person }) => person === this.#person) ?? running[0] ?? null;
    return html`<dialog class="sheet emergency" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Accès en urgence')}
      ${access ? reading(this, access, { end: () => this.#end(access.person), other: () => this.#askAgain() }) : this.#question()}
    </dialog>`;
  }

  #question() {
    const found = this.#found;
    return html`<form class="body" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), found ? this.#open() : this.#search())}>
        <div class="notice attention">
          ${icon('shield-alert')}
          <p>Pour lire, pendant une heure, le dossier d’une personne d’une autre unité. Le motif est relu par l’encadrement et par le délégué à la protection des données, et reste dans la trace.</p>
        </div>
        ${found ? this.#whom(found) : asking(this.#form, (form) => this.#typed(form))}
      </form>
      <footer>
        ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}
        ${found ? this.#openButton(found) : this.#searchButton()}
      </footer>`;
  }

  /** @param {import('../engine/emergency.js').Found} found */
  #whom(found) {
    const born = found.born_on?.split('-').reverse().join('/');
    const where = [found.unit, found.room && `chambre ${found.room}`].filter(Boolean).join(', ');
    return html`<section class="about-text" aria-labelledby="whom">
      <h3 id="whom" tabindex="-1">${found.name}</h3>
      <p>${[born && `Né·e le ${born}`, where].filter(Boolean).join(' · ')}</p>
      ${found.covered
        ? html`<p class="notice">${icon('circle-check')}<span>Cette personne est dans vos unités : son dossier vous est déjà ouvert, dans la liste.</span></p>`
        : reasonField(this.#reason, (reason) => {
            this.#reason = reason;
            this.#problem = '';
            this.redraw();
          })}
      ${found.isHere && !found.covered
        ? html`<p class="quiet">Sans réseau : ce que cette tablette a reçu de son unité, et rien de plus récent. L’accès sera transmis dès que le réseau revient.</p>`
        : nothing}
    </section>`;
  }

  #searchButton() {
    return html`<button class="button primary big wide" type="button" ?disabled=${!isAsked(this.#form) || Boolean(this.#busy)} @click=${() => this.#search()}>
      ${this.#busy ? 'Recherche en cours' : 'Chercher cette personne'}
    </button>`;
  }

  /** @param {import('../engine/emergency.js').Found} found */
  #openButton(found) {
    const isReady = !found.covered && reasoned(this.#reason) && !this.#busy;
    return html`${found.covered
        ? nothing
        : html`<button class="button primary big wide" type="button" ?disabled=${!isReady} @click=${() => this.#open()}>
            ${this.#busy ? 'Présentez votre clé' : 'Ouvrir avec ma clé, pour une heure'}
          </button>`}
      <button class="button plain wide" type="button" ?disabled=${Boolean(this.#busy)} @click=${() => this.#another()}>Ce n’est pas la bonne personne</button>`;
  }

  /** @param {import('./emergency/asking.js').Form} form */
  #typed(form) {
    this.#form = form;
    this.#problem = '';
    this.redraw();
  }

  #another() {
    this.#found = null;
    this.#problem = '';
    this.redraw();
  }

  #askAgain() {
    this.#isAsking = true;
    this.#found = null;
    this.#form = blankForm();
    this.#reason = '';
    this.redraw();
  }

  #search() {
    if (!isAsked(this.#form)) return;
    return this.#try('searching', async () => {
      this.#found = await this.#mine.search(wantedOf(this.#form));
      if (!this.#found) this.#problem = 'Personne n’est accompagné ici sous cette identité exacte. Vérifiez l’orthographe, la date ou la chambre.';
    });
  }

  #open() {
    const found = this.#found;
    if (!found || found.covered || !reasoned(this.#reason)) return;
    return this.#try('opening', async () => {
      await this.#mine.open(found, this.#reason);
      this.#person = found.id;
      this.#isAsking = false;
      this.#found = null;
      this.#reason = '';
      this.#form = blankForm();
    });
  }

  /** @param {string} person */
  async #end(person) {
    await this.#mine.end(person);
    this.send('say', { text: 'Accès en urgence terminé' });
    if (this.#mine.running().length === 0) return this.leave();
    this.redraw();
  }

  /** @param {'searching'|'opening'} busy @param {() => Promise<void>} action */
  async #try(busy, action) {
    if (this.#busy) return;
    this.#busy = busy;
    this.#problem = '';
    this.redraw();
    try {
      await action();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#busy = '';
      this.redraw();
    }
  }
}

customElements.define('chevet-emergency', Emergency);
