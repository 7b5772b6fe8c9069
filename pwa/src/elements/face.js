/**
 * A person's picture when consent exists, else initials on a quiet colour. The colour is only company: it says nothing.
 */
import { html } from 'lit-html';

/** @typedef {import('./shapes.js').Person} Person */

const TONES = 5;

/** @param {Pick<Person, 'id'|'picture'|'initials'>} person */
export function face(person) {
  if (person.picture) return html`<img class="avatar" src=${person.picture} alt="" width="44" height="44" />`;
  return html`<span class="avatar ${tone(person.id)}" aria-hidden="true">${person.initials}</span>`;
}

/** @param {{id: string, firstName: string}} staff */
export function staffFace(staff, size = '') {
  return html`<span class="avatar staff ${tone(staff.id)} ${size}" aria-hidden="true">${shortened(staff.firstName)}</span>`;
}

/** "Aïcha" → "A", "Marie-Christine D." → "MD". @param {string} name */
function shortened(name) {
  return name
    .split(/[\s-]+/)
    .map((word) => word[0] ?? '')
    .join('')
    .toLocaleUpperCase('fr')
    .slice(0, 2);
}

/** @param {string} id */
function tone(id) {
  const letters = [...id.slice(-4)];
  return `tone-${letters.reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TONES}`;
}
