/**
 * Saying otherwise what was recorded of a dose: the hour, the amount, what happened, or that it was somebody else's. What
 * was written first stays readable; this is written beside it.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { Sheet } from '../../elements/sheet.js';
import { EngineError } from '../../lib/engine_error.js';
import { clockField, lastTime } from '../../lib/giving.js';
import { decimal } from '../../lib/giving_body.js';
import { counts, OUTCOMES } from '../../lib/outcomes.js';
import { capitalised } from '../../lib/said.js';
import { hour } from '../../lib/time_words.js';
import { outcomes } from './asking.js';
import { choice, line as textLine, number, whichDay } from './fields.js';

/** @typedef {{hand: import('./hand.js').Hand, hers: import('./reading.js').Hers, administration: import('../../engine/administered.js').Administration}} Given */

/** @type {[string, string][]} */
const WHYS = [['time', 'L’heure'], ['amount', 'La quantité'], ['outcome', 'Ce qui s’est passé'], ['wrong_person', 'Mauvaise personne'], ['typing', 'Faute de saisie']];

export class Amending extends Sheet {
  /** @type {Given|null} */
  #given = null;
  #why = '';
  #hour = '';
  #typed = '';
  #outcome = '';
  #note = '';
  #isSaving = false;
  #problem = '';

  /** @param {Given} given */
  set given(given) {
    if (this.#given) return;
    this.#given = given;
    this.#hour = clockField(new Date(given.administration.at), this.zone.timeZone);
    this.redraw();
  }

  get #asked() {
    return /** @type {Given} */ (this.#given);
  }

  get #line() {
    const { hers, administration } = this.#asked;
    return hers.lines.find(({ id, chain }) => id === administration.line || chain === administration.chain) ?? null;
  }

  view() {
    const { administration, hers } = this.#asked;
    const { act, outcome, at, authorName } = administration;
    const said = capitalised(OUTCOMES[act][outcome]?.label ?? 'noté');
    return html`<dialog class="sheet giving-sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil}>
      ${this.head('Corriger')}
      <div class="body">
        <div class="giving-what">
          <p class="drug">${this.#line?.label ?? 'Médicament'}</p>
          <p>${said} à ${hour(new Date(at), this.zone)}${authorName ? `, par ${authorName}` : ''}, pour ${hers.person.displayName}</p>
        </div>
        ${choice('Qu’est-ce qui est faux ?', act === 'give' ? WHYS : WHYS.filter(([code]) => code !== 'amount'), this.#why, (why) => this.#set(() => (this.#why = why)))} ${this.#right()}
      </div>
      ${this.#foot()}
    </dialog>`;
  }

  /** What is right instead. */
  #right() {
    const { act } = this.#asked.administration;
    const note = textLine('Remarque, si elle aide', this.#note, (text) => this.#set(() => (this.#note = text)));
    if (this.#why === 'time') return html`${this.#time()} ${note}`;
    if (this.#why === 'amount') return html`${number('Quantité réelle', this.#line?.unit ?? '', this.#typed, (typed) => this.#set(() => (this.#typed = typed)))} ${note}`;
    if (this.#why === 'wrong_person') return html`<p class="notice attention">${icon('triangle-alert')}<span>Cette prise ne sera plus comptée pour elle. Notez-la ensuite chez la personne qui l’a reçue, et appelez l’infirmière.</span></p>${note}`;
    return this.#why ? html`${outcomes(act, this.#outcome, (outcome) => this.#set(() => (this.#outcome = outcome)))} ${this.#isPart ? number('Quantité prise', this.#line?.unit ?? '', this.#typed, (typed) => this.#set(() => (this.#typed = typed))) : nothing} ${note}` : nothing;
  }

  get #isPart() {
    return this.#outcome === 'partly_taken';
  }

  #time() {
    return html`<label class="number"
      ><span>Heure réelle</span
      ><input class="field" type="time" autocomplete="off" .value=${this.#hour} @change=${(/** @type {Event} */ { target }) => this.#set(() => (this.#hour = /** @type {HTMLInputElement} */ (target).value))}
    /></label>
      ${whichDay(this.#hour, this.zone)}`;
  }

  get #isReady() {
    const amount = decimal(this.#typed);
    /** @type {Record<string, boolean>} */
    const ready = { time: Boolean(lastTime(this.#hour, new Date(), this.zone.timeZone)), amount: Boolean(amount), wrong_person: true, outcome: Boolean(this.#outcome) && (!this.#isPart || Boolean(amount)) };
    return this.#why === 'typing' ? ready.outcome || Boolean(this.#note.trim()) : (ready[this.#why] ?? false);
  }

  #foot() {
    return html`<footer>
      ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}
      <button class="button primary big wide" type="button" ?disabled=${!this.#isReady || this.#isSaving} @click=${this.#save}>Enregistrer la correction</button>
    </footer>`;
  }

  /** @param {() => void} change */
  #set(change) {
    change();
    this.#problem = '';
    this.redraw();
  }

  get #body() {
    const { administration } = this.#asked;
    const at = this.#why === 'time' ? lastTime(this.#hour, new Date(), this.zone.timeZone) : null;
    const isOutcome = ['outcome', 'typing'].includes(this.#why) && this.#outcome;
    const hasAmount = this.#why === 'amount' || (isOutcome && counts(this.#outcome));
    return { administration: administration.id, why: this.#why, outcome: isOutcome ? this.#outcome : null, amount: hasAmount ? decimal(this.#typed) : null, at: at?.toISOString() ?? null, note: this.#note.trim() || null };
  }

  #save = async () => {
    if (this.#isSaving || !this.#isReady) return;
    this.#isSaving = true;
    try {
      const { id } = await this.engine.record('dose.amend', { person: this.#asked.hers.person.id, body: this.#body });
      this.#told(id);
      this.leave();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#isSaving = false;
      this.redraw();
    }
  };

  /** @param {string} id of the correction, which can be taken back as well */
  #told(id) {
    const { engine } = this;
    const { person } = this.#asked.hers;
    const page = /** @type {import('../../elements/drawn.js').Drawn} */ (this.closest('chevet-bedside') ?? this);
    const undo = () => engine.record('dose.retract', { person: person.id, body: { administration: id } });
    page.send('say', { text: 'Corrigé', action: { label: 'Annuler', run: () => page.attempt(undo) } });
  }
}

customElements.define('chevet-amending', Amending);
