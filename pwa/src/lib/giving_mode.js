/**
 * How a line is taken, by whom, and what makes it lawful: what `medication/proposed.py` offers first, and the legal basis
 * of `medication/giving_mode.py` as it is shown. Whether a role may give at all comes decided, with the line.
 */

/** @type {Record<string, string>} the outcome that is offered first */
export const PROPOSED = { nurse: 'given', helped: 'helped', autonomous: 'taken_alone' };

/** @type {Record<string, string>} */
export const BASES = {
  help: 'Aide à la prise, acte de la vie courante (CASF, L.313-26)',
  collaboration: 'Collaboration, sous la responsabilité de l’infirmière (CSP, R.4311-4)',
  nurse: 'Acte infirmier, sur prescription',
  person: 'La personne prend seule son traitement',
};

const NURSES = ['nurse', 'lead_nurse', 'physician'];
const HELPERS = ['care_assistant', 'social_educator', 'home_care_worker'];
const COLLABORATE = ['care_assistant', 'social_educator'];

/** @param {string} role */
export const isHelper = (role) => HELPERS.includes(role);

/** Whether this role may give it only once a nurse agreed. @param {{giver: string, rule: any}} line @param {string} role */
export const needsAgreement = (line, role) => isHelper(role) && basisOf(line, role, false) === null && basisOf(line, role, true) !== null;

/** @param {{giver: string, rule: any}} line its mode, restricted to the person @param {string} role @param {boolean} hasAgreement @returns {string|null} */
export function basisOf({ giver, rule }, role, hasAgreement) {
  const isNurse = NURSES.includes(role);
  if (!isNurse && !isHelper(role)) return null;
  if (giver === 'autonomous') return 'person';
  if (isNurse) return 'nurse';
  if (giver === 'nurse') return null;
  if (rule?.kind !== 'as_needed' || rule.protocol) return 'help';
  if (!hasAgreement) return null;
  return COLLABORATE.includes(role) ? 'collaboration' : 'help';
}
