import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/lib/labels.js';
import { vector } from '../vectors.js';

for (const each of vector('labels').cases) {
  test(`a label: ${each.case}`, async () => {
    const token = parse(each.text);
    assert.deepEqual(token && { kind: token.kind, digest: await token.digest }, each.expect);
  });
}
