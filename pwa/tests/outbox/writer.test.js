import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { compactDecrypt, importJWK } from 'jose';
import { makeSessionKey } from '../../src/auth/session_key.js';
import { newId } from '../../src/lib/uuid.js';
import { Writer } from '../../src/outbox/writer.js';
import { vector } from '../vectors.js';
import { freshStore } from './store.js';

const { kid, jwk, private_jwk } = vector('envelope').intake;
const { seq, install, ...command } = vector('envelope').command;
const { privateKey: sessionKey } = await makeSessionKey();
let db;
let writer;

beforeEach(async () => {
  db = await freshStore();
  writer = new Writer(db, { install, seq: 0 });
});
afterEach(() => {
  mock.restoreAll();
  db.close();
});

function write({
  id = newId(),
  on = writer,
  fact = { id, unit: 'u', version: 1, iv: new Uint8Array(12), sealed: new ArrayBuffer(0) },
} = {}) {
  return on.write({ ...command, id }, { sessionKey, intake: { kid, jwk }, sealFact: async () => fact });
}

const seqs = async () => (await db.getAll('outbox')).map((row) => row.seq);

test('envelope, fact and number are written together', async () => {
  const { id, seq } = await write();
  const [row] = await db.getAll('outbox');
  assert.deepEqual([row.id, row.seq, row.state, row.session, row.at], [id, 1, 'waiting', command.session, command.at]);
  assert.equal(seq, 1);
  assert.equal(await db.get('meta', 'seq'), 1);
  assert.equal((await db.get('pending', id)).unit, 'u');
});

test('it is asked to be on the disk, not on its way there', async () => {
  const asked = [];
  const { transaction } = db;
  mock.method(db, 'transaction', (...args) => (asked.push(args), transaction.apply(db, args)));
  await write();
  assert.deepEqual(asked, [[['meta', 'outbox', 'pending'], 'readwrite', { durability: 'strict' }]]);
});

test('what nobody needs to see leaves no fact', async () => {
  await write({ fact: null });
  assert.equal(await db.count('pending'), 0);
  assert.deepEqual(await seqs(), [1]);
});

test('gestures made at once are numbered without a gap, in their order', async () => {
  const ids = Array.from({ length: 12 }, () => newId());
  await Promise.all(ids.map((id) => write({ id })));
  const rows = await db.getAll('outbox');
  assert.deepEqual(
    rows.map(({ id }) => id),
    ids,
  );
  assert.deepEqual(
    rows.map((row) => row.seq),
    ids.map((_, at) => at + 1),
  );
});

test('the number inside the envelope is the one outside', async () => {
  await write();
  await write();
  const [, { jwe }] = await db.getAll('outbox');
  const { protectedHeader } = await compactDecrypt(jwe, await importJWK(private_jwk, 'ECDH-ES'));
  assert.equal(protectedHeader.seq, 2);
});

test('a write that fails keeps nothing and gives its number back', async () => {
  const { id } = await write();
  await assert.rejects(write({ id }), { name: 'ConstraintError' });
  assert.equal(await db.get('meta', 'seq'), 1);
  await write();
  assert.deepEqual(await seqs(), [1, 2]);
  assert.equal(await db.count('pending'), 2);
});

test('a failure does not stop those who come after', async () => {
  const { id } = await write();
  const results = await Promise.allSettled([write({ id }), write(), write()]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual(await seqs(), [1, 2, 3]);
});

test('two windows that both believe they write never use one number twice', async () => {
  const other = new Writer(db, { install, seq: 0 });
  await write();
  await write({ on: other });
  await Promise.all([write(), write({ on: other }), write()]);
  assert.deepEqual((await seqs()).sort(), [1, 2, 3, 4, 5]);
});
