import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertionJson,
  attestationJson,
  creationOptions,
  descriptor,
  prfResult,
  requestOptions,
} from '../../src/auth/credential.js';
import { toBase64url } from '../../src/lib/bytes.js';

const bytes = (...values) => Uint8Array.from(values).buffer;
const SECRET = bytes(...Array(32).fill(83));

function credential(response, extensions) {
  return {
    id: 'AQI',
    rawId: bytes(1, 2),
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response,
    getClientExtensionResults: () => extensions,
    toJSON: () => assert.fail('toJSON carries the PRF secret'),
  };
}

const assertion = { clientDataJSON: bytes(3), authenticatorData: bytes(4), signature: bytes(5), userHandle: bytes(6) };
const attestation = { clientDataJSON: bytes(3), attestationObject: bytes(4), getTransports: () => ['usb', 'nfc'] };

test('an assertion travels without the secret of its PRF', () => {
  const json = assertionJson(credential(assertion, { prf: { results: { first: SECRET } }, appid: true }));
  assert.ok(!JSON.stringify(json).includes(toBase64url(SECRET)));
  assert.deepEqual(json, {
    id: 'AQI',
    rawId: 'AQI',
    type: 'public-key',
    authenticatorAttachment: 'cross-platform',
    response: { clientDataJSON: 'Aw', authenticatorData: 'BA', signature: 'BQ', userHandle: 'Bg' },
    clientExtensionResults: {},
  });
});

test('a registration says that there is a PRF, and not what it gave', () => {
  const extensions = { prf: { enabled: true, results: { first: SECRET, second: SECRET } }, credProps: { rk: true } };
  const json = attestationJson(credential(attestation, extensions));
  assert.ok(!JSON.stringify(json).includes(toBase64url(SECRET)));
  assert.deepEqual(json.clientExtensionResults, { prf: { enabled: true }, credProps: { rk: true } });
  assert.deepEqual(json.response.transports, ['usb', 'nfc']);
});

test('the PRF result is read whether the browser gives a buffer or a view', () => {
  const buffer = bytes(9, 1, 2, 9);
  const results = (first) => credential(assertion, { prf: { results: { first } } });
  assert.deepEqual([...prfResult(results(buffer))], [9, 1, 2, 9]);
  assert.deepEqual([...prfResult(results(new Uint8Array(buffer, 1, 2)))], [1, 2]);
  assert.equal(prfResult(credential(assertion, {})), null);
});

test('the server’s options become the browser’s', () => {
  const user = { id: 'AQ', name: 'a', displayName: 'A' };
  const made = creationOptions({
    challenge: 'AQI',
    user,
    excludeCredentials: [{ id: 'Aw', transports: ['usb'] }],
    rp: { id: 'x' },
  });
  assert.deepEqual([...made.challenge], [1, 2]);
  assert.deepEqual([...made.user.id], [1]);
  assert.deepEqual(made.excludeCredentials[0].transports, ['usb']);
  assert.equal(made.rp.id, 'x');
  assert.deepEqual(requestOptions({ challenge: 'AQI' }).allowCredentials, []);
});

test('a passkey of unknown transports is asked for everywhere', () => {
  assert.equal('transports' in descriptor({ id: 'AQ', transports: [] }), false);
});
