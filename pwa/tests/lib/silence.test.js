import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opensAt, silenceWords, silentSince } from '../../src/lib/silence.js';

const PARIS = { now: new Date('2026-11-22T11:30:00Z'), timeZone: 'Europe/Paris' };
const row = (id, last_heard_at, waiting = 0) => ({ id, name: `Tablette ${id}`, last_heard_at, waiting, expires_at: '2026-11-23T11:30:00Z' });
const ROWS = [row('2', '2026-11-22T10:40:00Z'), row('3', '2026-11-21T07:00:00Z', 3), row('4', '2026-11-22T11:05:00Z')];

test('a dose may have been given on the tablets that were last heard before it opened', () => {
  const opens = opensAt({ due_at: '2026-11-22T12:00:00Z', early: 60 });
  assert.deepEqual(
    silentSince(ROWS, opens).map(({ id }) => id),
    ['3', '2'],
  );
});

test('a tablet that serves two units is named once', () => {
  assert.equal(silentSince([...ROWS, ...ROWS], Date.parse('2026-11-22T11:30:00Z')).length, 3);
});

test('a tablet knows of itself what it holds', () => {
  assert.deepEqual(silentSince(ROWS, Date.parse('2026-11-22T11:00:00Z'), '3').map(({ id }) => id), ['2']);
});

test('the words say since when, on the wall of the home, and what was waiting there', () => {
  assert.equal(silenceWords(ROWS[0], PARIS), 'Tablette 2 : sans nouvelles depuis 11 h 40');
  assert.equal(silenceWords(ROWS[1], PARIS), 'Tablette 3 : sans nouvelles depuis hier à 8 h, 3 saisies y attendaient');
  assert.equal(silenceWords(row('5', '2026-11-22T10:40:00Z', 1), PARIS), 'Tablette 5 : sans nouvelles depuis 11 h 40, une saisie y attendait');
});
