import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256, toBase64url, utf8 } from '../../src/lib/bytes.js';
import { challengeOf, thumbprintOf } from '../../src/auth/challenge.js';
import { PRF_LABEL } from '../../src/auth/credential.js';
import { makeSessionKey, possessionOf } from '../../src/auth/session_key.js';
import { compactVerify } from 'jose';
import { vector } from '../vectors.js';

for (const [n, { jwk, thumbprint }] of vector('thumbprint').cases.entries()) {
  test(`key ${n + 1} has the thumbprint the server computes`, async () => {
    assert.equal(await thumbprintOf(jwk), thumbprint);
  });
}

for (const [n, { challenge, ...about }] of vector('challenge').cases.entries()) {
  test(`unlock ${n + 1} has the challenge the server computes`, async () => {
    assert.equal(toBase64url(await challengeOf(about)), challenge);
  });
}

test('every passkey is asked for the same PRF', async () => {
  assert.equal(toBase64url(await sha256(utf8(PRF_LABEL))), vector('challenge').prf_input);
});

test('a challenge changes with each of its parts', async () => {
  const [one, other] = vector('challenge').cases;
  const challenge = toBase64url(await challengeOf(one));
  const changes = { nonce: other.nonce, device: one.staff, staff: one.device, thumbprint: other.nonce };
  for (const [name, value] of Object.entries(changes)) {
    assert.notEqual(toBase64url(await challengeOf({ ...one, [name]: value })), challenge, name);
  }
});

test('a session key cannot be taken out of the page, and signs its possession', async () => {
  const session = await makeSessionKey();
  assert.equal(session.privateKey.extractable, false);
  assert.equal(session.thumbprint, await thumbprintOf(session.jwk));
  assert.equal('d' in session.jwk, false);
  const { payload, protectedHeader } = await compactVerify(await possessionOf(session, 'n1'), session.jwk);
  assert.deepEqual(JSON.parse(new TextDecoder().decode(payload)), { nonce: 'n1', session: session.id });
  assert.deepEqual(protectedHeader, { alg: 'ES256', kid: session.id, typ: 'chevet-possession+jws' });
});
