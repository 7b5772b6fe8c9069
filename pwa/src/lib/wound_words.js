/**
 * The words of wounds: kinds, places of the body, stages, tissue, exudate, edges. The twin of `transmissions/wounds/naming.py`;
 * `tests/vectors/wounds.json` holds both to each other.
 */

/** @typedef {Readonly<Record<string, string>>} Words */

export const PRESSURE = 'pressure_ulcer';
export const TUMOUR = 'tumour';
export const UNKNOWN = 'unknown';

/** @type {Words} */
export const KINDS = {
  pressure_ulcer: 'Escarre',
  venous_ulcer: 'Ulcère de jambe veineux',
  arterial_ulcer: 'Ulcère de jambe artériel',
  mixed_ulcer: 'Ulcère de jambe mixte',
  diabetic_foot: 'Plaie du pied diabétique',
  moisture: 'Dermite associée à l’incontinence',
  skin_tear: 'Déchirure cutanée',
  surgical: 'Plaie opératoire',
  trauma: 'Plaie traumatique',
  burn: 'Brûlure',
  tumour: 'Plaie tumorale',
  other: 'Autre plaie',
  unknown: 'Plaie à préciser',
};

/** Places of which there are two: which one is always said. @type {Words} */
export const SIDED = {
  heel: 'Talon',
  malleolus: 'Malléole',
  foot: 'Pied',
  toe: 'Orteil',
  leg: 'Jambe',
  knee: 'Genou',
  thigh: 'Cuisse',
  trochanter: 'Trochanter',
  ischium: 'Ischion',
  buttock: 'Fesse',
  groin: 'Aine',
  breast: 'Sein',
  scapula: 'Omoplate',
  shoulder: 'Épaule',
  arm: 'Bras',
  elbow: 'Coude',
  forearm: 'Avant-bras',
  hand: 'Main',
  ear: 'Oreille',
};

/** @type {Words} */
export const MIDDLE = {
  sacrum: 'Sacrum',
  spine: 'Rachis',
  back: 'Dos',
  abdomen: 'Abdomen',
  chest: 'Thorax',
  perineum: 'Périnée',
  stoma: 'Autour d’une stomie',
  occiput: 'Occiput',
  scalp: 'Cuir chevelu',
  face: 'Visage',
  nose: 'Nez',
  other: 'Autre endroit',
};

/** @type {Words} */
export const SITES = { ...MIDDLE, ...SIDED };

/** @type {Words} */
export const SIDES = { left: 'gauche', right: 'droite' };

const MASCULINE = ['heel', 'foot', 'toe', 'knee', 'trochanter', 'ischium', 'breast', 'arm', 'elbow', 'forearm'];

/** @type {Words} */
export const STAGES = {
  '1': 'Stade 1',
  '2': 'Stade 2',
  '3': 'Stade 3',
  '4': 'Stade 4',
  unstageable: 'Inclassable',
  deep: 'Lésion profonde suspectée',
};

/** @type {Words} */
export const STAGE_HINTS = {
  '1': 'Rougeur qui ne blanchit pas sous le doigt, peau intacte',
  '2': 'Perte partielle de l’épaisseur de la peau, ou phlyctène',
  '3': 'Perte de toute l’épaisseur de la peau',
  '4': 'Os, tendon ou muscle visible ou palpable',
  unstageable: 'Fond caché par la nécrose ou la fibrine',
  deep: 'Peau pourpre ou bordeaux, ou phlyctène sanglante',
};

export const STAGE_ORDER = ['1', '2', '3', '4'];

/** @type {Words} */
export const TISSUES = {
  necrosis: 'Nécrose',
  slough: 'Fibrine',
  granulation: 'Bourgeonnement',
  epithelial: 'Épithélialisation',
};

/** @type {Words} */
export const TISSUE_HINTS = {
  necrosis: 'noir',
  slough: 'jaune',
  granulation: 'rouge',
  epithelial: 'rose',
};

/** @type {Words} */
export const EXUDATES = {
  none: 'Nul',
  low: 'Faible',
  moderate: 'Modéré',
  high: 'Abondant',
};

/** @type {Words} */
export const EDGES = {
  attached: 'Souples, adhérentes',
  macerated: 'Macérées',
  rolled: 'Enroulées',
  undermined: 'Décollées',
  callous: 'Hyperkératosiques',
  dry: 'Sèches, fissurées',
};

/** @type {Words} */
export const LOCAL_SIGNS = {
  redness: 'Rougeur autour',
  warmth: 'Chaleur',
  swelling: 'Œdème',
  more_pain: 'Douleur nouvelle ou plus forte',
  pus: 'Pus',
  odour: 'Odeur nouvelle',
  friable: 'Bourgeon qui saigne au contact',
};

/** @type {Words} */
export const GRAVE_SIGNS = {
  spreading: 'Rougeur qui s’étend au-delà de 2 cm',
  streak: 'Traînée rouge ou ganglion',
  fever: 'Fièvre ou frissons',
  confusion: 'Confusion ou malaise nouveaux',
};

/** @type {Words} */
export const SIGNS = { ...LOCAL_SIGNS, ...GRAVE_SIGNS };

/** @type {Words} */
export const UNMEASURED = {
  dressing_left: 'Pansement laissé en place',
  refused: 'Refus de la personne',
  painful: 'Trop douloureux',
  not_measurable: 'Contours impossibles à mesurer',
  other: 'Autre raison',
};

/** @type {Words} */
export const ENDINGS = {
  healed: 'Cicatrisée',
  operated: 'Opérée, suivie ailleurs',
  mistake: 'Ouverte par erreur, ou deux fois',
  other: 'Autre raison',
};

/** Who answers about pictures. @type {Words} */
export const CONSENT_BY = {
  person: 'La personne elle-même',
  representative: 'La personne chargée de sa représentation',
  team: 'Hors d’état de le dire : proches consultés, avis du médecin',
};

/** @type {Words} */
export const CONSENT_HINTS = {
  person: 'Informée avec des mots simples, elle dit oui ou non.',
  representative: 'Tutelle, habilitation ou mandat pour les soins, après avoir cherché l’avis de la personne.',
  team: 'La personne de confiance ou un proche dit ce qu’elle voudrait ; le médecin est d’accord.',
};

/** What a reader is told of an odd row. @type {Words} */
export const FLAG_LABELS = {
  impossible_size: 'Les dimensions ne sont pas possibles : elles n’entrent pas dans la courbe. À mesurer de nouveau.',
  unconfirmed_assessment: 'Une valeur est inhabituelle et n’a pas été confirmée à la saisie.',
  odd_assessment: 'L’évaluation est incomplète ou se contredit.',
  after_closing: 'La plaie était close à ce moment-là : faut-il la rouvrir ?',
  picture_without_consent: 'Une photo a été prise sans accord enregistré à ce moment-là.',
  same_place: 'Une autre plaie est ouverte au même endroit : est-ce la même ?',
};

/** "Talon gauche", "Jambe droite", "Sacrum". @param {string} site @param {string|null} side */
export function placeWords(site, side) {
  const words = SITES[site] ?? 'Endroit inconnu';
  if (!side || !(side in SIDES) || !(site in SIDED)) return words;
  return `${words} ${side === 'left' ? 'gauche' : MASCULINE.includes(site) ? 'droit' : 'droite'}`;
}

/** "Escarre, talon gauche". @param {{site: string, side: string|null, kind: string}} wound */
export function named({ site, side, kind }) {
  const place = placeWords(site, side);
  return `${KINDS[kind] ?? KINDS[UNKNOWN]}, ${place[0].toLowerCase()}${place.slice(1)}`;
}
