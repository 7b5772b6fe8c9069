import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capitalised, roomWords } from '../../src/lib/said.js';

test('a number is a room; a name is said as it is; at home there is none', () => {
  assert.deepEqual(['21', '21 B', '104b', 'Studio 3', '', null].map(roomWords), [
    'chambre 21',
    'chambre 21 B',
    'chambre 104b',
    'Studio 3',
    '',
    '',
  ]);
});

test('a phrase alone begins with a capital, accents too', () => {
  assert.deepEqual(['rougeur disparue', 'éveillée', 'EN 2', ''].map(capitalised), ['Rougeur disparue', 'Éveillée', 'EN 2', '']);
});
