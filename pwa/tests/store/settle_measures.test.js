import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from '../../src/store/settle.js';
import { Slice } from '../../src/store/slice.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const fact = (id, type, body = {}) => ({ id, type, at: '2026-11-22T07:59:00Z', author: 'aicha', author_name: '', person: 'lenoir', unit: 'u1', body, state: 'received', reason: null, receivedAt: NOW - 500 });
const facts = (...all) => new Map(all.map((one) => [one.id, one]));
const row = (id, root = id) => ({ id, root, person: 'lenoir', kind: 'weight', values: { value: '62' }, occurred_at: '2026-11-22T07:59:00Z', expires_at: '2026-11-29T07:59:00Z' });
const ended = (slice, all, askedAt = NOW) => settled(slice, all, { askedAt, now: NOW }).map(({ id }) => id);

test('a measure stays until its row, or a correction of it, has come', () => {
  const slice = new Slice('u1');
  const all = facts(fact('m1', 'observation.record'));
  assert.deepEqual(ended(slice, all), []);
  slice.merge({ observation: [row('v2', 'm1')] });
  assert.deepEqual(ended(slice, all), ['m1']);
});

test('an undone measure goes with its undo', () => {
  const all = facts(fact('m1', 'observation.record'), fact('u1', 'observation.retract', { observation: 'm1' }));
  assert.deepEqual(ended(new Slice('u1'), all), ['m1', 'u1']);
  assert.deepEqual(ended(new Slice('u1'), all, NOW - 1000), []);
});

test('what was given stays until its row has come, or until it was undone: never is a dose due again in between', () => {
  const slice = new Slice('u1');
  const all = facts(fact('a1', 'dose.administer'), fact('a2', 'dose.administer'), fact('u2', 'dose.retract', { administration: 'a2' }));
  assert.deepEqual(ended(slice, all), ['a2', 'u2']);
  slice.merge({ administration: [{ id: 'a1', person: 'lenoir' }] });
  assert.deepEqual(ended(slice, all), ['a1', 'a2', 'u2']);
});

test('measures of a person go with her, and what is past its week', () => {
  const slice = new Slice('u1');
  slice.merge({ person: [{ id: 'lenoir' }], observation: [row('m1'), { ...row('m0'), expires_at: '2026-11-21T00:00:00Z' }], last_measure: [{ id: 'l1', person: 'lenoir' }] });
  slice.prune(new Date(NOW));
  assert.deepEqual([...slice.kept('observation').keys()], ['m1']);
  slice.remove([{ kind: 'person', id: 'lenoir' }]);
  assert.equal(slice.kept('observation').size + slice.kept('last_measure').size, 0);
});

test('a tablet that does not know a kind of row ignores it, and its removal', () => {
  const slice = new Slice('u1');
  assert.deepEqual(slice.merge({ something_of_tomorrow: [{ id: 'x', person: 'lenoir' }] }), new Set());
  assert.deepEqual(slice.remove([{ kind: 'something_of_tomorrow', id: 'x' }]), new Set());
});
