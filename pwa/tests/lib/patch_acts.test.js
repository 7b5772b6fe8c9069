import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stillOn, worn } from '../../src/lib/patch_acts.js';
import { vector } from '../vectors.js';

const { worn: examples, still_on } = vector('patch_acts');

for (const { name, handled, worn: expected } of examples) test(name, () => assert.deepEqual(worn(handled), expected));

for (const { name, line, worn: all, in_force, off } of still_on) {
  test(`before another patch comes off: ${name}`, () => assert.deepEqual(stillOn(line, all, in_force), off.map((at) => all[at])));
}
