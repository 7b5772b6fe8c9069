import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { randomBytes } from '../../src/lib/bytes.js';
import { Drafts } from '../../src/store/drafts.js';
import { AICHA, LENOIR, MOREAU, NADIA } from './rows.js';
import { freshStore, keyringOf } from './sealed.js';

const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
const publicJwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
const RAW = randomBytes(32);
let db;

beforeEach(async () => (db = await freshStore()));
afterEach(() => db.close());

async function drafts({ staff = AICHA, hasKey = true } = {}) {
  const key = hasKey ? { publicJwk, privateKey: pair.privateKey } : { publicJwk: null, privateKey: null };
  const made = new Drafts(db, { staff, ...key, keyring: await keyringOf(RAW) });
  await made.load();
  return made;
}

for (const hasKey of [true, false]) {
  test(`a draft waits for its author ${hasKey ? 'whose passkey carries a key' : 'whose passkey carries none'}`, async () => {
    await (await drafts({ hasKey })).save(LENOIR, { data: 'Mal au d' });
    assert.deepEqual((await drafts({ hasKey })).get(LENOIR), { data: 'Mal au d' });
    assert.equal((await drafts({ hasKey })).get(MOREAU), null);
  });

  test(`on the disk it says whose it is and nothing more (${hasKey ? 'with' : 'without'} a key)`, async () => {
    await (await drafts({ hasKey })).save(LENOIR, { data: 'Mal au dos' });
    const [row] = await db.getAll('drafts');
    assert.equal(row.staff, AICHA);
    const bytes = JSON.stringify(row) + (row.block ? Buffer.from(row.block.sealed).toString('latin1') : '');
    for (const hidden of ['Mal au dos', LENOIR]) assert.ok(!bytes.includes(hidden));
  });
}

test('it is nobody else’s', async () => {
  await (await drafts()).save(LENOIR, { data: 'à moi' });
  assert.equal((await drafts({ staff: NADIA })).get(LENOIR), null);
});

test('typing on writes one row, the last', async () => {
  const mine = await drafts();
  await Promise.all(['M', 'Ma', 'Mal'].map((data) => mine.save(LENOIR, { data })));
  assert.equal(await db.count('drafts'), 1);
  assert.deepEqual((await drafts()).get(LENOIR), { data: 'Mal' });
});

test('a draft that became an entry is gone', async () => {
  const mine = await drafts();
  await mine.save(LENOIR, { data: 'Mal' });
  await mine.save(LENOIR, null);
  assert.equal(mine.get(LENOIR), null);
  assert.equal(await db.count('drafts'), 0);
});

test('it is there to be read before it is on the disk', async () => {
  const mine = await drafts();
  const saved = mine.save(LENOIR, { data: 'Mal' });
  assert.deepEqual(mine.get(LENOIR), { data: 'Mal' });
  await saved;
});

test('what is typed before the old draft was read takes its place', async () => {
  await (await drafts()).save(LENOIR, { data: 'ancien' });
  const early = new Drafts(db, { staff: AICHA, publicJwk, privateKey: pair.privateKey, keyring: await keyringOf(RAW) });
  await early.save(LENOIR, { data: 'nouveau' });
  await early.load();
  assert.deepEqual(early.get(LENOIR), { data: 'nouveau' });
  assert.equal(await db.count('drafts'), 1);
  assert.deepEqual((await drafts()).get(LENOIR), { data: 'nouveau' });
});

test('a letter does not wait for the one before it, nor the disk for being asked', async () => {
  const mine = await drafts();
  mine.prepare();
  await mine.save(LENOIR, { data: 'M' });
  const started = [];
  const { transaction } = db;
  db.transaction = (...args) => {
    const tx = transaction.apply(db, args);
    const { commit } = tx;
    started.push('open');
    return Object.assign(tx, { commit: () => (started.push('commit'), commit.call(tx)) });
  };
  const stuck = mine.save(MOREAU, { data: 'A' });
  await mine.save(LENOIR, { data: 'Ma' });
  await stuck;
  assert.deepEqual(started, ['open', 'commit', 'open', 'commit']);
});

test('a draft that is dropped while it is being sealed does not come back', async () => {
  const mine = await drafts();
  await Promise.all([mine.save(LENOIR, { data: 'Mal' }), mine.save(LENOIR, null)]);
  assert.equal(await db.count('drafts'), 0);
});

test('a disk without room says so, and the words stay in memory', async () => {
  const mine = await drafts();
  const { transaction } = db;
  db.transaction = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await assert.rejects(mine.save(LENOIR, { data: 'Mal' }), { name: 'QuotaExceededError' });
  db.transaction = transaction;
  await mine.settle();
  assert.deepEqual(mine.get(LENOIR), { data: 'Mal' });
});
