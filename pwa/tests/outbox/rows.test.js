import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { batchOf, prune, rowsAt, summarise, waitingNow } from '../../src/outbox/rows.js';
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
  assert.deepEqual(await summarise(db), { pages: 0, hasPaper: false, count: 0, quarantined: 0, oldestAt: null });
});

test('what waits is known in the order it was written, with the last number taken', async () => {
  await fill(db, [{}, { state: 'acknowledged' }, {}, { state: 'quarantined' }, {}]);
  await db.put('meta', 5, 'seq');
  const { lastSeq, places } = await waitingNow(db);
  assert.equal(lastSeq, 5);
  assert.deepEqual(places.map(({ seq }) => seq), [1, 3, 5]);
  assert.deepEqual(ids(await rowsAt(db, places.slice(1))), ['id-3', 'id-5']);
});

test('a batch stops at its number of envelopes, and before its weight, but is never empty', () => {
  const places = [1, 2, 3].map((n) => ({ n, install: 'i', seq: n, session: 's', size: 600 }));
  const seqs = (batch) => batch.map(({ seq }) => seq);
  assert.deepEqual(seqs(batchOf(places, 2)), [1, 2]);
  assert.deepEqual(seqs(batchOf(places, 200, 1_300)), [1, 2]);
  assert.deepEqual(seqs(batchOf(places, 200, 10)), [1]);
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

test('a proof stays as long as an envelope of its session, and no longer', async () => {
  await fill(db, [{ ...old, session: 's1' }, { ...recent, session: 's2' }]);
  for (const session of ['s1', 's2', 's3', 's4']) await db.put('proofs', { session, jwe: 'p', sent: session !== 's4' });
  await prune(db, { now: NOW, durableThrough: null, session: 's3' });
  assert.deepEqual(await db.getAllKeys('proofs'), ['s2', 's3', 's4']);
});
