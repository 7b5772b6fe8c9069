/** A tablet that was in use before keeps all it holds when the app that opens its store is newer. */
import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDB } from 'idb';
import { openDatabase } from '../../src/store/database.js';

/** As the first version of the store made it. */
function first(name) {
  return openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('meta');
      const outbox = db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
      outbox.createIndex('by_state', ['state', 'n']);
      outbox.createIndex('by_id', 'id', { unique: true });
      db.createObjectStore('proofs', { keyPath: 'session' });
      db.createObjectStore('pending', { keyPath: 'id' });
      db.createObjectStore('blocks', { keyPath: 'key' });
      db.createObjectStore('drafts', { keyPath: 'n', autoIncrement: true });
    },
  });
}

test('what waited in the first version of the store still waits, and there is room for pages', async () => {
  const before = await first('upgraded');
  const row = { id: 'one', jwe: 'x', session: 's', install: 'i', seq: 1, at: '2026-11-22T08:00:00Z', state: 'waiting' };
  await before.add('outbox', row);
  await before.put('meta', 7, 'seq');
  await before.put('drafts', { n: 3, staff: 'a', jwe: 'y' });
  before.close();
  const db = await openDatabase({ name: 'upgraded' });
  assert.equal((await db.getFromIndex('outbox', 'by_id', 'one')).jwe, 'x');
  assert.deepEqual([await db.get('meta', 'seq'), await db.count('drafts')], [7, 1]);
  await db.put('parts', { name: 'p', document: 'd', no: 0, size: 1, state: 'waiting', why: null, complete_at: null });
  assert.equal(await db.countFromIndex('parts', 'by_state', 'waiting'), 1);
  db.close();
});

test('a window of the version before lets go of its store when a newer one opens it', async () => {
  const closed = [];
  const before = await openDB('replaced', 1, { upgrade: (db) => void db.createObjectStore('meta'), blocking: () => (closed.push('closed'), before.close()) });
  // As in the store of a tablet whose first version made nothing else: only the versions' own stores are added.
  const db = await openDatabase({ name: 'replaced' });
  assert.deepEqual(closed, ['closed']);
  assert.ok(db.objectStoreNames.contains('captures'));
  db.close();
});

test('a store that begins today has the stores of one that was upgraded', async () => {
  (await first('grown')).close();
  const [grown, fresh] = await Promise.all([openDatabase({ name: 'grown' }), openDatabase({ name: 'fresh' })]);
  assert.deepEqual([...fresh.objectStoreNames], [...grown.objectStoreNames]);
  grown.close();
  fresh.close();
});
