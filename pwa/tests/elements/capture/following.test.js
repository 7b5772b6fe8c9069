import assert from 'node:assert/strict';
import test from 'node:test';
import { Following, nearer, sightOf } from '../../../src/elements/capture/following.js';

const PAGE = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]];
const shifted = (by) => PAGE.map(([x, y]) => [x + by, y]);

test('the outline follows a hand that trembles without trembling, and jumps to another page', () => {
  const [[x]] = nearer(PAGE, shifted(0.05));
  assert.ok(x > 0.12 && x < 0.15, String(x));
  assert.deepEqual(nearer(PAGE, shifted(0.4)), shifted(0.4));
  assert.deepEqual(nearer(null, PAGE), PAGE);
});

test('it says what to do: light, nearer, or go', () => {
  assert.equal(sightOf(PAGE, 120), 'found');
  assert.equal(sightOf(null, 120), 'searching');
  assert.equal(sightOf(PAGE, 12), 'dark');
  assert.equal(sightOf([[0.4, 0.4], [0.6, 0.4], [0.6, 0.7], [0.4, 0.7]], 120), 'far');
});

test('a page that is missed once stays outlined, and goes after a while', async () => {
  const found = [PAGE, null, null, null];
  const told = [];
  await new Promise((done) => {
    const following = new Following({
      grab: async () => ({}),
      look: async () => ({ found: found.length && found[0] ? { corners: found.shift(), certainty: 1 } : (found.shift(), null), light: 120 }),
      onSight: (sight) => {
        told.push(sight);
        if (told.length === 4) done(following.stop());
      },
    });
    following.start();
  });
  assert.deepEqual(told, ['found', 'found', 'found', 'searching']);
});
