/** An engine that remembers what was recorded, and a gesture to ask steps of. */

export const NOW = new Date();
/** @param {number} minutes */
export const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

/** @param {Record<string, any>} [given] rows by kind, facts by type, role */
export function engineOf({ rows = {}, facts = {}, role = 'nurse', may = ['alert.override'], followUps = [] } = {}) {
  const recorded = [];
  return {
    recorded,
    me: { id: 'nadia', firstName: 'Nadia', role, roleLabel: '' },
    wall: {
      establishment: { id: 'home', name: '', timezone: 'Europe/Paris' },
      staff: [{ id: 'nadia', firstName: 'Nadia', roleLabel: 'Infirmier·ère' }, { id: 'karim', firstName: 'Karim', roleLabel: 'Aide-soignant' }],
    },
    freshness: { online: true, asOf: NOW },
    may: (permission) => may.includes(permission),
    rowsOf: (kind) => rows[kind] ?? [],
    factsOf: (type) => facts[type] ?? [],
    followUpsOf: () => followUps,
    nameOf: () => null,
    record: async (type, { person, body }) => {
      recorded.push({ type, person, body });
      return { id: `${type} ${recorded.length}` };
    },
  };
}

/** @param {string} value @param {number} minutes @param {object} [more] */
export const measured = (value, minutes, more = {}) => ({
  id: `m${minutes}`, root: `m${minutes}`, version: 1, person: 'lenoir', author: 'nadia', kind: 'glycaemia', values: value ? { value } : {}, contexts: [],
  missing: null, note: null, taken_at: ago(minutes), occurred_at: ago(minutes), flags: [], ...more,
});

export const SCALE = { kind: 'sliding', takes: [{ at: 'midi', amount: '2' }], days: { kind: 'every_day' }, scale: [{ below: '1', amount: '0' }, { below: '2.00', amount: '4' }, { below: null, amount: '8' }] };

/** @param {object} [more] */
export const lineOf = (more = {}) => ({
  id: 'v1', chain: 'c1', version: 1, person: 'lenoir', label: 'HUMALOG 100 unités/ml, solution', form: '', drug: null, route: 'voie sous-cutanée', unit: 'unité', dose: 'selon la glycémie',
  rule: SCALE, giver: 'nurse', starts_at: '2026-01-01T00:00:00Z', ends_at: null, over: null, pauses: [], substances: ['insuline lispro'], per_unit: {}, on_top: false,
  gesture: { kind: 'insulin', needs: true, minutes: 30, low: '0.70', recheck: 15, meal: true }, may: [], ...more,
});

/** @param {object} [more] */
export const doseOf = (more = {}) => ({ id: 'd1', person: 'lenoir', line: 'v1', act: 'give', due_at: ago(5), early: 30, late: 30, amount: '2', dose: '2 unités, plus selon la glycémie', slot: 'à midi', absent: false, expires_at: '', ...more });

/** @param {object} more */
export const contextOf = (more) => ({ person: 'lenoir', line: lineOf(), dose: doseOf(), act: 'give', outcome: 'given', administrations: [], now: new Date(), engine: engineOf(), ...more });

/** @param {object} more */
export const administered = (more) => ({ id: 'a1', person: 'lenoir', dose: null, chain: 'c1', line: 'v1', act: 'give', outcome: 'given', amount: '1', at: ago(60), recorded_at: ago(60), by: 'nadia', substances: [], milligrams: null, site: null, ...more });

/** As the screen does: asks each step that applies, records what comes before, and writes the body. */
export async function through(steps, answers) {
  const asked = steps.filter((step) => step.applies?.(answers) ?? true);
  const missing = asked.map((step) => step.isMissing(answers)).filter(Boolean);
  const stop = asked.map((step) => step.stop?.(answers)).find(Boolean) ?? null;
  if (missing.length || stop) return { missing, stop, body: null };
  for (const step of asked) Object.assign(answers, await step.before?.(answers));
  const body = { outcome: 'given', amount: null, went_past: [], note: null };
  for (const step of asked) step.put(answers, body);
  return { missing, stop, body };
}
