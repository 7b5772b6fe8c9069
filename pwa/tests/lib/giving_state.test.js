import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countOf, standings } from '../../src/lib/giving_state.js';

const NOON = new Date('2026-11-22T11:00:00Z');
const dose = (id, more = {}) => ({ id, person: 'p1', line: 'l1', act: 'give', due_at: '2026-11-22T11:00:00Z', early: 60, late: 60, slot: 'à midi', dose: '1 comprimé', absent: false, ...more });
const told = (id, more = {}) => ({ id, dose: 'd1', outcome: 'given', at: '2026-11-22T11:00:00Z', recorded_at: '2026-11-22T11:00:00Z', amends: null, retracted: false, offered: 1, doubtful: false, ...more });
const LINES = new Map([['l1', { id: 'l1', label: 'Doliprane' }], ['l2', { id: 'l2', label: 'Amlor' }]]);
const of = (facts = [], { doses = [dose('d1')], now = NOON, ...more } = {}) => standings(doses, LINES, facts, { now, ...more });
const one = (facts, more) => of(facts, more)[0];

test('nothing told, it is still to give, early, on time or late', () => {
  const at = (now) => {
    const { status, timing } = one([], { now: new Date(now) });
    return `${status} ${timing}`;
  };
  assert.deepEqual(['07:00', '09:30', '10:00', '12:00', '12:01'].map((hour) => at(`2026-11-22T${hour}:00Z`)), ['todo due', 'todo early', 'todo open', 'todo open', 'todo untraced']);
});

test('past its hour it is late while another tablet may have told of it, untraced once this one would know', () => {
  const now = new Date('2026-11-22T14:00:00Z');
  assert.equal(one([], { now, knownUntil: new Date('2026-11-22T11:30:00Z') }).timing, 'late');
  assert.equal(one([], { now, knownUntil: new Date('2026-11-22T13:55:00Z') }).timing, 'untraced');
});

test('given, it is done, and says by what', () => {
  const { status, told: what } = one([told('a1')]);
  assert.deepEqual([status, what?.id], ['done', 'a1']);
});

test('refused once, it comes back to be offered; refused twice, or once it is late, it is done', () => {
  const refused = told('a1', { outcome: 'refused' });
  assert.deepEqual([one([refused]).status, one([refused]).offered], ['again', 2]);
  assert.equal(one([refused, told('a2', { outcome: 'refused', offered: 2 })]).status, 'done');
  assert.equal(one([refused], { now: new Date('2026-11-22T12:30:00Z') }).status, 'done');
  assert.equal(one([told('a1', { outcome: 'spat_out' })]).status, 'done');
});

test('what was given at the second offer is no disagreement with the first refusal', () => {
  const found = one([told('a1', { outcome: 'refused' }), told('a2', { offered: 2 })]);
  assert.deepEqual([found.status, found.told?.id, found.isConflict], ['done', 'a2', false]);
});

test('two that do not say the same are a disagreement, and what was taken prevails', () => {
  const found = one([told('a1'), told('a2', { outcome: 'refused', at: '2026-11-22T11:05:00Z' })]);
  assert.deepEqual([found.told?.id, found.isConflict, found.others.map(({ id }) => id)], ['a1', true, ['a2']]);
  assert.equal(one([told('a1'), told('a2')]).isConflict, true);
  assert.equal(one([told('a1', { outcome: 'asleep' }), told('a2', { outcome: 'asleep' })]).isConflict, false);
});

test('what a nurse decided holds', () => {
  const found = one([told('a1'), told('a2', { outcome: 'refused' })], { resolved: new Map([['d1', { keeps: 'a2', judged: ['a1', 'a2'] }]]) });
  assert.deepEqual([found.told?.id, found.isConflict], ['a2', false]);
});

test('what could not be verified was perhaps given: it is still to be looked into', () => {
  assert.equal(one([told('a1', { doubtful: true })]).status, 'unsure');
  assert.equal(one([told('a1', { doubtful: true }), told('a2')]).told?.id, 'a2');
});

test('who is away is owed nothing, unless it was told otherwise', () => {
  assert.equal(one([], { doses: [dose('d1', { absent: true })] }).status, 'away');
  assert.equal(one([], { isAway: true }).status, 'away');
  assert.equal(one([told('a1', { outcome: 'handed_over' })], { isAway: true }).status, 'done');
});

test('what comes off comes first, then by name', () => {
  const doses = [dose('b'), dose('a', { line: 'l2' }), dose('off', { act: 'remove' })];
  assert.deepEqual(of([], { doses }).map(({ dose: { id } }) => id), ['off', 'a', 'b']);
});

test('what is left counts what is to give, to offer again and to look into', () => {
  const doses = [dose('d1'), dose('d2'), dose('d3'), dose('d4', { absent: true })];
  const facts = [told('a1'), told('a2', { dose: 'd2', outcome: 'refused' })];
  assert.deepEqual(countOf(of(facts, { doses })), { left: 2, again: 1, unsure: 0, away: 1, done: 1, total: 4 });
});
