import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostBadge, lostWords, numbersWords } from '../../src/lib/lost_words.js';

const lost = (more) => ({ count: 5, parts: [{ ranges: [[12, 16]], isEarlier: false }], unknown: false, isUnderstood: false, ...more });

test('the numbers that are missing are named', () => {
  assert.equal(lostWords(lost()), '5 saisies n’ont pas atteint le serveur : n° 12 à 16');
  assert.equal(lostWords(lost({ count: 1, parts: [{ ranges: [[3, 3]], isEarlier: true }] })), '1 saisie n’a pas atteint le serveur : n° 3');
});

test('two in a row, one alone, several stretches', () => {
  assert.equal(numbersWords([[1, 2], [5, 5], [7, 9]]), 'n° 1 et 2, 5, 7 à 9');
});

test('a long list is cut, and says so', () => {
  const ranges = Array.from({ length: 20 }, (_, at) => [2 * at + 1, 2 * at + 1]);
  assert.match(numbersWords(ranges), /, 23…$/);
});

test('nobody pretends to know a number that nobody knows', () => {
  const unknown = lost({ count: null, parts: [], unknown: true });
  assert.equal(lostWords(unknown), 'Des saisies ont pu se perdre, en nombre inconnu');
  assert.equal(lostBadge(unknown), 'Saisies perdues ?');
  assert.equal(lostBadge(lost()), '5 perdues');
});
