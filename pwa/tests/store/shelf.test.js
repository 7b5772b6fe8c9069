import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { allKeys } from '../../src/store/blocks.js';
import { Slice } from '../../src/store/slice.js';
import { LENOIR, MOREAU, UNIT, entry, followUp, person } from './rows.js';

const SHELF = `${UNIT}/${LENOIR}/follow_ups`;
const OTHER = `${UNIT}/${MOREAU}/follow_ups`;
const closed = { closed: { by: 'x', at: 'y', id: 'c1' }, expires_at: '2026-11-28T14:00:00Z' };
let slice;

beforeEach(() => {
  slice = new Slice(UNIT);
  slice.merge({
    person: [person(LENOIR), person(MOREAU)],
    entry: [entry('e1')],
    follow_up: [followUp('s1'), followUp('s2'), followUp('s3', { person: MOREAU })],
  });
});

const touched = (set) => [...set].sort();
const ids = (key) => slice.block(key)?.map(({ id }) => id) ?? null;

test('the follow-ups of a person are one block, which a change alone touches', () => {
  assert.deepEqual(ids(SHELF), ['s1', 's2']);
  assert.deepEqual(ids(OTHER), ['s3']);
  assert.deepEqual(touched(slice.merge({ follow_up: [followUp('s1', { due_at: '2026-11-22T14:00:00Z' })] })), [SHELF]);
  assert.equal(slice.kept('follow_up').get('s1').due_at, '2026-11-22T14:00:00Z');
});

test('one that was filed under another person leaves the first', () => {
  assert.deepEqual(touched(slice.merge({ follow_up: [followUp('s1', { person: MOREAU })] })), [SHELF, OTHER].sort());
  assert.deepEqual([ids(SHELF), ids(OTHER)], [['s2'], ['s3', 's1']]);
});

test('one that left is gone, and a person who left takes hers with her', () => {
  assert.deepEqual(touched(slice.remove([{ kind: 'follow_up', id: 's3' }])), [OTHER]);
  assert.equal(ids(OTHER), null);
  assert.ok(slice.remove([{ kind: 'person', id: LENOIR }]).has(SHELF));
  assert.equal(slice.kept('follow_up').size, 0);
});

test('an open one never passes; a closed one does when it says so', () => {
  slice.merge({ follow_up: [followUp('s2', closed)] });
  assert.deepEqual(touched(slice.prune(new Date('2026-11-28T13:59:00Z'))), [`${UNIT}/${LENOIR}/2026-11-21`]);
  assert.deepEqual(touched(slice.prune(new Date('2026-11-28T14:00:00Z'))), [SHELF]);
  assert.deepEqual(ids(SHELF), ['s1']);
});

test('every block of them has a key of its own, and blocks put into an empty slice give them back', () => {
  const copy = new Slice(UNIT);
  const keys = allKeys(slice);
  assert.ok(keys.includes(SHELF) && keys.includes(OTHER));
  for (const key of keys) copy.fill(key, structuredClone(slice.block(key)));
  for (const key of keys) assert.deepEqual(copy.block(key), slice.block(key));
});

test('lines, doses and cautions are a block each per person; drugs are one for the unit', () => {
  slice.merge({
    line: [{ id: 'l1', person: LENOIR }, { id: 'l2', person: MOREAU }],
    dose: [{ id: 'd1', person: LENOIR }],
    caution: [{ id: LENOIR, person: LENOIR }],
    drug: [{ id: '60234100' }],
  });
  const keys = ['lines', 'doses', 'cautions'].map((name) => `${UNIT}/${LENOIR}/${name}`);
  assert.deepEqual([...keys, `${UNIT}/drugs`].map(ids), [['l1'], ['d1'], [LENOIR], ['60234100']]);
  const left = slice.remove([{ kind: 'person', id: LENOIR }]);
  assert.ok(keys.every((key) => left.has(key) && slice.block(key) === null));
  assert.deepEqual(ids(`${UNIT}/${MOREAU}/lines`), ['l2']);
});
