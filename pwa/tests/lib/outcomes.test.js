import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_SCAN, OUTCOMES, REASON_OF_NO_SCAN, counts } from '../../src/lib/outcomes.js';
import { vector } from '../vectors.js';

const { words, no_scan: noScan, reason_of_no_scan: reasons } = vector('outcomes');

test('the words of outcomes are those of the server, in the same order', () => {
  assert.deepEqual(OUTCOMES, words);
  for (const act of Object.keys(words)) {
    assert.deepEqual(Object.keys(OUTCOMES[/** @type {'give'} */ (act)]), Object.keys(words[act]));
  }
});

test('the reasons not to scan are those of the server', () => {
  assert.deepEqual(NO_SCAN, noScan);
  assert.deepEqual(REASON_OF_NO_SCAN, reasons);
});

test('what counts is what may be in the body', () => {
  assert.deepEqual(['given', 'partly_taken', 'spat_out', 'removed', 'unheard of'].map(counts), [true, true, false, false, false]);
});
