/**
 * What one sees before the wall: a tablet that belongs to no home yet, another window that holds the pen, the start.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { themeTool } from '../elements/header.js';
import { icon } from '../elements/icon.js';
import { EngineError } from '../lib/engine_error.js';

export class Doorstep extends Drawn {
  #problem = '';

  /** What kept the tablet from starting. @param {string} text */
  set problem(text) {
    this.#problem = text;
    this.redraw();
  }

  view() {
    return html`<div class="wall">
      <header class="frame-header alone"><span class="where">${this.engine.wall?.establishment.name ?? 'Chevet'}</span>${themeTool(this)}</header>
      <main class="wall-body">${this.#content()}</main>
    </div>`;
  }

  #content() {
    if (this.engine.status === 'not-enrolled') return notEnrolled();
    if (this.engine.status === 'elsewhere') return this.#elsewhere();
    if (this.#problem) return trouble(this.#problem);
    if (!this.engine.freshness.online) return trouble(new EngineError('unknown_wall').message);
    return html`<h1>Qui êtes-vous ?</h1>
      <p class="unseen" role="status">Ouverture de la tablette</p>
      <div class="tiles" aria-hidden="true">${[1, 2, 3, 4].map(() => html`<div class="placeholder"></div>`)}</div>`;
  }

  #elsewhere() {
    return html`<div class="empty">
      ${icon('app-window')}
      <h1 tabindex="-1" data-focus>Chevet est ouvert dans une autre fenêtre</h1>
      <p>Une seule fenêtre écrit à la fois, pour que rien ne se croise. Ce qui est enregistré est en sûreté.</p>
      <button class="button primary big" type="button" @click=${() => this.attempt(() => this.engine.takeOver())}>Reprendre ici</button>
    </div>`;
  }
}

/** @param {string} words */
const trouble = (words) => html`<div class="empty">
  ${icon('circle-alert')}
  <h1 tabindex="-1" data-focus>La tablette n’a pas pu s’ouvrir</h1>
  <p role="alert">${words}</p>
  <button class="button primary big" type="button" @click=${() => location.reload()}>Réessayer</button>
</div>`;

const notEnrolled = () => html`<h1 tabindex="-1" data-focus>Cette tablette n’est pas encore rattachée</h1>
  <p>Chevet s’ouvre sur les tablettes que l’établissement connaît. Trois gestes suffisent, une seule fois.</p>
  <ol class="steps">
    <li><span>Au bureau, ouvrez « Appareils » et ajoutez cette tablette à une unité.</span></li>
    <li><span>Sur cette tablette, ouvrez le lien affiché, ou scannez son code avec l’appareil photo.</span></li>
    <li><span>Les prénoms de l’équipe apparaissent ici. Chacun ouvre avec sa clé.</span></li>
  </ol>
  <div class="buttons">
    <a class="button" href="/bureau">${icon('briefcase')}Aller au bureau</a>
    ${document.body.dataset.demo === 'true' ? html`<a class="button primary" href="/demo">Entrer dans la démonstration</a>` : nothing}
  </div>`;

customElements.define('chevet-doorstep', Doorstep);
