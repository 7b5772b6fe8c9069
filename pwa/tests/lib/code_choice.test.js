import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeProblem } from '../../src/lib/code_choice.js';
import { vector } from '../vectors.js';

const { allowed, refused } = vector('personal_code').choices;

test('a code that nobody would try first may be chosen', () => {
  for (const code of allowed) assert.equal(codeProblem(code), null, code);
});

test('what others would try first is refused in words', () => {
  for (const code of refused) assert.match(codeProblem(code) ?? '', /\.$/, code);
});
