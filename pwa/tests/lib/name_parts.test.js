import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holds } from '../../src/lib/name_parts.js';
import { vector } from '../vectors.js';

for (const { text, query, holds: expected } of vector('name_parts')) {
  test(`« ${query} » in « ${text} »: ${expected}`, () => assert.equal(holds(text, query), expected));
}
