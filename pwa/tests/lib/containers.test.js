import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contents } from '../../src/lib/containers.js';
import { vector } from '../vectors.js';

const { cases, world, container } = vector('containers');

for (const each of cases) {
  test(`what a container holds of the moment: ${each.name}`, () => {
    const told = { ...world, ...each.given };
    assert.deepEqual(contents(each.container ?? container, { ...told, now: new Date(told.now) }), each.is);
  });
}
