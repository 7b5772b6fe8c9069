import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRECEDENCE, WORDS, stops, verdict } from '../../src/lib/verdicts.js';
import { vector } from '../vectors.js';

const { cases, world, words, precedence } = vector('verdicts');

const NOTHING = { person: null, dose: null, line: null, container: null, allowed_at: null, recall: null };

for (const each of cases) {
  test(`a scan means: ${each.name}`, () => {
    const { in_round: inRound, now, ...rest } = { ...world, ...each.given };
    const found = verdict(each.scan, { ...rest, now: new Date(now), inRound: inRound ? new Set(inRound) : null });
    assert.deepEqual({ ...found, allowed_at: found.allowed_at?.toISOString() ?? null }, { ...NOTHING, ...each.is });
  });
}

test('every verdict is told as the server says, and has its place', () => {
  assert.deepEqual(WORDS, words);
  assert.deepEqual(PRECEDENCE, precedence);
  assert.deepEqual(new Set(Object.keys(WORDS)), new Set(PRECEDENCE));
});

test('what stops is what is told as a stop', () => {
  assert.deepEqual([stops('wrong_person'), stops('generic'), stops('right')], [true, false, false]);
});
