/**
 * From a line to the page that it was copied from, in one touch: what is about to be given, and the ordonnance under it.
 */
import { html, nothing } from 'lit-html';
import { capitalised } from '../lib/said.js';
import { unbroken } from '../lib/unbroken.js';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import './page_view.js';
import { Sheet } from './sheet.js';

/** @typedef {import('../lib/rows.js').LineRow} Line */

/** Nothing for a line that was copied from no document of hers. @param {Drawn} host @param {Line|null|undefined} line */
export const paperKey = ({ engine }, line) => (line?.source ? html`<chevet-paper-key .engine=${engine} .line=${line}></chevet-paper-key>` : nothing);

/** Until a physician signs it, it is given, and says so. @param {Line} line */
export const signTag = ({ to_sign: isToSign }) => (isToSign ? html`<span class="tag attention strong">${icon('pencil')}Ordre oral, à signer</span>` : nothing);

class PaperKey extends Drawn {
  /** @type {Line|null} */
  #line = null;
  #isOpen = false;

  /** @param {Line} line */
  set line(line) {
    this.#line = line;
    this.redraw();
  }

  hears() {
    return false;
  }

  view() {
    if (!this.#line?.source) return nothing;
    return html`<button class="button paper-key" type="button" @click=${this.#open}>${icon('file-text')}<span>Voir l’ordonnance<span class="unseen">, ${this.#line.label}</span></span></button>
      ${this.#isOpen ? html`<chevet-paper-sheet .engine=${this.engine} .line=${this.#line} @leave=${this.#close}></chevet-paper-sheet>` : nothing}`;
  }

  #open = () => {
    this.#isOpen = true;
    this.redraw();
  };

  /** @param {Event} event its own sheet, not one of the screen's */
  #close = (event) => {
    event.stopPropagation();
    this.#isOpen = false;
    this.redraw();
  };
}

class PaperSheet extends Sheet {
  /** @type {Line} */
  line = /** @type {any} */ (undefined);

  view() {
    const { label, scheme, wording, source, control_by: isUnread } = this.line;
    return html`<dialog class="sheet paper" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Ordonnance')}
      <div class="body">
        <p class="paper-line"><b>${unbroken(label)}</b><br />${unbroken(capitalised(scheme))}${wording ? html`<br />${unbroken(capitalised(wording))}` : nothing}</p>
        <p class="quiet small">${isUnread ? 'Copiée de cette page, pas encore contrôlée : si elles diffèrent, appelez avant de donner.' : 'Copiée de cette page, et contrôlée.'}</p>
        <chevet-page-view .engine=${this.engine} .given=${source}></chevet-page-view>
      </div>
    </dialog>`;
  }
}

customElements.define('chevet-paper-key', PaperKey);
customElements.define('chevet-paper-sheet', PaperSheet);
