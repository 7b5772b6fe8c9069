/**
 * The charter of use, before anything else is read: its words, and one tap. It comes with the wall and is accepted like
 * all that is done here: with no network too, at three in the morning. What was accepted here is known here, until the
 * wall has heard of it.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from '../elements/drawn.js';
import { icon } from '../elements/icon.js';

const KEPT = 'chevet-charte/';

export class Charter extends Drawn {
  #isSaving = false;

  connectedCallback() {
    super.connectedCallback();
    if (localStorage.getItem(this.#kept) === `${this.engine.charter?.version}`) this.#goOn();
  }

  view() {
    const { charter, wall, me } = this.engine;
    if (!charter) return nothing;
    return html`<div class="charter">
      <header class="frame-header">
        <span class="where">${wall?.establishment.name}</span>
        <span class="self"><b>${me?.firstName}</b><span>${me?.roleLabel}</span></span>
        <button class="tool stacked lock" type="button" @click=${() => this.engine.lock('button')}>${icon('lock')}<span>Verrouiller</span></button>
      </header>
      <main class="column" tabindex="0" aria-labelledby="charter-title">
        <h1 id="charter-title" tabindex="-1" data-focus>${charter.title}</h1>
        ${charter.opening.map((line) => html`<p>${line}</p>`)}
        ${charter.parts.map(({ heading, lines }) => html`<h2>${heading}</h2>
          ${lines.map((line) => html`<p>${line}</p>`)}`)}
      </main>
      <footer>
        <button class="button primary big wide" type="button" ?disabled=${this.#isSaving} @click=${this.#accept}>J’ai lu et j’accepte</button>
      </footer>
    </div>`;
  }

  get #kept() {
    return KEPT + this.engine.me?.id;
  }

  #accept = async () => {
    const version = this.engine.charter?.version ?? 0;
    this.#isSaving = true;
    this.redraw();
    await this.attempt(async () => {
      await this.engine.record('charter.accept', { person: null, body: { version } });
      localStorage.setItem(this.#kept, `${version}`);
      this.#goOn();
    });
    this.#isSaving = false;
    this.redraw();
  };

  /** To where one was going. */
  #goOn() {
    this.engine.charter = null;
    this.engine.emit('status');
  }
}

customElements.define('chevet-charter', Charter);
