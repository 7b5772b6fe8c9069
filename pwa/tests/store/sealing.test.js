import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomBytes } from '../../src/lib/bytes.js';
import { open, seal } from '../../src/store/sealing.js';
import { UNIT } from './rows.js';
import { keyringOf } from './sealed.js';

const NAME = `${UNIT}/persons`;
const VALUE = { persons: [{ family_name: 'Lenoir' }] };

test('what is sealed opens again under its name', async () => {
  const keyring = await keyringOf();
  assert.deepEqual(await open(keyring, NAME, await seal(keyring, UNIT, NAME, VALUE)), VALUE);
});

test('a block moved under another name does not open', async () => {
  const keyring = await keyringOf();
  const sealed = await seal(keyring, UNIT, NAME, VALUE);
  assert.equal(await open(keyring, `${UNIT}/catalogue`, sealed), null);
});

test('one byte changed does not open', async () => {
  const keyring = await keyringOf();
  const sealed = await seal(keyring, UNIT, NAME, VALUE);
  new Uint8Array(sealed.sealed)[3] ^= 1;
  assert.equal(await open(keyring, NAME, sealed), null);
});

test('without the unit’s key nothing opens and nothing is sealed', async () => {
  const sealed = await seal(await keyringOf(), UNIT, NAME, VALUE);
  assert.equal(await open(await keyringOf(), NAME, sealed), null);
  await assert.rejects(seal(await keyringOf(), 'another unit', NAME, VALUE));
});

test('a key that was replaced still opens what it sealed, and seals no more', async () => {
  const keyring = await keyringOf();
  const old = await seal(keyring, UNIT, NAME, VALUE);
  await keyring.add(UNIT, 2, randomBytes(32));
  assert.deepEqual(await open(keyring, NAME, old), VALUE);
  assert.equal((await seal(keyring, UNIT, NAME, VALUE)).version, 2);
});

test('raw keys are overwritten as soon as they are imported, and cannot be taken out again', async () => {
  const raw = randomBytes(32);
  const keyring = await keyringOf();
  await keyring.add(UNIT, 3, raw);
  assert.deepEqual([...raw], Array(32).fill(0));
  assert.equal(keyring.newest(UNIT).key.extractable, false);
});
