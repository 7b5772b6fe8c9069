import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unbroken } from '../../src/lib/unbroken.js';

const shown = (text) => unbroken(text).replaceAll('\u00a0', '_');

test('a number stays with its unit, and a sign with the word before it', () => {
  assert.equal(shown('1 ½ comprimé le matin ; 12 unités : « si besoin »'), '1_½_comprimé le matin_; 12_unités_: «_si besoin_»');
  assert.equal(shown('RAMIPRIL 5 mg, comprimé'), 'RAMIPRIL 5_mg, comprimé');
  assert.equal(shown('à 8 h 30, B12 le soir'), 'à 8_h_30, B12 le soir');
});
