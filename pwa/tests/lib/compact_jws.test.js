import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompactSign } from 'jose';
import { utf8 } from '../../src/lib/bytes.js';
import { openSigned } from '../../src/lib/compact_jws.js';

const KEY = new Uint8Array(32).fill(7);
const sign = (told, key = KEY, alg = 'HS256') => new CompactSign(utf8(JSON.stringify(told))).setProtectedHeader({ alg }).sign(key);

test('what the key signed is read', async () => {
  assert.deepEqual(await openSigned(await sign({ n: 1, été: 'é' }), KEY), { n: 1, été: 'é' });
});

test('another key, another word, another algorithm, another shape: nothing', async () => {
  const [header, payload, signature] = (await sign({ n: 1 })).split('.');
  const [, other] = (await sign({ n: 2 })).split('.');
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.${signature}`;
  const longer = await sign({ n: 1 }, new Uint8Array(64).fill(7), 'HS512');
  for (const wrong of [await sign({ n: 1 }, new Uint8Array(32)), `${header}.${other}.${signature}`, none, longer, `${header}.${payload}`, `${header}.${payload}.${signature}.x`, '', 'é.é.é']) {
    await assert.rejects(openSigned(wrong, KEY));
  }
});
