import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import { makeSharedKey } from '../../src/auth/key_pairs.js';
import { openStoreKeys, unwrapUserKey } from '../../src/auth/user_key.js';
import { fromBase64url, randomBytes, toBase64url, utf8 } from '../../src/lib/bytes.js';
import { vector } from '../vectors.js';

const told = vector('user_key');
const store = vector('store_key');

test('a user key wrapped elsewhere opens with its PRF, and stays in the page', async () => {
  const key = await unwrapUserKey(fromBase64url(told.prf), told.wrap);
  assert.equal(key.extractable, false);
  const sealed = await new CompactEncrypt(utf8('bonjour'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .encrypt(await importJWK(told.public_jwk, 'ECDH-ES'));
  assert.deepEqual(new Uint8Array((await compactDecrypt(sealed, key)).plaintext), utf8('bonjour'));
});

test('it opens the store keys that were wrapped for this user', async () => {
  const key = await unwrapUserKey(fromBase64url(told.prf), told.wrap);
  const [opened] = await openStoreKeys(key, [store.store_key]);
  assert.equal(toBase64url(opened.key), store.key);
  assert.deepEqual([opened.unit, opened.version], [store.store_key.unit, 1]);
});

test('another passkey’s PRF does not open it', async () => {
  await assert.rejects(unwrapUserKey(randomBytes(32), told.wrap));
});

test('a key made here opens again, and its PRF is gone from memory', async () => {
  const prf = randomBytes(32);
  const again = prf.slice();
  const made = await makeSharedKey(prf);
  assert.deepEqual([...prf], Array(32).fill(0));
  assert.deepEqual(Object.keys(made.public_jwk).sort(), ['crv', 'kty', 'x', 'y']);
  assert.equal((await unwrapUserKey(again, made)).algorithm.name, 'ECDH');
  assert.deepEqual([...again], Array(32).fill(0));
});
