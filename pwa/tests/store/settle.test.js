import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settled } from '../../src/store/settle.js';
import { Slice } from '../../src/store/slice.js';
import { AICHA, UNIT, entry, fact } from './rows.js';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const received = { state: 'received', receivedAt: 1_000 };

function ended(rows, facts, answer = {}) {
  const slice = new Slice(UNIT);
  slice.merge({ entry: rows });
  const byId = new Map(facts.map((one) => [one.id, one]));
  return settled(slice, byId, { askedAt: 2_000, now: NOW, ...answer }).map(({ id }) => id);
}

const record = (id, more = {}) => fact(id, 'transmission.record', { cible: 'douleur' }, more);

test('an entry stays, received or not, until its row comes', () => {
  assert.deepEqual(ended([], [record('f1'), record('f2', received)]), []);
  assert.deepEqual(ended([entry('f1'), entry('f2')], [record('f1'), record('f2', received)]), ['f1', 'f2']);
});

test('an entry goes when the server says that it has left', () => {
  assert.deepEqual(ended([], [record('f1', received)], { removed: new Set(['f1']) }), ['f1']);
});

test('an entry undone goes with its undoing, once the answer counts both', () => {
  const undo = fact('u1', 'transmission.retract', { entry: 'f1' }, received);
  assert.deepEqual(ended([], [record('f1', received), undo]), ['f1', 'u1']);
  assert.deepEqual(ended([], [record('f1', received), undo], { askedAt: 500 }), []);
  assert.deepEqual(ended([], [record('f1', received), { ...undo, state: 'waiting' }]), []);
});

test('a gesture goes once an answer asked after its receipt came, not before', () => {
  const read = fact('r1', 'transmission.read', { entries: ['e1'] }, received);
  assert.deepEqual(ended([entry('e1')], [read]), ['r1']);
  assert.deepEqual(ended([entry('e1')], [read], { askedAt: 999 }), []);
  assert.deepEqual(ended([entry('e1')], [{ ...read, state: 'waiting' }]), []);
});

test('an addition stays until the entry tells it', () => {
  const more = fact('c1', 'transmission.complete', { entry: 'e1' }, received);
  const addition = { id: 'c1', author: AICHA, occurred_at: '2026-11-21T09:00:00Z' };
  assert.deepEqual(ended([entry('e1')], [more]), []);
  assert.deepEqual(ended([entry('e1', { additions: [addition] })], [more]), ['c1']);
});

test('what was set aside stays', () => {
  assert.deepEqual(ended([], [record('f1', { state: 'quarantined' })]), []);
});

test('what the server has had for longer than its window goes', () => {
  assert.deepEqual(ended([], [record('f1', { ...received, at: '2026-11-01T08:00:00Z' })]), ['f1']);
  assert.deepEqual(ended([], [record('f1', { at: '2026-11-01T08:00:00Z' })]), []);
});

test('facts of another unit are not this answer’s', () => {
  assert.deepEqual(ended([entry('f1')], [record('f1', { unit: 'another' })]), []);
});
