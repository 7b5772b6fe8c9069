/**
 * The verdicts of a scan, gravest first, and how each is told: medication/verdict_words.py says the same, and why.
 *
 * @typedef {'recalled'|'expired'|'wrong_person'|'container_not_conform'|'wrong_drug'|'other_strength'|'already_given'
 *   |'too_early'|'recall_possible'|'not_due'|'unknown'|'unreadable'|'choose_person'|'outside_round'|'as_needed'|'generic'
 *   |'right'|'container'|'person'} Kind
 * @typedef {'right'|'attention'|'stop'} Tone
 * @typedef {{title: string, to_do: string, tone: Tone, sound: Tone, vibration: number[]}} Told a word in large, what to do,
 *   its colour and icon, its sound, and milliseconds of vibration and pause in turn
 */

/** Where two hold, the first is said. @type {Kind[]} */
export const PRECEDENCE = [
  'recalled', 'expired', 'wrong_person', 'container_not_conform', 'wrong_drug', 'other_strength',
  'already_given', 'too_early', 'recall_possible', 'not_due', 'unknown', 'unreadable',
  'choose_person', 'outside_round', 'as_needed', 'generic', 'right', 'container',
  'person',
];

/** @param {Tone} tone @param {number[]} vibration @returns {(title: string, to_do: string) => Told} */
const toned = (tone, vibration) => (title, to_do) => ({ title, to_do, tone, sound: tone, vibration });

const right = toned('right', [80]);
const attention = toned('attention', [80, 80, 80]);
const stop = toned('stop', [400, 120, 400]);

/** Words say what to do; a colour, a sound or a vibration never says it alone. @type {Record<Kind, Told>} */
export const WORDS = {
  right: right('C’est le bon', 'Vous pouvez donner.'),
  person: right('C’est la bonne personne', 'Scannez la boîte ou le pilulier.'),
  container: right('C’est le bon pilulier', 'Vérifiez chaque prise, puis confirmez.'),
  generic: attention('C’est un générique', 'Même médicament, autre nom : vous pouvez donner.'),
  as_needed: attention('Si besoin', 'Vérifiez la raison et ce qui reste autorisé avant de donner.'),
  outside_round: attention('Hors de cette tournée', 'La prise est bien prévue : vérifiez son heure avant de donner.'),
  choose_person: attention('Pour qui ?', 'Choisissez la personne, ou scannez son étiquette.'),
  unreadable: attention('Code illisible', 'Scannez à nouveau, ou donnez sans scan en disant pourquoi.'),
  unknown: stop('Code inconnu', 'Lisez la boîte : nom, dosage, péremption. Puis donnez sans scan, ou reposez.'),
  recalled: stop('Lot rappelé', 'Ne donnez pas. Mettez la boîte de côté pour la pharmacie.'),
  recall_possible: stop(
    'Lot à vérifier',
    'Un lot de ce médicament est rappelé et le numéro n’a pas été lu : lisez-le sur la boîte.',
  ),
  expired: stop('Périmé', 'Ne donnez pas. Prenez une autre boîte.'),
  wrong_person: stop('Autre personne', 'Ne donnez pas. Reprenez la bonne personne.'),
  wrong_drug: stop('Pas le bon médicament', 'Ne donnez pas. Prenez la boîte de cette personne.'),
  other_strength: stop('Autre dosage', 'Ne donnez pas. Prenez le dosage prescrit, ou appelez l’infirmière.'),
  already_given: stop('Déjà donné', 'Ne donnez pas une deuxième fois.'),
  too_early: stop('Trop tôt', 'Attendez l’heure indiquée, ou appelez l’infirmière.'),
  not_due: stop('Rien à donner', 'Rien n’est prévu maintenant avec ce médicament.'),
  container_not_conform: stop(
    'Pilulier non conforme',
    'Une ligne a changé depuis la préparation : ne donnez pas, faites-le revoir.',
  ),
};
