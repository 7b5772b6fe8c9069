/**
 * Each screen and sheet beyond the list, as the bedside draws it once it is there: fetched with them.
 */
import { html } from 'lit-html';

/**
 * @typedef {import('../elements/drawn.js').Drawn} Host
 * @typedef {{cible?: string, entry?: string, correct?: string, refile?: string, person?: string}} Touched what the composer begins with: a
 *   cible, an entry to complete or to correct, the draft of what was put aside
 * @typedef {{unit: string, held: string[], person: string}} Place unit: '' for all; held: what the round kept back; person: '' where it is about nobody
 */

/** @param {Host} host @param {Place} place */
export const transmissions = (host, { unit }) => html`<chevet-transmissions class="pane" .engine=${host.engine} .unit=${unit}></chevet-transmissions>`;

/** @param {Host} host @param {Place} place */
export const todo = (host, { unit }) => html`<chevet-todo class="pane" .engine=${host.engine} .unit=${unit}></chevet-todo>`;

/** @param {Host} host */
export const review = (host) => html`<chevet-review class="pane" .engine=${host.engine}></chevet-review>`;

/** @param {Host} host @param {Place} place */
export const round = (host, { unit, held }) => html`<chevet-round class="pane" .engine=${host.engine} .given=${{ unit, held }}></chevet-round>`;

/** @param {Host} host @param {Place} place */
export const giving = (host, { unit }) => html`<chevet-giving class="pane" .engine=${host.engine} .unit=${unit}></chevet-giving>`;

/** @param {Host} host @param {Place} place */
export const photo = (host, { person }) => html`<chevet-photo class="pane" .engine=${host.engine} .person=${person}></chevet-photo>`;

/** @param {Host} host */
export const share = (host) => html`<chevet-share class="pane" .engine=${host.engine}></chevet-share>`;

/** @param {Host} host @param {Place} place */
export const person = (host, { person: id }) => html`<chevet-person class="pane detail" .engine=${host.engine} .person=${id}></chevet-person>`;

/** @param {Host} host @param {Place} place */
export const treatment = (host, { person: id }) => html`<chevet-treatment class="pane detail" .engine=${host.engine} .person=${id}></chevet-treatment>`;

/** @param {Host} host @param {Place} place */
export const documents = (host, { person: id }) => html`<chevet-documents class="pane detail" .engine=${host.engine} .person=${id}></chevet-documents>`;

/** @param {Host} host @param {Place} place */
export const wounds = (host, { person: id }) => html`<chevet-wounds class="pane detail" .engine=${host.engine} .person=${id}></chevet-wounds>`;

/** @param {Host} host @param {Place} place */
export const sheet = (host, { person: id }) => html`<chevet-emergency-sheet class="pane detail" .engine=${host.engine} .person=${id}></chevet-emergency-sheet>`;

/** @param {Host} host @param {Touched & {person: string}} given */
export const composer = (host, given) => html`<chevet-composer .engine=${host.engine} .given=${given}></chevet-composer>`;

/** @param {Host} host @param {string} followUp */
export const answer = (host, followUp) => html`<chevet-answer .engine=${host.engine} .followUp=${followUp}></chevet-answer>`;

/** @param {Host} host @param {string} person */
export const measure = (host, person) => html`<chevet-measure .engine=${host.engine} .person=${person}></chevet-measure>`;

/** @param {Host} host */
export const state = (host) => html`<chevet-tablet-state .engine=${host.engine}></chevet-tablet-state>`;

/** @param {Host} host */
export const rescue = (host) => html`<chevet-rescue .engine=${host.engine}></chevet-rescue>`;

/** @param {Host} host @param {{id: string}} staff @param {(event: Event) => void} onLeave @param {(event: CustomEvent) => void} onOther */
export const code = (host, staff, onLeave, onOther) => html`<chevet-code-sheet .engine=${host.engine} .staff=${staff} @leave=${onLeave} @other-way=${onOther}></chevet-code-sheet>`;

/** @param {Host} host */
export const emergency = (host) => html`<chevet-emergency .engine=${host.engine}></chevet-emergency>`;

/** @param {Host} host */
export const charter = (host) => html`<chevet-charter .engine=${host.engine}></chevet-charter>`;

/** @param {Host} host */
export const lost = (host) => html`<chevet-lost .engine=${host.engine}></chevet-lost>`;

/** @param {Host} host */
export const enrolling = (host) => html`<chevet-enrolling .engine=${host.engine}></chevet-enrolling>`;
