import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { fromUtf8, toBase64url, utf8 } from '../../src/lib/bytes.js';
import { agreedKey, openCompact, publicKey, sealCompact } from '../../src/lib/compact_jwe.js';

const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
const other = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
const TEXT = 'Clé de l’unité';

const byJose = (header, key = pair.publicKey) =>
  new CompactEncrypt(utf8(TEXT)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', ...header }).encrypt(key);
const opened = async (jwe, key = pair.privateKey) => fromUtf8(await openCompact(jwe, key));

for (const alg of ['ECDH-ES', 'ECDH-ES+A256KW']) {
  test(`what a JOSE library seals with ${alg} opens here`, async () => {
    assert.equal(await opened(await byJose({ alg, kid: 'k', typ: 'x' })), TEXT);
  });

  test(`${alg}: another’s private key opens nothing`, async () => {
    await assert.rejects(opened(await byJose({ alg }), other.privateKey));
  });

  test(`${alg}: one byte changed anywhere opens nothing`, async () => {
    const parts = (await byJose({ alg })).split('.');
    for (const [at, part] of parts.entries()) {
      if (!part) continue;
      const changed = [...parts];
      changed[at] = (part[0] === 'A' ? 'B' : 'A') + part.slice(1);
      await assert.rejects(opened(changed.join('.')), `part ${at}`);
    }
  });
}

test('what is sealed here opens here and with a JOSE library, twice from one agreed key', async () => {
  const agreed = await agreedKey(await publicKey(jwk));
  const header = { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'x' };
  const [one, two] = await Promise.all([sealCompact(utf8(TEXT), header, agreed), sealCompact(utf8(TEXT), header, agreed)]);
  assert.notEqual(one, two);
  for (const jwe of [one, two]) {
    assert.equal(await opened(jwe), TEXT);
    assert.equal(fromUtf8(new Uint8Array((await compactDecrypt(jwe, pair.privateKey)).plaintext)), TEXT);
  }
});

const STRANGE = {
  'another encryption': () => byJose({ enc: 'A128GCM' }),
  'another way to wrap': () => byJose({ alg: 'ECDH-ES+A128KW' }),
  'no JWE at all': async () => `${toBase64url(utf8('{}'))}.x`,
  'an empty text': async () => '',
};

for (const [name, make] of Object.entries(STRANGE)) {
  test(`${name} is refused`, async () => assert.rejects(opened(await make())));
}
