/**
 * The verdict of a scan, over the width of the screen: a word, an icon, a colour, a sound, a shake, and what to do. Right
 * passes by itself; anything else stays until somebody answers it.
 *
 * Always mounted, so that those who listen are told at once; `given` says what to show, null for nothing. Fires
 * `verdict-over` when it has passed or was answered.
 */
import { html, nothing } from 'lit-html';
import { Drawn } from './drawn.js';
import { icon } from './icon.js';
import { signals } from './signalling.js';

/**
 * @typedef {import('../lib/signals.js').Tone} Tone
 * @typedef {{title: string, to_do: string, tone: Tone, sound: Tone, vibration: number[]}} Words
 * @typedef {{label: string, run: () => void, isMain?: boolean}} Action
 * @typedef {{kind: string, words: Words, says?: string, actions?: Action[]}} Given says: of what or of whom; actions: the ways on
 */

const PASSES = 1_100;
/** @type {Record<Tone, import('./icon.js').IconName>} */
const ICONS = { right: 'circle-check', attention: 'triangle-alert', stop: 'octagon-x' };

export class Verdict extends Drawn {
  /** @type {Given|null} */
  #given = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #arrived = false;

  /** The same object again is the same verdict. @param {Given|null} given */
  set given(given) {
    if (given === this.#given) return;
    clearTimeout(this.#timer);
    this.#given = given;
    this.#arrived = given !== null;
    if (given) signals.give(given.words.sound, given.words.vibration);
    if (given && passes(given)) this.#timer = setTimeout(this.#over, PASSES);
    this.redraw();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#given = null;
    document.documentElement.style.removeProperty('--under-verdict');
  }

  hears() {
    return false;
  }

  /** What was just told stands above it, never on its answer; what stays takes the focus: the next key answers it. */
  drawn() {
    const panel = /** @type {HTMLElement|null} */ (this.querySelector('.verdict'));
    document.documentElement.style.setProperty('--under-verdict', `${panel?.offsetHeight ?? 0}px`);
    if (!this.#arrived || !this.#given || passes(this.#given)) return;
    this.#arrived = false;
    panel?.focus({ preventScroll: true });
  }

  view() {
    const given = this.#given;
    return html`<p class="unseen" role="alert" aria-live="assertive">${given ? spoken(given) : nothing}</p>
      ${given ? this.#panel(given) : nothing}`;
  }

  /** @param {Given} given */
  #panel({ kind, words, says, actions = [] }) {
    const ways = actions.length ? actions : [{ label: 'J’ai compris', run: () => {}, isMain: true }];
    return html`<section class="verdict ${words.tone}" data-kind=${kind} tabindex="-1" aria-label=${words.title}>
      ${icon(ICONS[words.tone])}
      <div>
        <h2>${words.title}</h2>
        ${says ? html`<p class="of-what">${says}</p>` : nothing}
        <p>${words.to_do}</p>
      </div>
      ${passes({ words }) ? nothing : html`<div class="buttons">${ways.map((way) => this.#way(way))}</div>`}
    </section>`;
  }

  /** @param {Action} action */
  #way({ label, run, isMain }) {
    return html`<button class="button big ${isMain ? 'primary' : ''}" type="button" @click=${() => (this.#over(), run())}>${label}</button>`;
  }

  #over = () => {
    clearTimeout(this.#timer);
    const given = this.#given;
    this.#given = null;
    this.redraw();
    if (given) this.send('verdict-over', { kind: given.kind });
  };
}

/** @param {Pick<Given, 'words'>} given */
const passes = ({ words }) => words.tone === 'right';

/** @param {Given} given */
const spoken = ({ words, says }) => [words.title, says, words.to_do].filter(Boolean).join('. ');

customElements.define('chevet-verdict', Verdict);
