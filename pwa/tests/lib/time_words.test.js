import assert from 'node:assert/strict';
import { test } from 'node:test';
import { age, ago, day, exact, hour, span } from '../../src/lib/time_words.js';

const timeZone = 'Europe/Paris';
const now = new Date('2026-11-21T14:00:00+01:00');
const at = (/** @type {string} */ text) => new Date(text);

const SPOKEN = {
  '2026-11-21T13:59:40+01:00': 'à l’instant',
  '2026-11-21T14:00:30+01:00': 'à l’instant',
  '2026-11-21T13:48:00+01:00': 'il y a 12 min',
  '2026-11-21T08:05:00+01:00': 'aujourd’hui à 8 h 05',
  '2026-11-20T23:00:00+01:00': 'hier à 23 h',
  '2026-11-17T09:30:00+01:00': 'mardi à 9 h 30',
  '2026-11-03T09:30:00+01:00': 'le 3 nov. à 9 h 30',
  '2025-11-03T09:30:00+01:00': 'le 3 nov. 2025 à 9 h 30',
  '2026-11-22T07:00:00+01:00': 'demain à 7 h',
};

for (const [instant, words] of Object.entries(SPOKEN)) {
  test(`${instant} is "${words}" to a reader on 21 November at 14 h`, () => {
    assert.equal(ago(at(instant), { now, timeZone }), words);
  });
}

test('the day is the home’s, not the tablet’s', () => {
  const midnight = at('2026-11-20T23:30:00Z');
  assert.equal(day(midnight, { now, timeZone }), 'aujourd’hui');
  assert.equal(day(midnight, { now, timeZone: 'UTC' }), 'hier');
});

test('hours are the home’s, summer and winter', () => {
  assert.equal(hour(at('2026-07-01T12:05:00Z'), { timeZone }), '14 h 05');
  assert.equal(hour(at('2026-12-01T12:00:00Z'), { timeZone }), '13 h');
  assert.equal(exact(at('2026-11-03T13:05:00Z'), { timeZone }), 'mardi 3 novembre 2026 à 14 h 05');
});

test('a span says one unit', () => {
  assert.deepEqual([30_000, 4 * 60_000, 3 * 3_600_000, 72 * 3_600_000].map(span), [
    'moins d’une minute',
    '4 min',
    '3 h',
    '3 j',
  ]);
});

test('an age changes on the birthday', () => {
  assert.equal(age('1940-11-21', { now }), '86 ans');
  assert.equal(age('1940-11-22', { now }), '85 ans');
  assert.equal(age('2026-03-21', { now }), '8 mois');
});
