import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldBatch, recallOf } from '../../src/lib/recalls.js';
import { vector } from '../vectors.js';

for (const each of vector('recalls').cases) {
  test(`a box under a recall: ${each.case}`, () => {
    const found = recallOf(each.code, each.recalls, each.on);
    const told = found && { recall: found.recall.id, sure: found.isSure };
    assert.deepEqual(told, each.expect);
  });
}

test('a batch is compared in capitals, without spaces', () => {
  assert.equal(foldBatch(' ab\u00a01 2-c\t'), 'AB12-C');
});
