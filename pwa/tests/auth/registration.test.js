import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { labelOf, register } from '../../src/auth/registration.js';
import { unwrapUserKey } from '../../src/auth/user_key.js';
import { randomBytes, toBase64url } from '../../src/lib/bytes.js';

const INVITED = { staff: { first_name: 'Aïcha' }, establishment: { name: 'Les Tilleuls' } };
const publicKey = { challenge: 'AQ', rp: { id: 'localhost' }, user: { id: 'AQ', name: 'a', displayName: 'A' } };
let posts = [];
let asked = [];
let secret = randomBytes(32);

beforeEach(() => {
  posts = [];
  asked = [];
  secret = randomBytes(32);
});

const server = {
  async post(path, body) {
    posts.push({ path, body });
    return path.endsWith('options') ? { publicKey, ...INVITED } : { staff: 'id' };
  },
};

function credential(prf) {
  const response = {
    clientDataJSON: new ArrayBuffer(1),
    attestationObject: new ArrayBuffer(1),
    getTransports: () => ['usb'],
  };
  const extensions = prf ? { prf } : {};
  return {
    id: 'AQ',
    rawId: new ArrayBuffer(1),
    authenticatorAttachment: 'cross-platform',
    response,
    getClientExtensionResults: () => extensions,
  };
}

function authenticator({ created, shown = null }) {
  return {
    create: async ({ publicKey }) => (asked.push(publicKey), credential(created)),
    get: async ({ publicKey }) => {
      asked.push(publicKey);
      if (!shown) throw new DOMException('no', 'NotAllowedError');
      return credential(shown);
    },
  };
}

const accepted = () => posts.find(({ path }) => path.endsWith('accept')).body;
const results = () => ({ first: secret.slice().buffer });

test('a passkey whose PRF answers at once registers with one touch, its key wrapped', async () => {
  const credentials = authenticator({ created: { enabled: true, results: results() } });
  assert.deepEqual(await register('jeton', { credentials, server }), INVITED);
  assert.equal(asked.length, 1);
  const { user_key, token, credential: sent } = accepted();
  assert.equal(token, 'jeton');
  assert.ok(!JSON.stringify(sent).includes(toBase64url(secret)));
  assert.ok(await unwrapUserKey(secret.slice(), user_key));
});

test('a passkey that answers only when used is touched twice, and the page says so', async () => {
  let says = 0;
  const credentials = authenticator({ created: { enabled: true }, shown: { results: results() } });
  await register('jeton', { credentials, server, onSecondGesture: () => (says += 1) });
  assert.equal(says, 1);
  assert.equal(asked[1].userVerification, 'required');
  assert.equal(toBase64url(asked[1].allowCredentials[0].id), 'AA');
  assert.ok(await unwrapUserKey(secret.slice(), accepted().user_key));
});

test('a passkey without PRF registers without a key', async () => {
  await register('jeton', { credentials: authenticator({ created: undefined }), server });
  assert.equal('user_key' in accepted(), false);
});

test('refusing the second touch leaves a passkey that needs the network', async () => {
  await register('jeton', { credentials: authenticator({ created: { enabled: true } }), server });
  assert.equal('user_key' in accepted(), false);
});

test('a passkey is called by what it is on', () => {
  const called = (authenticatorAttachment, ...transports) =>
    labelOf(/** @type {any} */ ({ authenticatorAttachment, response: { getTransports: () => transports } }));
  assert.equal(called('platform', 'internal'), 'Cet appareil');
  assert.equal(called('cross-platform', 'usb', 'nfc'), 'Clé');
  assert.equal(called('cross-platform', 'hybrid', 'internal'), 'Téléphone');
  assert.equal(called('cross-platform'), 'Clé ou téléphone');
});
