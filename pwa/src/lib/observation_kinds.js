/**
 * Every kind of measure, in the order in which screens offer them: the table of `transmissions/observations/`, with its
 * units and ranges. `tests/vectors/observations.json` holds both to the same.
 */

/**
 * @typedef {[number, number]} Range
 * @typedef {{unit: string, factor: string, window: Range}} OtherUnit a unit in which the number may have been read
 * @typedef {{name: string, label: string, unit: string, decimals: number, usual: Range, possible: Range, other: OtherUnit[],
 *   choices: string[], isOptional: boolean, isPadded: boolean}} Part
 * @typedef {{name: string, label: string, group: string}} Context of one group only one is said
 * @typedef {{name: string, label: string, family: string, parts: Part[], contexts: Context[], needs: string[], ask: string,
 *   reasons: string[], jump: number|null, isCounted: boolean, isSafety: boolean}} Kind
 */

/** @type {Record<string, string>} */
export const FAMILIES = { vital: 'Constantes', daily: 'Quotidien', biology: 'Biologie' };

/** @param {string} label @param {string} unit @param {number} decimals @param {Range} usual @param {Range} possible @param {Partial<Part>} [more] @returns {Part} */
const part = (label, unit, decimals, usual, possible, more) => ({ name: 'value', label, unit, decimals, usual, possible, other: [], choices: [], isOptional: false, isPadded: false, ...more });

/** @param {string} label @param {string} unit @param {string[]} choices @returns {Part} */
const scale = (label, unit, choices, lowest = 0) => {
  /** @type {Range} */
  const ends = [lowest, lowest + choices.length - 1];
  return part(label, unit, 0, ends, ends, { choices });
};

/** @param {string} told "name:label:group|…" @returns {Context[]} */
const contexts = (told) => told.split('|').map((one) => {
  const [name, label, group = ''] = one.split(':');
  return { name, label, group };
});

/** @param {string} name @param {string} label @param {string} family @param {Part[]} parts @param {string} [told] @param {Partial<Kind>} [more] @returns {Kind} */
const kind = (name, label, family, parts, told, more) => ({
  name, label, family, parts, contexts: told ? contexts(told) : [], needs: [], ask: '', reasons: [], jump: null, isCounted: false, isSafety: false, ...more,
});

/** @param {string} unit @param {string} factor @param {Range} window @returns {OtherUnit} */
const other = (unit, factor, window) => ({ unit, factor, window });

const REST = 'rest:Au repos:when|moving:Au mouvement:when';
/** @param {Range} window */
const centimetres = (window) => [other('cmHg', '10', window)];
const GLUCOSE = [other('mmol/L', '0.18016', [1, 35]), other('mg/dL', '0.01', [20, 600])];
const CREATININE = [other('mg/L', '8.84', [3, 29.9]), other('mg/dL', '88.4', [0.3, 2.9])];

/** @type {Kind[]} */
export const KINDS = [
  kind('weight', 'Poids', 'vital', [part('Poids', 'kg', 1, [30, 150], [10, 350])],
    'dressed:Habillé·e:clothes|undressed:Dévêtu·e:clothes|hoist:Au lève-personne|oedema:Œdèmes', { jump: 0.1, isSafety: true }),
  kind('temperature', 'Température', 'vital', [part('Température', '°C', 1, [35, 40.5], [25, 45], { isPadded: true })],
    'ear:Tympanique:site|forehead:Frontale:site|armpit:Axillaire:site|mouth:Buccale:site'),
  kind('blood_pressure', 'Pression artérielle', 'vital', [
    part('Maxima', 'mmHg', 0, [80, 200], [40, 300], { name: 'systolic', other: centimetres([6, 30]) }),
    part('Minima', 'mmHg', 0, [40, 120], [20, 200], { name: 'diastolic', other: centimetres([3, 19]) }),
  ], 'lying:Couché·e:position|sitting:Assis·e:position|standing:Debout:position|left:Bras gauche:arm|right:Bras droit:arm'),
  kind('pulse', 'Pouls', 'vital', [part('Pouls', '/min', 0, [45, 130], [20, 250])], 'regular:Régulier:rhythm|irregular:Irrégulier:rhythm'),
  kind('spo2', 'SpO₂', 'vital', [
    part('SpO₂', '%', 0, [80, 100], [40, 100]),
    part('Débit d’oxygène', 'L/min', 2, [0.25, 9], [0.1, 60], { name: 'oxygen', isOptional: true }),
  ], 'air:Air ambiant:gas|oxygen:Sous oxygène:gas|effort:À l’effort', { needs: ['gas'], ask: 'Air ambiant, ou sous oxygène ?' }),
  kind('respiratory_rate', 'Fréquence respiratoire', 'vital', [part('Fréquence respiratoire', '/min', 0, [10, 35], [4, 80])]),
  kind('glycaemia', 'Glycémie capillaire', 'vital', [part('Glycémie', 'g/L', 2, [0.5, 3], [0.1, 9.99], { other: GLUCOSE, isPadded: true })],
    'fasting:À jeun:meal|before_meal:Avant repas:meal|after_meal:Après repas:meal|bedtime:Au coucher:meal|faint:Malaise|after_sugar:Après resucrage',
    { reasons: ['reader_low', 'reader_high'], isSafety: true }),
  kind('pain_en', 'Douleur (EN)', 'vital', [part('Douleur', '/10', 0, [0, 10], [0, 10])], REST),
  kind('pain_evs', 'Douleur (EVS)', 'vital', [scale('Douleur', '/4', ['Pas de douleur', 'Faible', 'Modérée', 'Intense', 'Extrêmement intense'])], REST),
  kind('algoplus', 'Douleur (Algoplus)', 'vital', [part('Algoplus', '/5', 0, [0, 5], [0, 5])],
    'face:Visage|gaze:Regard|complaint:Plaintes|body:Corps|behaviour:Comportements', { isCounted: true }),
  kind('meal', 'Repas', 'daily', [scale('Part mangée', '/4', ['Rien', 'Un quart', 'La moitié', 'Trois quarts', 'Tout'])],
    'breakfast:Petit déjeuner:meal|lunch:Déjeuner:meal|snack:Goûter:meal|dinner:Dîner:meal|helped:Avec aide', { needs: ['meal'], ask: 'Quel repas ?' }),
  kind('drinks', 'Boissons', 'daily', [part('Bu', 'mL', 0, [10, 1000], [1, 3000])], 'thickened:Eau gélifiée'),
  kind('stools', 'Selles', 'daily', [
    scale('Bristol', '', ['Pas de selle', 'Type 1, billes dures', 'Type 2, dure en morceaux', 'Type 3, craquelée', 'Type 4, moulée lisse', 'Type 5, molle en morceaux', 'Type 6, pâteuse', 'Type 7, liquide']),
  ], 'small:Peu:amount|large:Beaucoup:amount|blood:Sang|black:Noires'),
  kind('urine', 'Urines', 'daily', [part('Volume', 'mL', 0, [10, 1500], [0, 5000])],
    'catheter:Par sonde:way|bladder_scan:Échographie vésicale:way|dark:Foncées|cloudy:Troubles|blood:Sang'),
  kind('mood', 'Humeur', 'daily', [scale('Humeur', '', ['Très triste', 'Triste', 'Calme', 'Gaie', 'Très gaie'], 1)],
    'anxious:Anxiété|restless:Agitation|withdrawn:Repli|crying:Pleurs'),
  kind('sleep', 'Sommeil', 'daily', [scale('Nuit', '', ['Nuit blanche', 'Mauvaise nuit', 'Nuit agitée', 'Bonne nuit', 'Très bonne nuit'])],
    'woke:Réveils|got_up:Levers|called:Appels'),
  kind('inr', 'INR', 'biology', [part('INR', '', 2, [0.8, 6], [0.5, 20])], '', { isSafety: true }),
  kind('creatinine', 'Créatinine', 'biology', [part('Créatinine', 'µmol/L', 1, [30, 500], [10, 2000], { other: CREATININE })], '', { isSafety: true }),
  kind('potassium', 'Potassium', 'biology', [part('Potassium', 'mmol/L', 1, [2.5, 6.5], [1.5, 10])], '', { isSafety: true }),
  kind('haemoglobin', 'Hémoglobine', 'biology', [part('Hémoglobine', 'g/dL', 1, [6, 18], [2, 25], { other: [other('g/L', '0.1', [40, 250])] })]),
];

const byName = new Map(KINDS.map((one) => [one.name, one]));

/** The kind of that name, or null for one that this tablet does not know. @param {string} name */
export const kindOf = (name) => byName.get(name) ?? null;

/** Why a measure was not made, for every kind. @type {Record<string, string>} */
export const REASONS = {
  refused: 'Refus', asleep: 'Dort', agitated: 'Agitation', absent: 'Absence', not_measurable: 'Non mesurable', material: 'Matériel indisponible', other: 'Autre raison',
};

/** Those that one kind adds, and a correction. @type {Record<string, string>} */
export const LABELS = { ...REASONS, reader_low: 'Lecteur : « LO », trop bas', reader_high: 'Lecteur : « HI », trop haut', mistake: 'Mesure écartée' };
