/**
 * What may be said of a dose once somebody went to give it, and why it was not scanned: medication/outcomes.py says the
 * same, and why.
 *
 * @typedef {{label: string, verb: string, needs_amount: boolean, needs_reason: boolean, counts: boolean}} Words label:
 *   after the fact; verb: on its button; counts: the drug is, or may be, in the body
 */

/** @param {string} label @param {string} verb @param {Partial<Words>} [more] @returns {Words} */
const words = (label, verb, more) => ({ label, verb, needs_amount: false, needs_reason: false, counts: false, ...more });

const TAKEN = { counts: true };
const SAID = { needs_reason: true };

/** By act, in the order in which a screen offers them. @type {Record<'give'|'remove'|'check', Record<string, Words>>} */
export const OUTCOMES = {
  give: {
    given: words('donné', 'Donner', TAKEN),
    helped: words('aidé', 'Aidé à le prendre', TAKEN),
    taken_alone: words('pris seul', 'Pris seul', TAKEN),
    partly_taken: words('pris en partie', 'Pris en partie', { ...TAKEN, needs_amount: true }),
    handed_over: words('remis pour une sortie', 'Remis pour une sortie', TAKEN),
    refused: words('refusé', 'Refusé'),
    spat_out: words('recraché', 'Recraché'),
    absent: words('absent', 'Absent'),
    asleep: words('endormi', 'Endormi'),
    fasting: words('à jeun', 'À jeun'),
    out_of_stock: words('rupture', 'Médicament manquant'),
    withheld: words('non donné sur décision', 'Ne pas donner, sur décision', SAID),
    other: words('autre', 'Autre raison', SAID),
  },
  remove: {
    removed: words('retiré', 'Retirer'),
    came_off: words('décollé', 'Décollé'),
    not_found: words('introuvable', 'Introuvable'),
    other: words('autre', 'Autre raison', SAID),
  },
  check: {
    in_place: words('en place', 'En place'),
    not_found: words('introuvable', 'Introuvable'),
    came_off: words('décollé', 'Décollé'),
    other: words('autre', 'Autre raison', SAID),
  },
};

/** Why a dose was given without a scan. @type {Record<string, string>} */
export const NO_SCAN = {
  label_missing: 'Étiquette absente',
  code_unreadable: 'Code abîmé ou illisible',
  reader_broken: 'Caméra ou lecteur en panne',
  no_box: 'Boîte non fournie',
  container: 'Préparé en pilulier, sans étiquette',
  emergency: 'Urgence',
  other: 'Autre raison',
};

/** Of those, the ones that ask for words. */
export const REASON_OF_NO_SCAN = ['other'];

/** Whether the drug is, or may be, in the body. @param {string} outcome */
export const counts = (outcome) => OUTCOMES.give[outcome]?.counts ?? false;
