import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, matches } from '../../src/lib/fold.js';

test('accents, case and punctuation do not count', () => {
  assert.equal(fold('  Hélène d’Œuvres-ÉTOILÉES '), 'helene d oeuvres etoilees');
});

test('two letters find a person by either name', () => {
  assert.ok(matches('Jeanne Lenoir 112', 'le'));
  assert.ok(matches('Jeanne Lenoir 112', 'je'));
  assert.ok(matches('Jeanne Lenoir 112', '11'));
});

test('a query finds the beginning of words only, each of its words', () => {
  assert.ok(!matches('Jeanne Lenoir', 'noir'));
  assert.ok(matches('Jeanne Lenoir', 'len jea'));
  assert.ok(!matches('Jeanne Lenoir', 'len paul'));
});

test('an empty query finds everyone', () => {
  assert.ok(matches('Jeanne Lenoir', ' '));
});
