import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byTheme, rank, searchCibles } from '../../src/lib/cibles.js';

const cible = (id, more = {}) => ({ id, theme: 't1', label: id, alarm: false, retired: false, ...more });
const vocabulary = {
  version: 3,
  themes: [
    { id: 't1', label: 'Nutrition' },
    { id: 't2', label: 'Sommeil' },
    { id: 't3', label: 'Vide' },
  ],
  cibles: [
    cible('Refus alimentaire'),
    cible('Chute', { alarm: true }),
    cible('Ancienne', { retired: true }),
    cible('Trouble du sommeil', { theme: 't2' }),
    cible('Constipation'),
    cible('Douleur aiguë'),
    cible('Plaie'),
    cible('Anxiété'),
  ],
};
const ids = (cibles) => cibles.map(({ id }) => id);

test('the cibles usual for the person come first, then what was written since, then the others, six in all', () => {
  const habits = { usual: ['Plaie', 'Chute'], own: [{ cible: 'Anxiété' }, { cible: 'Plaie' }] };
  const first = ['Plaie', 'Chute', 'Anxiété', 'Refus alimentaire', 'Trouble du sommeil', 'Constipation'];
  assert.deepEqual(ids(rank(vocabulary, habits)), first);
});

test('an alarm is offered only where it is usual, a retired cible never', () => {
  const offered = ids(rank(vocabulary, { usual: ['Ancienne'], own: [{ cible: 'Chute' }] }, 20));
  assert.ok(!offered.includes('Chute'));
  assert.ok(!offered.includes('Ancienne'));
});

test('without a vocabulary there is nothing to offer', () => {
  assert.deepEqual(rank(null, { usual: ['Plaie'] }), []);
});

test('a search reads labels and themes without accents, labels that begin with it first', () => {
  assert.deepEqual(ids(searchCibles(vocabulary, 'anx')), ['Anxiété']);
  assert.deepEqual(ids(searchCibles(vocabulary, 'sommeil')), ['Trouble du sommeil']);
  assert.equal(ids(searchCibles(vocabulary, 'plaie'))[0], 'Plaie');
  assert.deepEqual(ids(searchCibles(vocabulary, 'ancienne')), []);
});

test('themes without a cible are left out', () => {
  assert.deepEqual(
    byTheme(vocabulary).map(({ label }) => label),
    ['Nutrition', 'Sommeil'],
  );
});
