import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { classify } from '../../src/lib/scan.js';

const TODAY = '2026-11-22';
const LETTERS = 'BCDEFGHIJKLNOPRSTUVXYBCDEFGHIJ';
const PACK = '01034009359558381727013110R4512\x1d2110052437816093';
const digest = (text) => createHash('sha256').update(text).digest('hex');

test('a label of a person, whatever its case', async () => {
  const wanted = { kind: 'person', digest: digest(`CHEVETP${LETTERS}`) };
  assert.deepEqual(await classify(`CHEVETP${LETTERS}`, TODAY, 'camera'), wanted);
  assert.deepEqual(await classify(`chevetp${LETTERS.toLowerCase()}`, TODAY, 'wedge'), wanted);
});

test('a label of a container', async () => {
  assert.deepEqual(await classify(`CHEVETC${LETTERS}`, TODAY, 'wedge'), { kind: 'container', digest: digest(`CHEVETC${LETTERS}`) });
});

test('a label cut short is unreadable, never another one', async () => {
  assert.deepEqual(await classify(`CHEVETP${LETTERS.slice(4)}`, TODAY, 'wedge'), { kind: 'unreadable' });
});

test('a pack, with what it says of itself', async () => {
  const { kind, code } = await classify(PACK, TODAY, 'camera');
  assert.equal(kind, 'pack');
  assert.deepEqual([code.cip13, code.expiry_on, code.batch], ['3400935955838', '2027-01-31', 'R4512']);
});

test('the plain bar code of a pack', async () => {
  const { kind, code } = await classify('3400935955838', TODAY, 'wedge');
  assert.deepEqual([kind, code.cip13, code.expiry_on], ['pack', '3400935955838', null]);
});

test('a pack from abroad is a pack', async () => {
  const { kind, code } = await classify('4006381333931', TODAY, 'wedge');
  assert.deepEqual([kind, code.gtin, code.cip13], ['pack', '04006381333931', null]);
});

test('a camera keeps separators, so that the end of a batch is known', async () => {
  const text = '01034009359558381727013110R4521A';
  assert.equal((await classify(text, TODAY, 'camera')).code.batch, 'R4521A');
  assert.equal((await classify(text, TODAY, 'wedge')).code.batch, null);
});

for (const [what, text] of [
  ['a wrong check digit', '3400935955839'],
  ['a pack whose article was lost', '1727013110R4512'],
  ['a pack cut in its article', '010340093'],
  ['a sign that no symbol holds', '0103400é3595'],
  ['nothing at all', '  '],
]) {
  test(`${what} is unreadable`, async () => assert.deepEqual(await classify(text, TODAY, 'wedge'), { kind: 'unreadable' }));
}

for (const [what, text] of [
  ['an address', 'https://exemple.fr/carte'],
  ['a word', 'Doliprane 1000'],
]) {
  test(`${what} is unknown`, async () => assert.deepEqual(await classify(text, TODAY, 'camera'), { kind: 'unknown' }));
}
