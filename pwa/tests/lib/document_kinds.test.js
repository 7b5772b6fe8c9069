import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOCUMENT_KINDS, FAMILIES, kindLabel, TO_FILE } from '../../src/lib/document_kinds.js';
import { vector } from '../vectors.js';

const told = vector('document_kinds');

test('the tablet has the kinds of the server, in their order', () => {
  assert.deepEqual(FAMILIES, told.families);
  assert.deepEqual(DOCUMENT_KINDS.map(({ isOffered, ...rest }) => ({ ...rest, is_offered: isOffered })), told.kinds);
});

test('a document without a kind is to file, and a kind of a later version is told by its name', () => {
  assert.equal(kindLabel(null), TO_FILE);
  assert.equal(kindLabel('biologie'), 'Biologie');
  assert.equal(kindLabel('of_tomorrow'), 'of_tomorrow');
});
