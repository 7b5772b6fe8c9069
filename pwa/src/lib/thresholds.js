/** From where on a nurse is told about a person: the product's defaults, the home's, the person's; the last said holds. */

/** @typedef {Record<string, {low: string|null, high: string|null}>} Thresholds by "kind.part" */

/** @param {string|null} low @param {string|null} high */
const at = (low, high) => ({ low, high });

/** As `transmissions/observations/thresholds.py` has them. @type {Thresholds} */
export const DEFAULTS = {
  'temperature.value': at('35', '38'), 'glycaemia.value': at('0.7', '3'), 'spo2.value': at('90', null),
  'blood_pressure.systolic': at('90', '180'), 'blood_pressure.diastolic': at(null, '110'), 'pulse.value': at('50', '120'),
  'respiratory_rate.value': at('10', '25'), 'pain_en.value': at(null, '4'), 'pain_evs.value': at(null, '2'), 'algoplus.value': at(null, '2'),
  'inr.value': at(null, '5'), 'potassium.value': at('3', '5.5'), 'creatinine.value': at(null, null), 'haemoglobin.value': at('8', null),
  'weight.value': at(null, null), 'urine.value': at(null, null),
};

/** Those of the home stand under its own id. @param {import('../elements/shapes.js').Engine} engine @param {string} person @returns {Thresholds} */
export function thresholdsOf(engine, person) {
  const homes = engine.wall ? engine.rowsOf('threshold', engine.wall.establishment.id) : [];
  return Object.assign({}, DEFAULTS, ...[...homes, ...engine.rowsOf('threshold', person)].map(({ set }) => set));
}
