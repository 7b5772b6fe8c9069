/**
 * A photo for one person: whose it is stays on the screen while the camera looks, and at the end one is back on her page.
 */
import { html } from 'lit-html';
import { capture, readyToCapture } from '../elements/capturing.js';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';
import { roomWords } from '../lib/said.js';
import { sheetLink } from './person.js';

export class PhotoScreen extends Drawn {
  #person = '';

  /** @param {string} id */
  set person(id) {
    if (id === this.#person) return;
    this.#person = id;
    this.redraw();
  }

  connectedCallback() {
    super.connectedCallback();
    void readyToCapture();
    this.addEventListener('captured', this.#onCaptured);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.removeEventListener('captured', this.#onCaptured);
  }

  /** @param {string} what */
  hears(what) {
    return what === 'rows' || what === 'status';
  }

  #onCaptured = (/** @type {any} */ { detail: { id, person, pages } }) => {
    const undo = async () => {
      await this.engine.record('document.withdraw', { person, body: { document: id, why: null } });
    };
    this.send('say', { text: `Document enregistré, ${pages === 1 ? '1 page' : `${pages} pages`}`, action: { label: 'Annuler', run: () => this.attempt(undo) } });
    this.send('go', `/personnes/${person}`);
  };

  view() {
    const person = this.engine.person(this.#person);
    if (!person) return gone();
    if (!this.engine.may('document.capture')) return notAllowed(person.id);
    return html`<header class="capture-head">
        <h1 tabindex="-1" data-focus>${person.displayName} <span class="quiet">${roomWords(person.room)}</span></h1>
        ${sheetLink(person)}
        <a class="button plain" href=${`/personnes/${person.id}`}>${icon('x')}Fermer</a>
      </header>
      ${capture(this, { person: person.id })}`;
  }
}

const gone = () => html`<div class="empty">
  ${icon('bed')}
  <h1 tabindex="-1" data-focus>Cette personne n’est pas sur cette tablette</h1>
  <p>Elle a peut-être changé d’unité, ou vos accès ont changé.</p>
  <a class="button" href="/personnes">Revenir à la liste</a>
</div>`;

/** @param {string} person */
const notAllowed = (person) => html`<div class="empty">
  ${icon('camera-off')}
  <h1 tabindex="-1" data-focus>Les photos ne font pas partie de vos accès</h1>
  <p>Demandez à une collègue de soins de photographier le document.</p>
  <a class="button" href=${`/personnes/${person}`}>Revenir à la personne</a>
</div>`;

customElements.define('chevet-photo', PhotoScreen);
