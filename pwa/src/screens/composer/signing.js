/**
 * A cible that two people sign: the colleague who stands by touches their first name, then their own key; nobody's session
 * changes. Whoever is alone says why and saves all the same.
 */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { staffFace } from '../../elements/face.js';
import { icon } from '../../elements/icon.js';
import { confirmWith, witnessesFor } from '../../engine/confirming.js';

/** @typedef {import('../../elements/shapes.js').Cible} Cible */
/** @typedef {import('../../lib/rows.js').WallStaff} WallStaff */
/** @typedef {{confirm?: (action: any) => Promise<any[]>, alone?: string}} Signed what goes with the entry */

const RIGHT = 'journal.write';
const REASONS = ['Personne de disponible', 'Urgence', 'La nuit, seul·e dans l’unité'];
const OTHER = 'Autre';
const LONGEST = 300;

export class Signing {
  /** @type {'choice'|'witness'|'alone'} */
  #step = 'choice';
  /** @type {WallStaff|null} whose key is awaited */
  #awaited = null;
  #reason = '';
  #more = '';
  /** @type {AbortController|null} */
  #asking = null;

  /** @param {import('../../elements/drawn.js').Drawn} host @param {(signed: Signed) => Promise<boolean>} save whether it was kept */
  constructor(host, save) {
    this.host = host;
    this.save = save;
  }

  /** Whether the body of the sheet is taken up by it. */
  get isOpen() {
    return this.#step !== 'choice';
  }

  /** Back to what is written. */
  close() {
    this.#asking?.abort();
    this.#to('choice');
  }

  /** @param {'choice'|'witness'|'alone'} step */
  #to(step) {
    this.#step = step;
    this.#awaited = null;
    this.host.redraw();
    queueMicrotask(() => /** @type {HTMLElement|null} */ (this.host.querySelector('#signing'))?.focus());
  }

  /** @param {string} unit of the person @param {string} label of the cible */
  body(unit, label) {
    return this.#step === 'witness' ? this.#wall(unit, label) : this.#why(label);
  }

  /** @param {string} unit @param {string} label */
  #wall(unit, label) {
    const engine = /** @type {any} */ (this.host.engine);
    const staff = witnessesFor(engine, { unit, permission: RIGHT });
    return html`<section class="signing" aria-labelledby="signing">
      <h3 id="signing" tabindex="-1">Qui signe avec vous ?</h3>
      <p class="quiet">${label} : votre collègue relit avec vous, touche son prénom, puis présente sa propre clé. Votre session reste ouverte, la sienne ne s’ouvre pas.</p>
      ${staff.length
        ? html`<ul class="tiles compact">
            ${staff.map((one) => html`<li>${this.#tile(one)}</li>`)}
          </ul>`
        : html`<p class="notice">${icon('users')}<span>Personne d’autre de cette unité n’a de clé sur cette tablette. Vous pouvez enregistrer seul·e : un contrôle sera demandé.</span></p>`}
    </section>`;
  }

  /** @param {WallStaff} one */
  #tile(one) {
    const isAwaited = this.#awaited?.id === one.id;
    const shown = { ...one, firstName: one.first_name };
    return html`<button class="tile ${isAwaited ? 'chosen' : ''}" type="button" aria-busy=${isAwaited} ?disabled=${this.#awaited !== null && !isAwaited} @click=${() => this.#ask(one)}>
      ${staffFace(/** @type {any} */ (shown), 'large')}
      <span class="name">${one.first_name}</span>
      <span class="role">${isAwaited ? 'Présentez votre clé' : one.role_label}</span>
    </button>`;
  }

  /** @param {WallStaff} one */
  async #ask(one) {
    if (this.#awaited) return;
    this.#awaited = one;
    this.#asking = new AbortController();
    this.host.redraw();
    const confirm = confirmWith(/** @type {any} */ (this.host.engine), [{ role: 'witness', staff: one.id }], this.#asking.signal);
    await this.save({ confirm });
    this.#awaited = null;
    this.#asking = null;
    this.host.redraw();
  }

  /** @param {string} label */
  #why(label) {
    return html`<section class="signing about-text" aria-labelledby="signing">
      <h3 id="signing" tabindex="-1">Pourquoi seul·e ?</h3>
      <p class="quiet">${label} se signe à deux. Ce qui s’est passé s’enregistre quand même, marqué « sans témoin » ; l’infirmier·ère contrôle sous 24 h.</p>
      <div class="chips">
        ${[...REASONS, OTHER].map(
          (reason) => html`<button class="chip" type="button" aria-pressed=${this.#reason === reason} @click=${() => this.#choose(reason)}>${reason}</button>`,
        )}
      </div>
      ${this.#reason
        ? html`<textarea
            class="field"
            rows="1"
            maxlength=${LONGEST - 40}
            autocomplete="off"
            aria-label="Motif"
            placeholder=${this.#reason === OTHER ? 'En quelques mots' : 'Préciser, si c’est utile'}
            .value=${live(this.#more)}
            @input=${(/** @type {Event} */ { target }) => {
              this.#more = /** @type {HTMLTextAreaElement} */ (target).value;
              this.host.redraw();
            }}
          ></textarea>`
        : nothing}
    </section>`;
  }

  /** @param {string} reason */
  #choose(reason) {
    this.#reason = reason;
    this.host.redraw();
  }

  /** Why nobody signed too, as it is sent. */
  get alone() {
    const more = this.#more.trim();
    if (this.#reason === OTHER) return more;
    return more ? `${this.#reason} : ${more}` : this.#reason;
  }

  /** @param {boolean} isReady what is written can be saved */
  foot(isReady) {
    if (this.#step === 'choice') {
      return html`<button class="button primary big wide" type="button" ?disabled=${!isReady} @click=${() => this.#to('witness')}>${icon('users')}Signer à deux</button>
        <button class="button plain wide" type="button" ?disabled=${!isReady} @click=${() => this.#to('alone')}>Je suis seul·e</button>`;
    }
    if (this.#step === 'witness') {
      return html`<div class="buttons">
        <button class="button" type="button" @click=${() => this.close()}>${this.#awaited ? 'Annuler' : 'Revenir au texte'}</button>
        ${this.#awaited ? nothing : html`<button class="button plain" type="button" @click=${() => this.#to('alone')}>Je suis seul·e</button>`}
      </div>`;
    }
    return html`<button class="button primary big wide" type="button" ?disabled=${!isReady || !this.alone} @click=${() => this.save({ alone: this.alone })}>Enregistrer sans témoin</button>
      <button class="button plain wide" type="button" @click=${() => this.close()}>Revenir au texte</button>`;
  }
}
