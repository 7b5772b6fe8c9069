import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawn, mixed, newDrawing, openedProof } from '../../src/auth/personal_code.js';
import { unwrapUserKey } from '../../src/auth/user_key.js';
import { fromBase64url, toBase64url } from '../../src/lib/bytes.js';
import { vector } from '../vectors.js';

const told = vector('personal_code');
const secretOf = async (code) => mixed(fromBase64url(told.prf), await drawn(code, told));

test('the code and the passkey make the secret that Python makes', async () => {
  assert.equal(toBase64url(await secretOf(told.code)), told.secret);
});

test('a user key behind a code opens with both, and with neither alone', async () => {
  const key = await unwrapUserKey(await secretOf(told.code), told.wrap);
  assert.equal(key.extractable, false);
  await assert.rejects(unwrapUserKey(fromBase64url(told.prf), told.wrap));
  await assert.rejects(unwrapUserKey(await drawn(told.code, told), told.wrap));
  await assert.rejects(async () => unwrapUserKey(await secretOf('739183'), told.wrap));
});

test('what was mixed is gone from memory', async () => {
  const [prf, code] = [fromBase64url(told.prf), await drawn(told.code, told)];
  mixed(prf, code);
  assert.deepEqual([...prf, ...code], Array(64).fill(0));
});

test('the page shows that it opened the key as Python does', async () => {
  const key = await unwrapUserKey(await secretOf(told.code), told.wrap);
  const intake = { kid: told.intake.kid, jwk: told.intake.jwk };
  assert.equal((await openedProof(key, intake, told.nonce, told.session)).tag, told.opened);
});

test('each choice is drawn differently, and slowly enough', () => {
  assert.notEqual(newDrawing().salt, newDrawing().salt);
  assert.ok(newDrawing().iterations >= 600_000);
});
