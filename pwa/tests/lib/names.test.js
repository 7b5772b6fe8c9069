import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayName, initials } from '../../src/lib/names.js';

const person = (given_name, family_name, used_name = null) => ({ given_name, family_name, used_name });

test('a person is called by the name in use', () => {
  assert.equal(displayName(person('Jeanne', 'Martin', 'Lenoir')), 'Jeanne Lenoir');
  assert.equal(displayName(person('Jeanne', 'Martin')), 'Jeanne Martin');
});

test('initials skip particles', () => {
  assert.equal(initials(person('Marie-Antoinette', 'de La Rochefoucauld-Montbazon')), 'MR');
  assert.equal(initials(person('Odette', 'd’Ormesson')), 'OO');
  assert.equal(initials(person('Élise', 'Dubois')), 'ÉD');
});

test('a name that is only a particle still has its initial', () => {
  assert.equal(initials(person('Jean', 'Du')), 'JD');
});
