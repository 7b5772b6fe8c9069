import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST, faultIn, faultOf } from '../../src/lib/texts.js';

test('emoji, accents and right-to-left texts are fine', () => {
  assert.equal(faultOf('A bien mangé 🍲, قالت إنها بخير'), null);
});

test('a NUL or half a character is refused, in French', () => {
  assert.match(faultOf('a\0b') ?? '', /caractère illisible/);
  assert.match(faultOf('a\uD83C') ?? '', /caractère illisible/);
  assert.match(faultOf('\uDF72a') ?? '', /caractère illisible/);
});

test('four thousand characters are the limit, an emoji counting for one', () => {
  assert.equal(faultOf('🍲'.repeat(LONGEST)), null);
  assert.match(faultOf('a'.repeat(LONGEST + 1)) ?? '', /4000 caractères/);
});

test('a fault is found at any depth of a body', () => {
  assert.match(faultIn({ data: 'bien', chips: { data: ['ok', 'x\0'] } }) ?? '', /illisible/);
  assert.equal(faultIn({ data: null, to_read: true, chips: { data: ['ok'] } }), null);
});
