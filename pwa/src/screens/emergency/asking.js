/**
 * Whom one looks for: an exact name, with the birth date or the room. Names are not browsed.
 */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

/** @typedef {{family: string, given: string, by: 'born'|'room', born: string, room: string}} Form */

/** @returns {Form} */
export const blankForm = () => ({ family: '', given: '', by: 'room', born: '', room: '' });

/** @param {Form} form */
export const isAsked = ({ family, given, by, born, room }) =>
  [family, given, by === 'born' ? born : room].every((text) => text.trim() !== '');

/** @param {Form} form @returns {import('../../engine/emergency.js').Wanted} */
export function wantedOf({ family, given, by, born, room }) {
  const name = { family_name: family.trim(), given_name: given.trim() };
  return by === 'born' ? { ...name, born_on: born } : { ...name, room: room.trim() };
}

/** @param {Form} form @param {(form: Form) => void} change */
export const asking = (form, change) => html`
  ${field('Nom', 'family', form, change)} ${field('Prénom', 'given', form, change)}
  <fieldset class="two">
    <legend class="unseen">Avec quoi d’autre</legend>
    ${[/** @type {const} */ (['room', 'Chambre']), /** @type {const} */ (['born', 'Date de naissance'])].map(
      ([by, word]) => html`<label><input type="radio" name="by" autocomplete="off" .checked=${live(form.by === by)} @change=${() => change({ ...form, by })} />${word}</label>`,
    )}
  </fieldset>
  ${form.by === 'born' ? field('Date de naissance', 'born', form, change, 'date') : field('Chambre', 'room', form, change)}
`;

/** The browser must not keep what is typed. @param {string} label @param {'family'|'given'|'born'|'room'} name @param {Form} form @param {(form: Form) => void} change */
const field = (label, name, form, change, type = 'text') => html`<label class="labelled">
  <span>${label}</span>
  <input
    class="field"
    type=${type}
    maxlength="80"
    autocomplete="off"
    autocapitalize="words"
    spellcheck="false"
    .value=${live(form[name])}
    @input=${(/** @type {Event} */ { target }) => change({ ...form, [name]: /** @type {HTMLInputElement} */ (target).value })}
  />
</label>`;
