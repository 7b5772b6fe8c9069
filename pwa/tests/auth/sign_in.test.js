import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathOf, signIn } from '../../src/auth/sign_in.js';

const response = {
  clientDataJSON: new ArrayBuffer(1),
  authenticatorData: new ArrayBuffer(1),
  signature: new ArrayBuffer(1),
};
const shown = { id: 'AQ', rawId: new ArrayBuffer(1), response, getClientExtensionResults: () => ({}) };

test('a passkey opens the office at the page the server names', async () => {
  const posts = [];
  const server = {
    async post(path, body) {
      posts.push([path, body]);
      return path.endsWith('options') ? { publicKey: { challenge: 'AQI' } } : { next: '/bureau/personnes' };
    },
  };
  const credentials = { get: async () => shown };
  assert.equal(await signIn({ credentials, server }), '/bureau/personnes');
  assert.deepEqual(Object.keys(posts[1][1]), ['assertion']);
});

test('no answer leads to another site', () => {
  for (const next of [
    '//ailleurs.example',
    'https://ailleurs.example',
    '/\\ailleurs.example',
    'javascript:1',
    undefined,
  ]) {
    assert.equal(pathOf(next), '/bureau');
  }
});
