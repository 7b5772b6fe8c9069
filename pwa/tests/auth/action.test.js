import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64url } from '../../src/lib/bytes.js';
import { actionChallenge, canonical, digestOf } from '../../src/auth/action.js';
import { vector } from '../vectors.js';

for (const [n, { action, canonical: text, digest, challenge, nonce, staff }] of vector('action').cases.entries()) {
  test(`action ${n + 1} has the digest and the challenge the server computes`, async () => {
    assert.equal(canonical(action.body), text);
    const made = await digestOf(action);
    assert.equal(toBase64url(made), digest);
    assert.equal(toBase64url(await actionChallenge({ nonce, device: action.device, staff, digest: made })), challenge);
  });
}

test('a digest changes with each part of the action', async () => {
  const [{ action, digest }, other] = vector('action').cases;
  const changes = { ...other.action, type: 'transmission.correct', at: '2026-11-21T14:02:11.251Z', body: { a: 1 }, device: action.session, session: action.device, id: other.action.id };
  for (const [name, value] of Object.entries(changes)) {
    assert.notEqual(toBase64url(await digestOf({ ...action, [name]: value })), digest, name);
  }
});

test('what could be written in two ways is not confirmed', () => {
  for (const body of [{ a: 1.5 }, { a: 2 ** 53 }, { é: 1 }, { a: '\ud800' }, { a: NaN }]) assert.throws(() => canonical(body), TypeError);
});

test('a member that is not there is not told', () => {
  assert.equal(canonical({ b: undefined, a: null }), '{"a":null}');
});
