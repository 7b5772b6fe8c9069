/**
 * Why a file is opened: in one's own words, which others read.
 */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

const SHORTEST = 10;
const LONGEST = 300;

/** @param {string} reason */
export const reasoned = (reason) => [...reason.trim()].length >= SHORTEST;

/** @param {string} reason @param {(reason: string) => void} change */
export const reasonField = (reason, change) => html`<label class="labelled">
  <span>Pourquoi maintenant ?</span>
  <textarea
    class="field"
    rows="2"
    maxlength=${LONGEST}
    autocomplete="off"
    placeholder="Malaise au salon, l’équipe de son unité est absente…"
    .value=${live(reason)}
    @input=${(/** @type {Event} */ { target }) => change(/** @type {HTMLTextAreaElement} */ (target).value)}
  ></textarea>
  <small class="quiet">En ${SHORTEST} caractères au moins : d’autres le liront.</small>
</label>`;
