import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begun, isUnderWay, placeOf } from '../../src/lib/round.js';
import { goneOn, goneTo, leftOf, standing } from '../../src/lib/round_steps.js';

const NOW = new Date('2026-11-22T08:00:00Z');
const here = (id) => ({ id, presence: 'present' });
const PERSONS = [{ id: 'a', presence: 'hospital' }, here('b'), here('c'), here('d')];
const NOBODY = new Set();

test('it begins with the first who is there', () => {
  const round = begun('u', PERSONS, NOW);
  assert.deepEqual([round.at, round.seen, round.paused], ['b', [], false]);
  assert.equal(begun('u', [PERSONS[0]], NOW).at, 'a');
  assert.equal(begun('u', [], NOW).at, '');
});

test('going on says that one has seen whoever was shown, once', () => {
  const { round, isLast } = goneOn(begun('u', PERSONS, NOW), PERSONS);
  assert.deepEqual([round.at, round.seen, isLast], ['c', ['b'], false]);
  const back = goneOn(goneTo(round, 'b'), PERSONS).round;
  assert.deepEqual([back.at, back.seen], ['c', ['b']]);
});

test('the last is seen too, and stays shown', () => {
  const { round, isLast } = goneOn(goneTo(begun('u', PERSONS, NOW), 'd'), PERSONS);
  assert.deepEqual([round.at, round.seen, isLast], ['d', ['d'], true]);
});

test('jumping to somebody says nothing of whom one left', () => {
  const round = goneTo(begun('u', PERSONS, NOW), 'd');
  assert.deepEqual(round.seen, []);
  assert.deepEqual(PERSONS.map((person) => standing(round, person, NOBODY)), ['away', 'left', 'left', 'left']);
});

test('what was noted counts as seen; whoever is away is not owed a visit', () => {
  const round = goneOn(begun('u', PERSONS, NOW), PERSONS).round;
  const noted = new Set(['c']);
  assert.deepEqual(PERSONS.map((person) => standing(round, person, noted)), ['away', 'seen', 'noted', 'left']);
  assert.equal(leftOf(round, PERSONS, noted), 1);
  assert.equal(standing(round, PERSONS[0], new Set(['a'])), 'noted');
});

test('somebody who left the unit gives way to the first not seen', () => {
  const round = goneOn(begun('u', PERSONS, NOW), PERSONS).round;
  assert.equal(placeOf(round, PERSONS), 2);
  assert.equal(placeOf(round, PERSONS.filter(({ id }) => id !== 'c')), 0);
  assert.equal(placeOf({ ...round, seen: ['a', 'b', 'd'] }, PERSONS.filter(({ id }) => id !== 'c')), 0);
  assert.equal(placeOf(round, []), 0);
});

test('a round of yesterday is over', () => {
  const round = begun('u', PERSONS, NOW);
  assert.equal(isUnderWay(round, new Date('2026-11-22T19:59:00Z')), true);
  assert.equal(isUnderWay(round, new Date('2026-11-22T20:00:00Z')), false);
  assert.equal(isUnderWay(null, NOW), false);
});
