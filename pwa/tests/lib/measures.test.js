import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastOf, shownMeasures, toldOf } from '../../src/lib/measures.js';
import { ANYTHING, search } from '../../src/lib/search.js';

const at = (day, hour = 8) => `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

const row = (id, kind, value, day, more = {}) => ({
  id, root: id, version: 1, correction: null, person: 'lenoir', author: 'nadia', kind, values: value ? { value } : {}, contexts: [], missing: null,
  note: null, source: null, typed: null, taken_at: at(day), occurred_at: at(day), received_at: at(day), flags: [], expires_at: null, ...more,
});
const fact = (id, kind, value, day, more = {}) => ({
  id, type: 'observation.record', at: at(day), author: 'aicha', author_name: 'Aïcha', person: 'lenoir', unit: 'glycines',
  state: 'waiting', reason: null, receivedAt: 0, body: { kind, values: { value }, contexts: [], missing: null, ...more },
});
const undo = (observation, state = 'waiting') => ({ ...fact('u', 'x', '0', 22), type: 'observation.retract', state, body: { observation } });
const known = (more) => ({ rows: [], lasts: [], facts: [], undone: [], me: 'aicha', nameOf: (id) => ({ nadia: 'Nadia Roy', aicha: 'Aïcha Benali' })[id] ?? null, ...more });

test('what was measured here waits among what the server told, newest first', () => {
  const rows = [row('r1', 'weight', '62', 20)];
  const [first, second] = shownMeasures('lenoir', known({ rows, facts: [fact('f1', 'pulse', '80', 21), { ...fact('f2', 'pulse', '72', 22), person: 'petit' }] }));
  assert.deepEqual([first.label, first.measure.words, first.state, first.mine], ['Pouls', '80/min', 'waiting', true]);
  assert.equal(second.label, 'Poids');
});

test('a measure is shown once, when its row has come', () => {
  const facts = [fact('f1', 'weight', '62', 21)];
  const rows = [row('f1', 'weight', '62', 21)];
  assert.deepEqual(shownMeasures('lenoir', known({ rows, facts })).map(({ state }) => state), ['received']);
  const corrected = [row('v2', 'weight', '64', 21, { root: 'f1', version: 2 })];
  assert.deepEqual(shownMeasures('lenoir', known({ rows: corrected, facts })).map(({ id }) => id), ['v2']);
});

test('what was undone is not shown, and an undo that was put aside changes nothing', () => {
  const rows = [row('r1', 'weight', '62', 20)];
  assert.deepEqual(shownMeasures('lenoir', known({ rows, undone: [undo('r1')] })), []);
  assert.equal(shownMeasures('lenoir', known({ rows, undone: [undo('r1', 'quarantined')] })).length, 1);
});

test('a kind of a later version is left out, the others stay', () => {
  const rows = [row('r1', 'height', '162', 20), row('r2', 'weight', '62', 20)];
  assert.deepEqual(shownMeasures('lenoir', known({ rows })).map(({ id }) => id), ['r2']);
});

test('the value before is told, whatever its age, and never that of a meal', () => {
  const lasts = [{ id: 'l', person: 'lenoir', kind: 'weight', values: { value: '64' }, taken_at: '2026-06-01T08:00:00.000Z', measure: 'old' }];
  const rows = [row('r1', 'weight', '62', 20), row('m1', 'meal', '2', 19), row('m2', 'meal', '4', 20)];
  const shown = Object.fromEntries(shownMeasures('lenoir', known({ rows, lasts })).map((one) => [one.id, one.measure.before]));
  assert.deepEqual(shown.r1, { words: '64\u00a0kg', at: '2026-06-01T08:00:00.000Z' });
  assert.equal(shown.m2, null);
});

test('the last value is the last that counts: not an impossible one, nor one put aside or undone', () => {
  const rows = [row('r1', 'weight', '62', 18), row('r2', 'weight', '624', 19, { flags: ['impossible_value'] }), row('r3', 'weight', null, 20, { missing: { reason: 'refused' } })];
  const facts = [{ ...fact('f1', 'weight', '70', 21), state: 'quarantined' }, fact('f2', 'weight', '61', 21)];
  assert.equal(lastOf('weight', 'lenoir', known({ rows, facts })).values.value, '61');
  assert.equal(lastOf('weight', 'lenoir', known({ rows, facts, undone: [undo('f2')] })).values.value, '62');
  assert.equal(lastOf('inr', 'lenoir', known({ rows })), null);
});

test('a measure is found by its kind, its value, its reason and its author, like a transmission', () => {
  const rows = [row('r1', 'weight', '62.4', 20, { note: 'Après la toilette' }), row('r2', 'weight', null, 21, { missing: { reason: 'refused', text: null } })];
  const all = shownMeasures('lenoir', known({ rows }));
  const found = (words) => search(all, { ...ANYTHING, words }).map(({ id }) => id);
  assert.deepEqual(found('poids'), ['r2', 'r1']);
  assert.deepEqual(found('refus'), ['r2']);
  assert.deepEqual(found('62 toilette'), ['r1']);
  assert.deepEqual(found('nadia roy'), ['r2', 'r1']);
});

test('a measure of which nothing changed is the same object: what was drawn of it stays', () => {
  const rows = [row('r1', 'weight', '62', 20)];
  assert.equal(shownMeasures('lenoir', known({ rows }))[0], shownMeasures('lenoir', known({ rows }))[0]);
});

test('a measure that was put aside is told in words, and what cannot be read is not', () => {
  const told = (body, type = 'observation.record') => toldOf({ type, body });
  assert.equal(told({ kind: 'weight', values: { value: '624' }, contexts: ['hoist'] }), 'Poids 624\u00a0kg, au lève-personne');
  assert.equal(told({ kind: 'weight', missing: { reason: 'refused' } }), 'Poids : refus');
  for (const body of [{ kind: 'height', values: {} }, { kind: 'weight', values: { value: 62.4 } }, { kind: 'weight', contexts: 'hoist' }, null]) assert.equal(told(body), null);
  assert.equal(told({ kind: 'weight' }, 'transmission.record'), null);
});
