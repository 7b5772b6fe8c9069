import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactDecrypt, compactVerify, importJWK } from 'jose';
import { fromUtf8 } from '../../src/lib/bytes.js';
import { sealCommand, sealProof } from '../../src/outbox/envelope.js';
import { prepareKey } from '../../src/outbox/envelope_key.js';
import { vector } from '../vectors.js';

const told = vector('envelope');
const proofTold = vector('session_proof');
const sessionKey = await importJWK(told.session.private_jwk, 'ES256');
const intakeKey = await importJWK(told.intake.private_jwk, 'ECDH-ES');
const { kid, jwk } = told.intake;

async function opened(jwe) {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, intakeKey);
  const { epk, ...header } = protectedHeader;
  return { text: fromUtf8(new Uint8Array(plaintext)), header, epk };
}

test('an envelope made elsewhere opens here', async () => {
  const { text, header } = await opened(told.jwe);
  assert.equal(text, told.jws);
  assert.deepEqual(header, told.header);
  const { payload } = await compactVerify(told.jws, await importJWK(told.session.jwk, 'ES256'));
  assert.deepEqual(JSON.parse(fromUtf8(new Uint8Array(payload))), told.command);
});

test('an envelope made here has the same header and the same command', async () => {
  const { text, header, epk } = await opened(await sealCommand(told.command, sessionKey, { kid, jwk }));
  assert.deepEqual(header, told.header);
  assert.equal('d' in epk, false);
  const { payload, protectedHeader } = await compactVerify(text, await importJWK(told.session.jwk, 'ES256'));
  assert.deepEqual(protectedHeader, told.jws_header);
  assert.deepEqual(JSON.parse(fromUtf8(new Uint8Array(payload))), told.command);
});

test('its header says nothing of the person, the type or the author', async () => {
  const { header } = await opened(await sealCommand(told.command, sessionKey, { kid, jwk }));
  const shown = JSON.stringify(header);
  for (const hidden of ['person', 'type', 'author']) assert.ok(!shown.includes(told.command[hidden]), hidden);
});

test('the same command sealed twice is never the same text', async () => {
  const twice = await Promise.all([1, 2].map(() => sealCommand(told.command, sessionKey, { kid, jwk })));
  assert.notEqual(twice[0], twice[1]);
});

test('a new intake key is used as soon as it is known', async () => {
  const other = proofTold.session.private_jwk;
  const { d, ...publicJwk } = other;
  const jwe = await sealCommand(told.command, sessionKey, { kid, jwk: publicJwk });
  await assert.rejects(opened(jwe));
  assert.ok(await compactDecrypt(jwe, await importJWK(other, 'ECDH-ES')));
});

test('a proof made elsewhere opens here, and one made here has its header', async () => {
  assert.deepEqual(JSON.parse((await opened(proofTold.jwe)).text), proofTold.proof);
  const { establishment, device, session } = told.command;
  const { text, header } = await opened(
    await sealProof(proofTold.proof, { establishment, device, session }, { kid, jwk }),
  );
  assert.deepEqual(header, proofTold.header);
  assert.deepEqual(JSON.parse(text), proofTold.proof);
});

test('a key agreed ahead of time serves one envelope only', async () => {
  prepareKey({ kid, jwk });
  const keys = [];
  for (let at = 0; at < 2; at++) keys.push((await opened(await sealCommand(told.command, sessionKey, { kid, jwk }))).epk.x);
  assert.notEqual(keys[0], keys[1]);
});
