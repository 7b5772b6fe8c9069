/**
 * What a gesture asks for later: the effect of an as-needed dose, a patch that nobody found. The rule of
 * `medication/afterwards.py`, so that a tablet without network shows at once what the server will ask under the same id.
 */

/** @typedef {{kind: 'effect'|'patch_lost', what: string, due_at: string, urgent: boolean, role: string|null}} Asked */

/** What one may find, as it is written down. */
export const EFFECTS = ['soulagé', 'peu soulagé', 'pas soulagé', 'effet indésirable'];

const MINUTE = 60_000;
const TAKEN_HERE = ['given', 'helped', 'taken_alone', 'partly_taken'];

/**
 * @param {{label: string, rule: any, gesture?: {effect?: number}|null}} line @param {string} act @param {string} outcome @param {string} at
 * @returns {Asked|null}
 */
export function askedAfter({ label, rule, gesture }, act, outcome, at) {
  const drug = label.split(', ')[0];
  if (outcome === 'not_found' && act !== 'give') {
    const what = `Patch introuvable, ${drug} : le chercher, surveiller la personne.`;
    return { kind: 'patch_lost', what, due_at: new Date(at).toISOString(), urgent: true, role: 'nurse' };
  }
  if (act !== 'give' || rule?.kind !== 'as_needed' || !gesture?.effect || !TAKEN_HERE.includes(outcome)) return null;
  const due_at = new Date(Date.parse(at) + gesture.effect * MINUTE).toISOString();
  return { kind: 'effect', what: `Effet de ${drug}${rule.indication ? ` (${rule.indication})` : ''} ?`, due_at, urgent: false, role: null };
}
