import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../src/lib/datamatrix.js';
import { vector } from '../vectors.js';

const { cases, today } = vector('datamatrix');
const NOTHING = { gtin: null, cip13: null, cip7: null, expiry_on: null, produced_on: null, batch: null, serial: null };

for (const each of cases) {
  test(`a pack code: ${each.case}`, () => {
    const told = read(each.raw, { today: each.today ?? today, keepsSeparators: each.keeps_separators });
    assert.deepEqual(told, { ...NOTHING, unread: '', problems: [], ...each.expect });
  });
}
