import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { randomBytes } from '../../src/lib/bytes.js';
import { readFacts, sealFact } from '../../src/store/facts.js';
import { fill } from '../outbox/store.js';
import { fact } from './rows.js';
import { freshStore, keyringOf } from './sealed.js';

const RAW = randomBytes(32);
let db;

beforeEach(async () => {
  db = await freshStore();
  for (const id of ['id-1', 'id-2', 'id-3', 'id-4']) {
    const { state, reason, receivedAt, ...text } = fact(id, 'transmission.record', { data: 'Mal au dos' });
    await db.put('pending', await sealFact(await keyringOf(RAW), text));
  }
  await fill(db, [{}, { state: 'acknowledged' }, { state: 'quarantined', reason: 'Illisible.' }]);
});
afterEach(() => db.close());

test('each fact says where its envelope stands; one whose envelope was let go was received', async () => {
  const facts = await readFacts(db, await keyringOf(RAW));
  const states = [...facts.values()].map(({ id, state, reason, receivedAt }) => [id, state, reason, receivedAt]);
  assert.deepEqual(states, [
    ['id-1', 'waiting', null, 0],
    ['id-2', 'received', null, 0],
    ['id-3', 'quarantined', 'Illisible.', 0],
    ['id-4', 'received', null, 0],
  ]);
  assert.equal(facts.get('id-1').body.data, 'Mal au dos');
});

test('without the unit’s key no fact is read, and none is lost', async () => {
  assert.equal((await readFacts(db, await keyringOf())).size, 0);
  assert.equal(await db.count('pending'), 4);
});

test('a fact put under another’s id does not open', async () => {
  const one = await db.get('pending', 'id-1');
  await db.put('pending', { ...one, id: 'id-2' });
  assert.equal((await readFacts(db, await keyringOf(RAW))).has('id-2'), false);
});
