import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP, placeKept } from '../../src/elements/place_kept.js';

test('a place is found as it was left, each its own', () => {
  const engine = { me: { id: 'aicha' } };
  Object.assign(placeKept(engine, 'unit 1'), { kind: 'unread', shown: 90 });
  assert.equal(placeKept(engine, 'unit 1').kind, 'unread');
  assert.equal(placeKept(engine, 'unit 1').shown, 90);
  assert.equal(placeKept(engine, 'unit 2').shown, STEP);
});

test('the next reader, or the same one after a lock, finds nothing of it', () => {
  const before = { me: { id: 'aicha' } };
  placeKept(before, 'p').asked = { words: 'secret', cible: '', author: '', period: '' };
  assert.equal(placeKept({ me: { id: 'aicha' } }, 'p').asked.words, '');
  assert.equal(placeKept({ me: null }, 'p').asked.words, '');
});
