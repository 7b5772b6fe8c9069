import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { nextBatch, prune, summarise } from '../../src/outbox/rows.js';
import { fill, freshStore } from './store.js';

let db;
beforeEach(async () => (db = await freshStore()));
afterEach(() => db.close());

const ids = (rows) => rows.map(({ id }) => id);

test('what waits is counted, with since when; what was set aside is counted apart', async () => {
  await fill(db, [{ state: 'acknowledged' }, {}, {}, { state: 'quarantined' }]);
  const { count, quarantined, oldestAt } = await summarise(db);
  assert.deepEqual([count, quarantined, oldestAt?.toISOString()], [2, 1, '2026-11-21T08:00:02.000Z']);
});

test('an empty outbox waits since never', async () => {
  assert.deepEqual(await summarise(db), { count: 0, quarantined: 0, oldestAt: null });
});

test('a batch is what waits, in the order it was written', async () => {
  await fill(db, [{}, { state: 'acknowledged' }, {}, { state: 'quarantined' }, {}]);
  assert.deepEqual(ids(await nextBatch(db)), ['id-1', 'id-3', 'id-5']);
  assert.deepEqual(ids(await nextBatch(db, { after: 1 })), ['id-3', 'id-5']);
});

test('a batch stops at its number of envelopes, and before its weight, but is never empty', async () => {
  await fill(db, [{ jwe: 'a'.repeat(600) }, { jwe: 'b'.repeat(600) }, { jwe: 'c'.repeat(600) }]);
  assert.deepEqual(ids(await nextBatch(db, { rows: 2 })), ['id-1', 'id-2']);
  assert.deepEqual(ids(await nextBatch(db, { bytes: 1_300 })), ['id-1', 'id-2']);
  assert.deepEqual(ids(await nextBatch(db, { bytes: 10 })), ['id-1']);
});

const NOW = new Date('2026-11-21T12:00:00Z');
const old = { state: 'acknowledged', acknowledged_at: '2026-11-07T11:00:00.000Z' };
const recent = { state: 'acknowledged', acknowledged_at: '2026-11-20T11:00:00.000Z' };

test('an envelope goes fourteen days after its answer, not before', async () => {
  await fill(db, [old, recent]);
  await prune(db, { now: NOW, durableThrough: null });
  assert.deepEqual(ids(await db.getAll('outbox')), ['id-2']);
});

test('an envelope goes as soon as a verified backup covers it', async () => {
  await fill(db, [recent, { ...recent, acknowledged_at: '2026-11-20T13:00:00.000Z' }]);
  await prune(db, { now: NOW, durableThrough: '2026-11-20T12:00:00Z' });
  assert.deepEqual(ids(await db.getAll('outbox')), ['id-2']);
});

test('what waits or was set aside never goes by itself', async () => {
  await fill(db, [{ at: '2020-01-01T00:00:00Z' }, { ...old, state: 'quarantined' }]);
  await prune(db, { now: NOW, durableThrough: '2026-11-21T00:00:00Z' });
  assert.equal(await db.count('outbox'), 2);
});
