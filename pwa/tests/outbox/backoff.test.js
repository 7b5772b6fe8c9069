import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../src/outbox/backoff.js';

test('each failure waits longer, up to a minute, and a success forgets them', () => {
  const backoff = new Backoff({ now: () => 0, random: () => 1 });
  const waits = Array.from({ length: 7 }, () => (backoff.failed(), backoff.notBefore));
  assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  assert.equal(backoff.isOver(), false);
  backoff.succeeded();
  assert.equal(backoff.isOver(), true);
  backoff.failed();
  assert.equal(backoff.notBefore, 2_000);
});

test('two tablets do not come back at the same instant', () => {
  const waits = [0, 0.5].map((random) => {
    const backoff = new Backoff({ now: () => 0, random: () => random });
    backoff.failed();
    return backoff.notBefore;
  });
  assert.deepEqual(waits, [1_000, 1_500]);
});
