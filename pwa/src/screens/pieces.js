/**
 * Each screen and sheet beyond the list, as the bedside draws it once it is there.
 */
import { html } from 'lit-html';
import { whenHere } from './parts.js';

/**
 * @typedef {import('../elements/drawn.js').Drawn} Host
 * @typedef {{cible?: string, entry?: string, correct?: string, refile?: string, person?: string}} Touched what the composer begins with: a
 *   cible, an entry to complete or to correct, the draft of what was put aside
 */

/** @param {Host} host @param {string} unit '' for all */
export const transmissions = (host, unit) =>
  whenHere(host, 'chevet-transmissions', () => html`<chevet-transmissions class="pane" .engine=${host.engine} .unit=${unit}></chevet-transmissions>`);

/** @param {Host} host @param {string} unit '' for all */
export const todo = (host, unit) => whenHere(host, 'chevet-todo', () => html`<chevet-todo class="pane" .engine=${host.engine} .unit=${unit}></chevet-todo>`);

/** @param {Host} host */
export const review = (host) => whenHere(host, 'chevet-review', () => html`<chevet-review class="pane" .engine=${host.engine}></chevet-review>`);

/** @param {Host} host @param {string} id */
export const person = (host, id) =>
  whenHere(host, 'chevet-person', () => html`<chevet-person class="pane detail" .engine=${host.engine} .person=${id}></chevet-person>`);

/** @param {Host} host @param {string} id */
export const treatment = (host, id) =>
  whenHere(host, 'chevet-treatment', () => html`<chevet-treatment class="pane detail" .engine=${host.engine} .person=${id}></chevet-treatment>`);

/** @param {Host} host @param {Touched & {person: string}} given */
export const composer = (host, given) => whenHere(host, 'chevet-composer', () => html`<chevet-composer .engine=${host.engine} .given=${given}></chevet-composer>`);

/** @param {Host} host @param {string} followUp */
export const answer = (host, followUp) => whenHere(host, 'chevet-answer', () => html`<chevet-answer .engine=${host.engine} .followUp=${followUp}></chevet-answer>`);

/** @param {Host} host @param {string} person */
export const measure = (host, person) => whenHere(host, 'chevet-measure', () => html`<chevet-measure .engine=${host.engine} .person=${person}></chevet-measure>`);

/** @param {Host} host */
export const state = (host) => whenHere(host, 'chevet-tablet-state', () => html`<chevet-tablet-state .engine=${host.engine}></chevet-tablet-state>`);

/** @param {Host} host @param {{unit: string, held: string[]}} given */
export const round = (host, given) => whenHere(host, 'chevet-round', () => html`<chevet-round class="pane" .engine=${host.engine} .given=${given}></chevet-round>`);

/** @param {Host} host @param {string} unit '' for all */
export const giving = (host, unit) => whenHere(host, 'chevet-giving', () => html`<chevet-giving class="pane" .engine=${host.engine} .unit=${unit}></chevet-giving>`);

/** @param {Host} host */
export const rescue = (host) => whenHere(host, 'chevet-rescue', () => html`<chevet-rescue .engine=${host.engine}></chevet-rescue>`);

/** @param {Host} host @param {{id: string}} staff @param {(event: Event) => void} onLeave @param {(event: CustomEvent) => void} onOther */
export const code = (host, staff, onLeave, onOther) =>
  whenHere(
    host,
    'chevet-code-sheet',
    () => html`<chevet-code-sheet .engine=${host.engine} .staff=${staff} @leave=${onLeave} @other-way=${onOther}></chevet-code-sheet>`,
  );

/** @param {Host} host */
export const emergency = (host) => whenHere(host, 'chevet-emergency', () => html`<chevet-emergency .engine=${host.engine}></chevet-emergency>`);

/** @param {Host} host */
export const lost = (host) => whenHere(host, 'chevet-lost', () => html`<chevet-lost .engine=${host.engine}></chevet-lost>`);

/** @param {Host} host */
export const enrolling = (host) => whenHere(host, 'chevet-enrolling', () => html`<chevet-enrolling .engine=${host.engine}></chevet-enrolling>`);
