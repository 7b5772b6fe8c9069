/**
 * What must be asked before something is told of one dose, or of several at once: who she is, what stands in the way, what
 * happened, how much, when, why nothing was scanned, and the steps of the gesture. One screen, one button at its end.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { Sheet } from '../../elements/sheet.js';
import { EngineError } from '../../lib/engine_error.js';
import { clockField, lastTime } from '../../lib/giving.js';
import { decimal, missing, proposed } from '../../lib/giving_body.js';
import { passed, wayOn } from '../../lib/giving_stops.js';
import { counts, NO_SCAN, OUTCOMES, REASON_OF_NO_SCAN } from '../../lib/outcomes.js';
import { closed, forAll, outcomes, reasons } from './asking.js';
import { choice, identity, line as textLine, listed, number, what, when, whichDay } from './fields.js';

/**
 * @typedef {import('./hand.js').Asked & {hand: import('./hand.js').Hand}} Given
 * @typedef {import('../../lib/giving_body.js').Of} Of
 * @typedef {import('./steps/shape.js').Step} Step
 */

export class GivingSheet extends Sheet {
  /** @type {Given|null} */
  #given = null;
  #outcome = '';
  #isForAll = false;
  #isAlready = false;
  #typed = '';
  #reason = '';
  #note = '';
  #hour = '';
  #past = { code: '', text: '' };
  #noScan = { code: '', text: '' };
  /** @type {import('./steps/shape.js').Answers} */
  #answers = {};
  #isSaving = false;
  #problem = '';
  /** @type {Set<Element>|null} what was asked when it was last drawn */
  #shown = null;

  /** @param {Given} given */
  set given(given) {
    if (this.#given) return;
    this.#given = given;
    const [first, ...others] = given.items.map((one) => proposed(one, given.hers.about.role));
    if (given.mode === 'give' && others.every((one) => one === first)) this.#outcome = first;
    this.redraw();
  }

  get #asked() {
    return /** @type {Given} */ (this.#given);
  }

  /** The doses that are told: the one asked about, or all that are left of hers. */
  get #items() {
    const { items, hers } = this.#asked;
    return this.#isForAll ? hers.doses.flatMap((one) => (one.line && ['todo', 'again'].includes(one.status) && one.dose.act === 'give' ? [/** @type {Of} */ (one)] : [])) : items;
  }

  get #act() {
    return this.#asked.items[0].dose?.act ?? 'give';
  }

  get #isTaken() {
    return counts(this.#outcome);
  }

  view() {
    const { hers, hand, items } = this.#asked;
    const { person } = hers;
    return html`<dialog class="sheet giving-sheet" aria-labelledby="sheet-title" @cancel=${this.cancel} @click=${this.onVeil} @keydown=${this.#onKey}>
      ${this.head(person.displayName)}
      <div class="body">${hand.knows(person.id) ? nothing : identity(person)} ${items.length > 1 ? listed(items) : what(items[0])} ${this.#isClosed ? this.#closed() : this.#asking()}</div>
      ${this.#isClosed ? nothing : this.#foot()}
    </dialog>`;
  }

  get #stops() {
    const { hand, hers, items } = this.#asked;
    const isGiving = this.#isTaken || (this.#asked.mode === 'give' && !this.#outcome);
    return isGiving ? items.flatMap((one) => hand.stops(hers, one)) : [];
  }

  get #way() {
    return this.#isAlready ? 'open' : wayOn(this.#stops, this.#asked.hers.about.mayDecide);
  }

  /** It is not for this reader to give; what was already done is still to be written. */
  get #isClosed() {
    return this.#way === 'closed';
  }

  #closed() {
    return closed(this.#stops, {
      mayDecide: this.#asked.hers.about.mayDecide,
      leave: this.leave,
      already: () => this.#set(() => (this.#isAlready = true)),
    });
  }

  #asking() {
    const { mode, items } = this.#asked;
    const steps = this.#steps;
    return html`${this.#way === 'reason' ? reasons(this.#stops, this.#past, (past) => this.#set(() => (this.#past = past))) : nothing}
      ${this.#isAlready ? html`<p class="notice attention">${icon('triangle-alert')}<span>Ce sera noté comme déjà donné, et signalé. Appelez l’infirmière.</span></p>` : nothing}
      ${mode === 'other' || (!this.#outcome && steps.length === 0) ? outcomes(this.#act, this.#outcome, this.#choose) : nothing}
      ${mode === 'other' && !this.#isTaken && this.#outcome ? forAll(this.#asked.hers, items, this.#isForAll, () => this.#set(() => (this.#isForAll = !this.#isForAll))) : nothing}
      ${steps.map((step) => html`<section class="giving-step" data-step=${step.id}><h3>${step.title}</h3>${step.view(this, this.#answers, this.#answer)}</section>`)}
      ${this.#stop || !this.#outcome ? nothing : this.#details()}`;
  }

  #details() {
    const words = OUTCOMES[this.#act][this.#outcome];
    const [first] = this.#asked.items;
    return html`${words?.needs_amount ? number('Quantité prise', first.line.unit, this.#typed, (typed) => this.#set(() => (this.#typed = typed))) : nothing}
      ${words?.needs_reason ? textLine('Pourquoi, en quelques mots', this.#reason, (reason) => this.#set(() => (this.#reason = reason))) : nothing}
      ${this.#asksScan ? this.#withoutScan() : nothing}
      ${when(this.#hour, (hour) => this.#set(() => (this.#hour = hour)), clockField(new Date(), this.zone.timeZone))} ${whichDay(this.#hour, this.zone)}
      ${this.#asked.mode === 'other' ? textLine('Remarque, si elle aide', this.#note, (note) => this.#set(() => (this.#note = note))) : nothing}`;
  }

  #withoutScan() {
    const { code, text } = this.#noScan;
    const choose = (/** @type {string} */ chosen) => {
      this.#set(() => (this.#noScan = { code: chosen, text }));
      // Nothing else was asked: the reason is the tap that gives.
      if (this.#asked.mode === 'give' && !this.#stops.length && !this.#steps.length && !this.#missing && !this.#hour) void this.#save();
    };
    return html`${choice('Sans scan, pourquoi ?', Object.entries(NO_SCAN), code, choose)}
    ${REASON_OF_NO_SCAN.includes(code) ? textLine('Pourquoi, en quelques mots', text, (typed) => this.#set(() => (this.#noScan = { code, text: typed }))) : nothing}`;
  }

  get #asksScan() {
    const { hand, hers } = this.#asked;
    return this.#isTaken && this.#act === 'give' && this.#items.some((one) => hand.asksScan(hers, one));
  }

  /** Of the gesture, each once the one before is answered. @returns {Step[]} */
  get #steps() {
    const { hand, hers, items } = this.#asked;
    if (this.#isForAll || items.length > 1 || (this.#act === 'give' && !this.#outcome)) return [];
    const all = hand.steps(hers, items[0], this.#outcome).filter(({ applies }) => applies?.(this.#answers) ?? true);
    const at = all.findIndex((step) => step.isMissing(this.#answers) || step.stop?.(this.#answers));
    return at < 0 ? all : all.slice(0, at + 1);
  }

  /** The step that says that nothing is given now. */
  get #stop() {
    return this.#steps.find((step) => step.stop?.(this.#answers)) ?? null;
  }

  /** Why it cannot be told yet; '' when it can. */
  get #missing() {
    const [first] = this.#asked.items;
    const step = this.#steps.map((one) => one.isMissing(this.#answers)).find(Boolean);
    if (step) return step;
    if (this.#way === 'reason' && (!this.#past.code || (this.#past.code === 'other' && !this.#past.text.trim()))) return 'Dites pourquoi vous donnez quand même.';
    const known = this.#outcome || this.#steps.length ? '' : 'Dites ce qui s’est passé.';
    const asked = this.#outcome ? missing(first, { outcome: this.#outcome, reason: this.#reason }, this.#typed) : known;
    if (asked || !this.#asksScan) return asked;
    const { code, text } = this.#noScan;
    return code && (!REASON_OF_NO_SCAN.includes(code) || text.trim()) ? '' : 'Dites pourquoi rien n’est scanné.';
  }

  #foot() {
    const stop = this.#stop?.stop?.(this.#answers);
    const words = this.#missing;
    return html`<footer>
      ${this.#problem ? html`<p class="tag urgent strong" role="alert">${icon('triangle-alert')}${this.#problem}</p>` : nothing}
      ${stop
        ? html`<p class="notice urgent" role="alert">${icon('circle-alert')}<span>${stop.says}</span></p>
            <button class="button primary big wide" type="button" ?disabled=${this.#isSaving} @click=${this.#stopHere}>${stop.done}</button>`
        : html`<p class="small quiet" id="giving-missing" aria-live="polite">${words}</p>
            <button class="button primary big wide" type="button" aria-describedby="giving-missing" ?disabled=${Boolean(words) || this.#isSaving} @click=${this.#save}>${this.#verb}</button>`}
    </footer>`;
  }

  get #verb() {
    const { items, hers, hand } = this.#asked;
    const own = this.#steps.map((one) => one.verb?.(this.#answers)).find(Boolean);
    if (own) return own;
    if (!this.#isTaken || this.#asked.mode === 'other') return 'Enregistrer';
    if (this.#isAlready) return 'Noter comme déjà donné';
    const found = this.#steps.map((one) => one.gives?.(this.#answers)).find(Boolean);
    const verb = items.length > 1 ? `Donner ces ${items.length}` : `Donner ${found ?? ''}`.trim();
    return hand.knows(hers.person.id) ? verb : `C’est bien ${hers.person.sex === 'F' ? 'elle' : 'lui'} : ${verb.toLowerCase()}`;
  }

  /** What an answer asks besides is brought into view, except under a hand that types. */
  drawn() {
    super.drawn();
    const all = [...this.querySelectorAll('.giving-step, .number, .group, .body > textarea')];
    const fresh = this.#shown && all.find((one) => !this.#shown?.has(one));
    this.#shown = new Set(all);
    if (fresh && this.#missing && !document.activeElement?.matches('input, textarea')) fresh.scrollIntoView({ block: 'nearest' });
  }

  /** @param {() => void} change */
  #set(change) {
    change();
    this.#problem = '';
    this.redraw();
  }

  #answer = (/** @type {import('./steps/shape.js').Answers} */ patch) => this.#set(() => (this.#answers = { ...this.#answers, ...patch }));

  #choose = (/** @type {string} */ outcome) => this.#set(() => ((this.#outcome = outcome), (this.#isForAll &&= !counts(outcome))));

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const isField = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && (isField || event.ctrlKey || event.metaKey) && !this.#isClosed && !this.#missing && !this.#stop) void this.#save();
  };

  #save = () => this.#work(() => this.#record());

  #stopHere = () =>
    this.#work(async () => {
      const said = await this.#stop?.leave?.(this.#answers);
      this.leave();
      if (said) this.send('say', { text: said });
    });

  async #record() {
    const { hand, hers } = this.#asked;
    if (!hand.knows(hers.person.id) && this.#isTaken) hand.identify(hers.person.id, 'face');
    if (this.#asksScan) hand.withoutScan(hers, this.#noScan);
    // What a step records first may change which steps there would be: those that were answered hold.
    const steps = this.#steps;
    const stops = this.#stops;
    for (const step of steps) if (step.before) this.#answers = { ...this.#answers, ...(await step.before(this.#answers)) };
    const all = this.#items.map((of) => ({ of, body: this.#body(of, steps, stops) }));
    await hand.record(hers, all);
    this.leave();
  }

  /** @param {Of} of @param {Step[]} steps @param {import('../../lib/giving_stops.js').Stop[]} stops */
  #body(of, steps, stops) {
    const { hand, hers } = this.#asked;
    const at = lastTime(this.#hour, new Date(), this.zone.timeZone);
    const amount = decimal(this.#typed);
    const went_past = passed(stops, this.#isAlready ? {} : { reason: this.#past.code || null, text: this.#past.text.trim() || null });
    const body = hand.body(hers, of, { outcome: this.#outcome, amount, at, reason: this.#reason, note: this.#note, went_past, already_done: this.#isAlready });
    for (const step of steps) step.put(this.#answers, body);
    return body;
  }

  /** @param {() => Promise<void>} work */
  async #work(work) {
    if (this.#isSaving) return;
    this.#isSaving = true;
    this.redraw();
    try {
      await work();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      this.#problem = error.message;
    } finally {
      this.#isSaving = false;
      this.redraw();
    }
  }
}

customElements.define('chevet-giving-sheet', GivingSheet);
