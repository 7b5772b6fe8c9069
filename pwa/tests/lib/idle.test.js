import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { whileIdle } from '../../src/lib/idle.js';

test('everything is worked through, in order, but nothing at once', async () => {
  const done = [];
  whileIdle([1, 2, 3], (item) => done.push(item));
  assert.deepEqual(done, []);
  await sleep(60);
  assert.deepEqual(done, [1, 2, 3]);
});

test('a slice ends after a few milliseconds, and the next goes on', async () => {
  const starts = [];
  const busy = () => {
    starts.push(performance.now());
    while (performance.now() - starts.at(-1) < 4);
  };
  whileIdle([1, 2, 3, 4, 5], busy);
  await sleep(200);
  assert.equal(starts.length, 5);
  assert.ok(starts[4] - starts[0] > 30, 'slices lie apart');
});

test('what is left can be given up', async () => {
  const done = [];
  const giveUp = whileIdle([1, 2, 3], (item) => (done.push(item), giveUp()));
  await sleep(60);
  assert.deepEqual(done, [1]);
});
