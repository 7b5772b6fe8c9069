import assert from 'node:assert/strict';
import test from 'node:test';
import { moved, nearest } from '../../../src/elements/capture/corner_moves.js';

const PAGE = [[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]];

test('a corner goes where it is moved, the others stay', () => {
  assert.deepEqual(moved(PAGE, 1, [0.1, -0.1]).map((corner) => corner.map((part) => part.toFixed(2))), [['0.20', '0.20'], ['0.90', '0.10'], ['0.80', '0.80'], ['0.20', '0.80']]);
});

test('it does not leave the picture', () => {
  assert.deepEqual(moved(PAGE, 2, [5, 5])[2], [1, 1]);
  assert.deepEqual(moved(PAGE, 0, [-5, -5])[0], [0, 0]);
});

test('the page never turns inside out, nor closes', () => {
  assert.equal(moved(PAGE, 0, [0.7, 0.7]), PAGE);
  assert.equal(moved(PAGE, 0, [0.3, 0.3]), PAGE);
});

test('a touch means the corner that is nearest', () => {
  assert.equal(nearest(PAGE, [0.75, 0.3]), 1);
  assert.equal(nearest(PAGE, [0, 1]), 3);
});
