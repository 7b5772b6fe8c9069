import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSteps } from '../../src/store/follow_ups.js';
import { AICHA, NADIA, entry, fact, followUp } from './rows.js';

const NAMES = { [AICHA]: 'Aïcha Benali', [NADIA]: 'Nadia Roux' };
const reader = {
  me: NADIA,
  nameOf: (id) => NAMES[id] ?? null,
  entryOf: (id) => (id === 'e1' ? entry('e1') : null),
};
const shown = (rows, facts = []) => withSteps(rows, facts, reader);
const one = (rows, facts) => shown(rows, facts)[0];

const ask = (due_at, more) => fact('e7', 'transmission.record', { cible: 'douleur', follow_up: { id: 's7', due_at, what: null, role: null } }, more);
const close = (id, at, more = {}) => fact(id, 'follow_up.close', { follow_up: 's1', outcome: 'done', result: null, chips: ['soulagé'] }, { at, author: NADIA, ...more });
const reopen = (closeId) => fact('o1', 'follow_up.reopen', { follow_up: 's1', close: closeId }, { at: '2026-11-21T14:05:30Z', author: NADIA });
const postpone = (id, at, due_at) => fact(id, 'follow_up.postpone', { follow_up: 's1', due_at, reason: 'elle dort' }, { at, author: NADIA });

test('what the server tells is shown with who asked and what it came from', () => {
  const { label, cible, authorName, mine, state } = one([followUp('s1')]);
  assert.deepEqual([label, cible, authorName, mine, state], ['Douleur', 'douleur', 'Aïcha Benali', false, 'received']);
});

test('a row keeps its own words when the transmission has left the tablet', () => {
  assert.equal(one([followUp('s1', { entry: 'e9', label: 'Fièvre' })]).label, 'Fièvre');
  assert.equal(one([followUp('s1', { entry: null })]).label, null);
});

test('one that the product opened by itself has no author', () => {
  assert.deepEqual([one([followUp('s1', { author: null })]).authorName, one([followUp('s1', { author: null })]).mine], ['', false]);
});

test('a result that was asked with a transmission is seen at once, and once only', () => {
  const asked = ask('2026-11-21T14:00:00Z');
  const { id, entry: from, kind, escalates_at, state, authorName } = one([], [asked]);
  assert.deepEqual([id, from, kind, state, authorName], ['s7', 'e7', 'reassess', 'waiting', 'Aïcha Benali']);
  assert.equal(escalates_at, '2026-11-21T16:00:00.000Z');
  assert.equal(shown([followUp('s7', { entry: 'e7' })], [asked]).length, 1);
});

test('a task that was opened alone bears the id of its command, and an urgent one escalates soon', () => {
  const body = { entry: null, kind: 'task', what: 'Peser', due_at: '2026-11-21T14:00:00Z', role: 'nurse', urgent: true };
  const { id, what, role, urgent, escalates_at } = one([], [fact('t1', 'follow_up.open', body)]);
  assert.deepEqual([id, what, role, urgent], ['t1', 'Peser', 'nurse', true]);
  assert.equal(escalates_at, '2026-11-21T14:15:00.000Z');
});

test('a transmission that was undone takes its result with it, told or not', () => {
  const undo = fact('u1', 'transmission.retract', { entry: 'e7' });
  assert.deepEqual(shown([], [ask('2026-11-21T14:00:00Z'), undo]), []);
  assert.deepEqual(shown([followUp('s7', { entry: 'e7' })], [undo]), []);
  assert.equal(shown([followUp('s7', { entry: 'e7' })], [{ ...undo, state: 'quarantined' }]).length, 1);
});

test('a close is seen at once, with what was found and by whom', () => {
  const { closed, state } = one([followUp('s1')], [close('c1', '2026-11-21T14:05:00Z')]);
  assert.deepEqual(closed, { id: 'c1', by: NADIA, at: '2026-11-21T14:05:00Z', outcome: 'done', result: null, chips: ['soulagé'] });
  assert.equal(state, 'waiting');
});

test('of two closes the first at the bedside stands, whichever came first', () => {
  const told = { id: 'c2', by: AICHA, at: '2026-11-21T14:10:00Z', outcome: 'done', result: 'mieux', chips: [] };
  const row = followUp('s1', { closed: told });
  const early = one([row], [close('c1', '2026-11-21T14:05:00Z')]);
  assert.deepEqual([early.closed.id, early.also_closed], ['c1', 1]);
  const late = one([row], [close('c3', '2026-11-21T14:15:00Z')]);
  assert.deepEqual([late.closed.id, late.also_closed], ['c2', 1]);
});

test('a close that the row tells is not counted again', () => {
  const told = { id: 'c1', by: NADIA, at: '2026-11-21T14:05:00Z', outcome: 'done', result: null, chips: [] };
  const { closed, also_closed } = one([followUp('s1', { closed: told })], [close('c1', '2026-11-21T14:05:00Z')]);
  assert.deepEqual([closed.id, also_closed], ['c1', 0]);
});

test('a close that was taken back leaves it open, or to the other who closed it', () => {
  const mine = close('c1', '2026-11-21T14:05:00Z');
  assert.equal(one([followUp('s1')], [mine, reopen('c1')]).closed, null);
  assert.equal(one([followUp('s1')], [mine, close('c2', '2026-11-21T14:06:00Z'), reopen('c1')]).closed.id, 'c2');
  const told = { id: 'c1', by: NADIA, at: '2026-11-21T14:05:00Z', outcome: 'done', result: null, chips: [] };
  assert.equal(one([followUp('s1', { closed: told })], [reopen('c1')]).closed, null);
});

test('a gesture that the server refused changes nothing', () => {
  const { closed, state } = one([followUp('s1')], [close('c1', '2026-11-21T14:05:00Z', { state: 'quarantined' })]);
  assert.deepEqual([closed, state], [null, 'received']);
});

test('put off, it is due when the last said, and escalates from there', () => {
  const steps = [postpone('p2', '2026-11-21T14:02:00Z', '2026-11-21T18:00:00Z'), postpone('p1', '2026-11-21T14:01:00Z', '2026-11-21T15:00:00Z')];
  const { due_at, escalates_at, postponed } = one([followUp('s1')], steps);
  assert.deepEqual([due_at, escalates_at], ['2026-11-21T18:00:00Z', '2026-11-21T20:00:00.000Z']);
  assert.deepEqual(postponed.map(({ to, reason }) => [to, reason]), [['2026-11-21T15:00:00Z', 'elle dort'], ['2026-11-21T18:00:00Z', 'elle dort']]);
});

test('a postponement that the row tells is not told twice, nor does an older one change the hour back', () => {
  const told = [{ by: NADIA, at: '2026-11-21T14:02:00+00:00', from: '2026-11-21T14:00:00Z', to: '2026-11-21T18:00:00Z', reason: null }];
  const row = followUp('s1', { due_at: '2026-11-21T18:00:00Z', postponed: told });
  const { due_at, postponed } = one([row], [postpone('p2', '2026-11-21T14:02:00Z', '2026-11-21T18:00:00Z'), postpone('p1', '2026-11-21T14:01:00Z', '2026-11-21T15:00:00Z')]);
  assert.deepEqual([due_at, postponed.length], ['2026-11-21T18:00:00Z', 2]);
});

test('put off by one while another had closed it, it stays closed at its own hour', () => {
  const steps = [close('c1', '2026-11-21T14:05:00Z'), postpone('p1', '2026-11-21T14:06:00Z', '2026-11-21T18:00:00Z')];
  const { closed, due_at, escalates_at } = one([followUp('s1')], steps);
  assert.deepEqual([closed.id, due_at, escalates_at], ['c1', '2026-11-21T14:00:00Z', null]);
});

test('who takes charge late has two hours from then', () => {
  const take = fact('a1', 'follow_up.acknowledge', { follow_up: 's1' }, { at: '2026-11-21T15:30:00Z' });
  assert.equal(one([followUp('s1')], [take]).escalates_at, '2026-11-21T17:30:00.000Z');
});

test('the first who said “I take care of it” is named', () => {
  const take = fact('a1', 'follow_up.acknowledge', { follow_up: 's1' }, { author: NADIA });
  assert.equal(one([followUp('s1')], [take]).acknowledged.by, NADIA);
  const told = { by: AICHA, at: '2026-11-21T08:30:00Z' };
  assert.equal(one([followUp('s1', { acknowledged: told })], [take]).acknowledged.by, AICHA);
});

test('they come by the hour they are due, and what nothing changed is the same object', () => {
  const rows = [followUp('s2', { due_at: '2026-11-21T15:00:00+01:00' }), followUp('s1', { due_at: '2026-11-21T13:00:00Z' })];
  const before = shown(rows);
  assert.deepEqual(before.map(({ id }) => id), ['s1', 's2']);
  const after = shown(rows, [close('c1', '2026-11-21T14:05:00Z')]);
  assert.equal(after[1], before[1]);
  assert.notEqual(after[0], before[0]);
});
