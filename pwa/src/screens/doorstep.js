/**
 * What one sees before the wall: a tablet that belongs to no home yet, another window that holds the pen, the start.
 */
import { html } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { themeTool } from '../elements/header.js';
import { icon } from '../elements/icon.js';
import { EngineError } from '../lib/engine_error.js';
import { beyond } from './parts.js';

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
    if (this.engine.status === 'not-enrolled') return beyond(this, 'enrolling');
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

customElements.define('chevet-doorstep', Doorstep);
