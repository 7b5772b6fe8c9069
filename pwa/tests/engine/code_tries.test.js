import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteRight, noteWrong, readTries, tellTries, waitOf } from '../../src/engine/code_tries.js';

/** What the tablet keeps beside its store. */
class Meta {
  kept = new Map();
  async get(_store, key) {
    return structuredClone(this.kept.get(key));
  }
  async put(_store, value, key) {
    this.kept.set(key, structuredClone(value));
  }
}

const wrong = async (db, times, at = 0) => {
  for (let n = 0; n < times; n += 1) await noteWrong(db, ['key'], at);
  return (await readTries(db)).key;
};

test('two wrong codes make nobody wait, the third does, and each more twice as long', async () => {
  const db = new Meta();
  assert.equal(waitOf(undefined, 0), 0);
  assert.equal(waitOf(await wrong(db, 2), 0), 0);
  assert.equal(waitOf(await wrong(db, 1), 0), 30_000);
  assert.equal(waitOf(await wrong(db, 1), 0), 60_000);
  assert.equal(waitOf(await wrong(db, 1), 10_000), 110_000);
  assert.equal(waitOf(await wrong(db, 10), 0), 15 * 60_000);
});

test('the wait passes, and a clock that was set back does not make it longer', async () => {
  const tries = await wrong(new Meta(), 3, 1_000_000);
  assert.equal(waitOf(tries, 1_029_000), 1_000);
  assert.equal(waitOf(tries, 1_031_000), 0);
  assert.equal(waitOf(tries, 0), 30_000);
});

test('the right code ends the wait; the server still hears of the wrong ones, once', async () => {
  const db = new Meta();
  await wrong(db, 4);
  await noteRight(db, ['key', 'other']);
  assert.equal(waitOf((await readTries(db)).key, 0), 0);
  const told = [];
  const server = { post: async (path, body) => told.push([path, body]) };
  await tellTries(db, server);
  await tellTries(db, server);
  assert.deepEqual(told, [['/api/v1/codes/tries', { tries: [{ credential: 'key', count: 4 }] }]]);
});

test('what could not be told is told later', async () => {
  const db = new Meta();
  await wrong(db, 1);
  await assert.rejects(tellTries(db, { post: () => Promise.reject(new Error('no network')) }));
  assert.equal((await readTries(db)).key.untold, 1);
});
