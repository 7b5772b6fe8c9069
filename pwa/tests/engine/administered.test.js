import assert from 'node:assert/strict';
import { test } from 'node:test';
import { administrationsOf } from '../../src/engine/administered.js';

const row = (id, more = {}) => ({
  id,
  person: 'p1',
  dose: `dose of ${id}`,
  chain: 'c1',
  line: 'l1',
  act: 'give',
  outcome: 'given',
  amount: '1',
  at: '2026-11-22T07:05:00Z',
  recorded_at: '2026-11-22T07:05:00Z',
  by: 's1',
  substances: ['paracetamol'],
  milligrams: { paracetamol: '500' },
  flags: [],
  amends: null,
  retracted: false,
  doubtful: false,
  site: null,
  reason: null,
  note: null,
  offered: 1,
  expires_at: null,
  ...more,
});
const fact = (id, type, body, more = {}) => ({ id, type, at: '2026-11-22T07:10:00Z', author: 's2', author_name: 'Nadia', person: 'p1', state: 'waiting', body, ...more });
const gave = (id, body = {}, more = {}) => fact(id, 'dose.administer', { dose: 'd1', chain: 'c1', line: 'l1', act: 'give', outcome: 'given', amount: '2', at: null, ...body }, more);
const line = { id: 'l1', person: 'p1', substances: ['paracetamol'], per_unit: { paracetamol: '500' } };
const tablet = ({ rows = [], facts = [], lines = [line] } = {}) => ({
  rows: { administration: rows, line: lines },
  names: { s1: 'Aïcha' },
  rowsOf(kind, person) {
    return this.rows[kind].filter((one) => one.person === person);
  },
  factsOf: (type) => facts.filter((one) => one.type === type),
  nameOf(id) {
    return this.names[id] ?? null;
  },
});
const of = (what) => administrationsOf(tablet(what), 'p1');

test('what this tablet did stands beside what the server told, with its author, and says that it is not sent', () => {
  const [told, mine] = of({ rows: [row('a1')], facts: [gave('a2')] });
  assert.deepEqual([told.id, told.pending, told.authorName], ['a1', false, 'Aïcha']);
  assert.deepEqual([mine.id, mine.pending, mine.authorName, mine.dose], ['a2', true, 'Nadia', 'd1']);
  assert.deepEqual([mine.at, mine.substances, mine.milligrams], ['2026-11-22T07:10:00Z', ['paracetamol'], { paracetamol: '1000' }]);
});

test('what happened to somebody else is not hers', () => {
  assert.deepEqual(of({ rows: [row('a1', { person: 'p2' })], facts: [gave('a2', {}, { person: 'p2' })] }), []);
});

test('once the feed tells it, it is there once and is no longer pending', () => {
  const all = of({ rows: [row('a2')], facts: [gave('a2')] });
  assert.deepEqual(all.map(({ id, pending }) => [id, pending]), [['a2', false]]);
});

test('a given hour before the moment of writing is when it really was', () => {
  const [mine] = of({ facts: [gave('a2', { at: '2026-11-22T06:00:00Z' })] });
  assert.deepEqual([mine.at, mine.recorded_at], ['2026-11-22T06:00:00Z', '2026-11-22T07:10:00Z']);
});

test('what its author took back is gone at once, told or not', () => {
  const undo = (id) => fact(`undo ${id}`, 'dose.retract', { administration: id });
  assert.deepEqual(of({ rows: [row('a1')], facts: [gave('a2'), undo('a1'), undo('a2')] }), []);
  assert.deepEqual(of({ rows: [row('a1', { retracted: true })] }), []);
});

test('an undoing that the server put aside undoes nothing', () => {
  const undo = fact('u1', 'dose.retract', { administration: 'a1' }, { state: 'quarantined' });
  assert.deepEqual(of({ rows: [row('a1')], facts: [undo] }).map(({ id }) => id), ['a1']);
});

test('an amendment says what it says and leaves the rest', () => {
  const amended = fact('m1', 'dose.amend', { administration: 'a1', why: 'amount', outcome: null, amount: '0.5', at: null, note: null });
  const [one] = of({ rows: [row('a1')], facts: [amended] });
  assert.deepEqual([one.amount, one.outcome, one.at, one.amended], ['0.5', 'given', '2026-11-22T07:05:00Z', true]);
});

test('of the wrong person, it is hers no more', () => {
  const amended = fact('m1', 'dose.amend', { administration: 'a1', why: 'wrong_person' });
  assert.deepEqual(of({ rows: [row('a1')], facts: [amended] }), []);
});

test('amendments that the feed tells are applied in their order and are not administrations of their own', () => {
  const rows = [
    row('m2', { amends: 'm1', outcome: 'refused', amount: null, recorded_at: '2026-11-22T09:00:00Z' }),
    row('a1'),
    row('m1', { amends: 'a1', outcome: 'spat_out', amount: '0.5', recorded_at: '2026-11-22T08:00:00Z' }),
  ];
  const all = of({ rows });
  assert.deepEqual(all.map(({ id, outcome, amount }) => [id, outcome, amount]), [['a1', 'refused', null]]);
});

test('an amendment that was taken back leaves what it amended as it was', () => {
  const [one] = of({ rows: [row('a1'), row('m1', { amends: 'a1', outcome: 'refused', retracted: true })] });
  assert.deepEqual([one.id, one.outcome], ['a1', 'given']);
  const [mine] = of({ rows: [row('a1'), row('m2', { amends: 'a1', outcome: 'refused' })], facts: [fact('u1', 'dose.retract', { administration: 'm2' })] });
  assert.equal(mine.outcome, 'given');
});

test('an amendment whose administration has left the tablet stands by itself', () => {
  const [one] = of({ rows: [row('m1', { amends: 'long gone', outcome: 'refused' })] });
  assert.equal(one.outcome, 'refused');
});

test('what the server put aside may have been given all the same', () => {
  const [one] = of({ facts: [gave('a2', {}, { state: 'quarantined' })] });
  assert.deepEqual([one.doubtful, one.pending], [true, true]);
});

test('without the strength of the drug nothing is worked out', () => {
  const [one] = of({ facts: [gave('a2')], lines: [{ ...line, per_unit: {} }] });
  assert.equal(one.milligrams, null);
});
