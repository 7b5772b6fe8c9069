import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Slice } from '../../src/store/slice.js';
import { AICHA, LENOIR, MOREAU, UNIT, entry, member, person, vocabulary } from './rows.js';

const MONDAY = `${UNIT}/${LENOIR}/2026-11-16`;
const SATURDAY = `${UNIT}/${LENOIR}/2026-11-21`;
const PERSONS = `${UNIT}/persons`;
const CATALOGUE = `${UNIT}/catalogue`;
let slice;

beforeEach(() => {
  slice = new Slice(UNIT);
  slice.merge({
    unit: [{ id: UNIT, name: 'Glycines' }],
    person: [person(LENOIR), person(MOREAU)],
    entry: [entry('e1', { occurred_at: '2026-11-16T08:00:00Z' }), entry('e2')],
    staff: [member(AICHA, 'Aïcha Benali')],
    vocabulary: [vocabulary(1)],
  });
});

const touched = (set) => [...set].sort();

test('a change touches its own block and no other', () => {
  assert.deepEqual(touched(slice.merge({ entry: [entry('e3')] })), [SATURDAY]);
  assert.deepEqual(touched(slice.merge({ person: [person(LENOIR)] })), [PERSONS]);
  assert.deepEqual(touched(slice.merge({ vocabulary: [vocabulary(2)] })), [CATALOGUE]);
  assert.deepEqual(touched(slice.merge({})), []);
});

test('a block holds what its name says', () => {
  assert.deepEqual(
    slice.block(MONDAY).map(({ id }) => id),
    ['e1'],
  );
  assert.deepEqual(
    slice.block(PERSONS).persons.map(({ id }) => id),
    [LENOIR, MOREAU],
  );
  assert.equal(slice.block(PERSONS).unit.name, 'Glycines');
  assert.equal(slice.block(CATALOGUE).staff[0].name, 'Aïcha Benali');
});

test('an entry whose time was corrected leaves the day it was in', () => {
  const moved = slice.merge({ entry: [entry('e1')] });
  assert.deepEqual(touched(moved), [MONDAY, SATURDAY]);
  assert.equal(slice.block(MONDAY), null);
  assert.deepEqual(
    slice.block(SATURDAY).map(({ id }) => id),
    ['e2', 'e1'],
  );
});

test('an entry that left is gone, and its block when it was alone', () => {
  assert.deepEqual(touched(slice.remove([{ kind: 'entry', id: 'e1' }])), [MONDAY]);
  assert.equal(slice.block(MONDAY), null);
  assert.equal(slice.entry('e1'), null);
});

test('a person who left takes her days with her, and nobody else’s', () => {
  slice.merge({ entry: [entry('e9', { person: MOREAU })] });
  assert.deepEqual(touched(slice.remove([{ kind: 'person', id: LENOIR }])), [MONDAY, SATURDAY, PERSONS].sort());
  assert.deepEqual([...slice.persons.keys()], [MOREAU]);
  assert.deepEqual(
    [...slice.entries()].map(({ id }) => id),
    ['e9'],
  );
});

test('what is unknown can leave without a trace', () => {
  assert.equal(
    slice.remove([
      { kind: 'entry', id: 'x' },
      { kind: 'person', id: 'y' },
      { kind: 'dose', id: 'z' },
    ]).size,
    0,
  );
});

test('an entry goes when its window has passed', () => {
  slice.merge({ entry: [entry('e1', { occurred_at: '2026-11-16T08:00:00Z', expires_at: '2026-11-23T08:00:00Z' })] });
  assert.deepEqual(touched(slice.prune(new Date('2026-11-23T07:59:00Z'))), []);
  assert.deepEqual(touched(slice.prune(new Date('2026-11-23T08:00:00Z'))), [MONDAY]);
});

test('blocks put into an empty slice give the same slice', () => {
  const copy = new Slice(UNIT);
  for (const key of [PERSONS, CATALOGUE, MONDAY, SATURDAY]) copy.fill(key, structuredClone(slice.block(key)));
  for (const key of [PERSONS, CATALOGUE, MONDAY, SATURDAY]) assert.deepEqual(copy.block(key), slice.block(key));
  assert.equal(copy.row.name, 'Glycines');
});
