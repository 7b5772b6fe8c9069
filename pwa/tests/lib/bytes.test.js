import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromBase64url, lengthPrefixed, toBase64url, utf8 } from '../../src/lib/bytes.js';

test('base64url has no padding and comes back the same', () => {
  const bytes = Uint8Array.from([251, 255, 0, 1]);
  assert.equal(toBase64url(bytes), '-_8AAQ');
  assert.deepEqual(fromBase64url('-_8AAQ'), bytes);
});

test('a part is told from the next one by its length', () => {
  const one = lengthPrefixed(utf8('ab'), utf8('c'));
  const other = lengthPrefixed(utf8('a'), utf8('bc'));
  assert.notDeepEqual(one, other);
  assert.deepEqual(one, concat(Uint8Array.from([0, 0, 0, 2]), utf8('ab'), Uint8Array.from([0, 0, 0, 1]), utf8('c')));
});

test('a length counts bytes, not letters', () => {
  assert.equal(lengthPrefixed(utf8('é'))[3], 2);
});
