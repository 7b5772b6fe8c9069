import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, instantOf, ofField, wallAt } from '../../src/lib/wall_clock.js';

const PARIS = 'Europe/Paris';
const wall = (day, hour, more = {}) => ({ year: 2026, month: 10, day, hour, minute: 0, ...more });
const instant = (given, zone = PARIS) => instantOf(given, zone).toISOString();

test('the wall says the home’s hour, summer and winter', () => {
  assert.deepEqual(wallAt(new Date('2026-07-01T12:05:00Z'), PARIS), { year: 2026, month: 7, day: 1, hour: 14, minute: 5 });
  assert.deepEqual(wallAt(new Date('2026-12-01T23:30:00Z'), PARIS), { year: 2026, month: 12, day: 2, hour: 0, minute: 30 });
});

test('an hour of the wall is one instant, and the way back is the same', () => {
  assert.equal(instant(wall(21, 15, { month: 11 })), '2026-11-21T14:00:00.000Z');
  assert.equal(instant(wall(21, 15, { month: 7 })), '2026-07-21T13:00:00.000Z');
  assert.deepEqual(wallAt(instantOf(wall(21, 15), PARIS), PARIS), wall(21, 15));
});

test('days and hours may overflow', () => {
  assert.equal(instant(wall(32, 8)), '2026-11-01T07:00:00.000Z');
  assert.equal(instant(wall(21, 24)), '2026-10-21T22:00:00.000Z');
});

test('the night the clocks go back, what comes twice is the first of the two', () => {
  assert.equal(instant(wall(25, 2, { minute: 30 })), '2026-10-25T00:30:00.000Z');
  assert.equal(instant(wall(25, 3)), '2026-10-25T02:00:00.000Z');
  assert.equal(instant(wall(25, 8)), '2026-10-25T07:00:00.000Z');
});

test('the night the clocks go forward, what never comes is moved on by the hour that is missing', () => {
  const march = { month: 3 };
  assert.equal(instant(wall(29, 2, { ...march, minute: 30 })), '2026-03-29T01:30:00.000Z');
  assert.deepEqual(wallAt(instantOf(wall(29, 2, { ...march, minute: 30 }), PARIS), PARIS), wall(29, 3, { ...march, minute: 30 }));
  assert.equal(instant(wall(29, 8, march)), '2026-03-29T06:00:00.000Z');
});

test('it holds on the other side of the world', () => {
  assert.equal(instant(wall(21, 15), 'America/Cayenne'), '2026-10-21T18:00:00.000Z');
  assert.equal(instant(wall(21, 15), 'Pacific/Noumea'), '2026-10-21T04:00:00.000Z');
});

test('a field gives the instant back, and nothing while it is not whole', () => {
  const at = new Date('2026-11-21T14:05:00Z');
  assert.equal(fieldOf(at, PARIS), '2026-11-21T15:05');
  assert.deepEqual(ofField('2026-11-21T15:05', PARIS), at);
  assert.equal(ofField('', PARIS), null);
});
