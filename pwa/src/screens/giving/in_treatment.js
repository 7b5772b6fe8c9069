/**
 * Giving from a person's treatment, outside any round: what a dose was told to be, and the ways to tell of it; what is
 * given if needed, with what is still allowed after what this tablet gave since.
 */
import { html, nothing } from 'lit-html';
import { icon } from '../../elements/icon.js';
import { staffName } from '../../elements/staff_name.js';
import { allowanceNow } from '../../lib/allowance_words.js';
import { wayOn } from '../../lib/giving_stops.js';
import { OUTCOMES } from '../../lib/outcomes.js';
import { capitalised } from '../../lib/said.js';
import { hour } from '../../lib/time_words.js';
import { Hand } from './hand.js';
import { hersOf } from './reading.js';

/**
 * @typedef {import('../../elements/drawn.js').Drawn} Drawn
 * @typedef {import('../../lib/rows.js').LineRow} Line
 * @typedef {import('../../lib/giving_state.js').Standing} Standing
 * @typedef {import('../../lib/giving_body.js').Of} Of
 */

export class GivingHere {
  /** @type {import('./reading.js').Hers|null} */
  #hers = null;
  /** @type {Map<string, Standing>} */
  #byDose = new Map();

  /** @param {Drawn} host */
  constructor(host) {
    this.host = host;
    this.hand = new Hand(host);
  }

  /** Read once for each drawing. @param {import('../../elements/shapes.js').Person} person @param {Date} now */
  look(person, now) {
    if (this.#hers && this.#hers.person.id !== person.id) this.hand.letGo();
    this.#hers = hersOf(this.host, person, this.host.engine.rowsOf('dose', person.id), now);
    this.#byDose = new Map(this.#hers.doses.map((one) => [one.dose.id, one]));
  }

  /** What was told of a dose. @param {string} dose */
  tag(dose) {
    const one = this.#byDose.get(dose);
    if (!one?.told) return nothing;
    const { told, status } = one;
    const words = `${capitalised(OUTCOMES[told.act][told.outcome]?.label ?? 'noté')} à ${hour(new Date(told.at), this.host.zone)}, ${staffName(this.host.engine, told.by)}`;
    const sent = told.pending && told.state !== 'received' ? html`<span class="tag waiting">${icon('cloud-upload')}non envoyé</span>` : nothing;
    if (one.isConflict) return html`<span class="tag urgent strong">${icon('circle-alert')}Deux notes se contredisent</span>${sent}`;
    if (status === 'unsure') return html`<span class="tag attention strong">${icon('triangle-alert')}Peut-être donné : vérifiez</span>${sent}`;
    return html`<span class="tag ${status === 'again' ? 'attention' : 'done'} strong">${icon(status === 'again' ? 'history' : 'circle-check')}${status === 'again' ? `À reproposer, ${words.toLocaleLowerCase('fr')}` : words}</span>${sent}`;
  }

  /** The ways to tell of a dose. @param {string} dose */
  keys(dose) {
    const one = this.#byDose.get(dose);
    if (!this.#may || !one?.line || !this.#hers) return nothing;
    const hers = this.#hers;
    const of = /** @type {Of & Standing} */ (one);
    if (one.status === 'done' && one.told) {
      const { told } = one;
      return html`<div class="dose-keys"><button class="button plain" type="button" @click=${() => this.hand.amend(hers, told)}>Corriger</button></div>`;
    }
    const way = wayOn(this.hand.stops(hers, one), hers.about.mayDecide);
    return this.#buttons(of, one.dose.act === 'give' ? (way === 'closed' ? 'Ne pas donner…' : 'Donner') : one.dose.act === 'remove' ? 'Retirer…' : 'Vérifier…', true);
  }

  /** What may be given if needed. @param {Line} line */
  asNeeded(line) {
    if (!this.#may || !this.#hers) return nothing;
    const way = wayOn(this.hand.stops(this.#hers, { dose: null, line }), this.#hers.about.mayDecide);
    return this.#buttons({ dose: null, line }, way === 'closed' ? 'Ne pas donner…' : 'Donner', false);
  }

  /** @param {Of} of @param {string} verb @param {boolean} hasOther */
  #buttons(of, verb, hasOther) {
    const hers = /** @type {import('./reading.js').Hers} */ (this.#hers);
    return html`<div class="dose-keys">
      <button class="button ${verb.startsWith('Ne') ? 'danger' : ''} give" type="button" aria-label="${verb}, ${of.line.label}" @click=${() => this.hand.give(hers, [of])}>${verb}</button>
      ${hasOther ? html`<button class="button plain" type="button" aria-label="Autre, ${of.line.label}" @click=${() => this.hand.ask({ hers, items: [of], mode: 'other' })}>Autre…</button>` : nothing}
    </div>`;
  }

  get #may() {
    return this.host.engine.may('medication.give');
  }

  /** What is still allowed now, after all that this tablet knows was given: as the steps of the gesture say it. @param {Line} line */
  allowed(line) {
    const hers = this.#hers;
    if (!hers || line.rule?.kind !== 'as_needed') return null;
    return allowanceNow(line, hers.lines, hers.administrations, { now: hers.about.context.now, ...this.host.zone }).says;
  }

  view() {
    return this.hand.view();
  }
}
