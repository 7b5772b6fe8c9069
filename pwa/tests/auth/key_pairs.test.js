import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeSharedKey, mended, passOn } from '../../src/auth/key_pairs.js';
import { unwrapUserKey } from '../../src/auth/user_key.js';
import { randomBytes } from '../../src/lib/bytes.js';
import { agreedKey, openCompact, publicKey, sealCompact } from '../../src/lib/compact_jwe.js';

/** What is sealed to a public half opens with the private one. */
async function opens(key, jwk) {
  const sealed = await sealCompact(new Uint8Array([7]), { alg: 'ECDH-ES', enc: 'A256GCM' }, await agreedKey(await publicKey(jwk)));
  return (await openCompact(sealed, key))[0] === 7;
}

test('a passkey at hand passes its pair to a new one, and no PRF stays in memory', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const kept = await makeSharedKey(old.slice());
  const [own, prf] = [old.slice(), fresh.slice()];
  const made = await passOn({ prf: own, wrap: kept }, prf, kept.public_jwk);
  assert.deepEqual([...own, ...prf], Array(64).fill(0));
  assert.deepEqual(made.public_jwk, kept.public_jwk);
  assert.notEqual(made.wrapped, kept.wrapped);
  assert.ok(await opens(await unwrapUserKey(fresh, made), kept.public_jwk));
});

test('a pair that is not the one told is not passed on', async () => {
  const old = randomBytes(32);
  const kept = await makeSharedKey(old.slice());
  const { public_jwk: other } = await makeSharedKey(randomBytes(32));
  await assert.rejects(passOn({ prf: old, wrap: kept }, randomBytes(32), other));
});

test('a passkey of a former pair learns the new one from its bridge, alone', async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const former = await makeSharedKey(old.slice());
  const made = await makeSharedKey(fresh.slice(), [{ id: 'ancienne', public_jwk: former.public_jwk }]);
  const [{ id, jwe }] = made.bridges;
  assert.equal(id, 'ancienne');
  const again = await mended(old.slice(), { public_jwk: made.public_jwk, wrap: former, bridge: jwe });
  assert.ok(await opens(await unwrapUserKey(old, again), made.public_jwk));
  await assert.rejects(mended(randomBytes(32), { public_jwk: made.public_jwk, wrap: former, bridge: jwe }));
});

test('a bridge to some other pair than the present one is refused', async () => {
  const old = randomBytes(32);
  const former = await makeSharedKey(old.slice());
  const made = await makeSharedKey(randomBytes(32), [{ id: 'a', public_jwk: former.public_jwk }]);
  const { public_jwk: other } = await makeSharedKey(randomBytes(32));
  await assert.rejects(mended(old, { public_jwk: other, wrap: former, bridge: made.bridges[0].jwe }));
});

test('who had no pair at all gets the first one; who carries none of the present one waits', async () => {
  const prf = randomBytes(32);
  const first = await mended(prf.slice(), { public_jwk: null, wrap: null, bridge: null });
  assert.ok(await opens(await unwrapUserKey(prf.slice(), first), first.public_jwk));
  assert.equal(await mended(prf, { public_jwk: first.public_jwk, wrap: null, bridge: null }), null);
});
