import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Clock } from '../../src/outbox/clock.js';

const NOON = Date.parse('2026-11-21T12:00:00Z');
let clock;

beforeEach(() => {
  clock = new Clock(() => NOON);
});

test('before any contact, a command says that nothing was measured', () => {
  assert.deepEqual(clock.stamp(), { offset_ms: null, measured_at: null });
  assert.equal(clock.estimate().getTime(), NOON);
});

test('the offset is taken at the middle of the exchange', () => {
  clock.learn('2026-11-21T12:01:00.000Z', NOON, NOON + 2_000);
  assert.deepEqual(clock.stamp(), { offset_ms: 59_000, measured_at: '2026-11-21T12:00:02.000Z' });
  assert.equal(clock.estimate().toISOString(), '2026-11-21T12:01:00.000Z');
});

test('only a measure that moved, or an old one, is worth keeping', () => {
  assert.equal(clock.learn('2026-11-21T12:00:00Z', NOON, NOON), true);
  assert.equal(clock.learn('2026-11-21T12:00:00.500Z', NOON, NOON), false);
  assert.equal(clock.learn('2026-11-21T12:00:02Z', NOON, NOON), true);
  assert.equal(clock.learn('2026-11-21T12:11:02Z', NOON + 660_000, NOON + 660_000), true);
});

test('a clock set back does not make time go back', () => {
  clock.learn('2026-11-21T12:00:00.000Z', NOON, NOON);
  clock.device = () => NOON - 80 * 3_600_000;
  assert.equal(clock.estimate().toISOString(), '2026-11-21T12:00:00.000Z');
});

test('what is no time is not learnt', () => {
  assert.equal(clock.learn('bientôt', NOON, NOON), false);
  assert.equal(clock.measure, null);
});
