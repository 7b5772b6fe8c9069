/**
 * What the person, or who speaks for them, says beside something of the file: never in its place.
 */
import { html } from 'lit-html';

/** @param {import('../lib/rows.js').SaidBeside} said */
export const beside = ({ kind, by, text }) => html`<p class="addition"><b>${kind === 'contest' ? 'Contesté' : 'Complété'} par ${by} :</b> ${text}</p>`;
