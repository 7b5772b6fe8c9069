/**
 * How a person is called on screens.
 */

/** @typedef {Pick<import('./rows.js').PersonRow, 'given_name'|'used_name'|'family_name'>} Named */

/** First name, then the name in use. @param {Named} person */
export function displayName(person) {
  return `${person.given_name} ${person.used_name || person.family_name}`.trim();
}

/** Two letters at most: the first name's, and the name's past its particles. @param {Named} person */
export function initials(person) {
  return firstLetter(person.given_name) + firstLetter(pastParticles(person.used_name || person.family_name));
}

/** @param {string} name */
function firstLetter(name) {
  const letter = name.normalize('NFC').match(/\p{L}/u);
  return letter ? letter[0].toLocaleUpperCase('fr') : '';
}

const PARTICLE = /^(?:(?:de la|de|du|des|van der|van|von)\s+|d[’'])+/i;

/** @param {string} name */
function pastParticles(name) {
  const rest = name.replace(PARTICLE, '');
  return rest || name;
}
