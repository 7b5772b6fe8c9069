import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heldUp } from '../../src/lib/too_early.js';
import { vector } from '../vectors.js';

for (const each of vector('too_early').cases) {
  test(`too early: ${each.name}`, () => {
    const given = each.given.map((/** @type {any} */ one) => ({ ...one, chain: one.line }));
    const held = heldUp(given, each.minutes_apart, new Date(each.now));
    assert.deepEqual(held && { last: held.last.chain, allowed_at: held.allowed_at.toISOString() }, each.is);
  });
}
