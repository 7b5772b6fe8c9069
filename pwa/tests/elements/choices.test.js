import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorChoices, cibleChoices } from '../../src/elements/choices.js';

const entry = (/** @type {string} */ cible, author = 'aicha', authorName = 'Aïcha') => /** @type {any} */ ({ cible, label: `«${cible}»`, author, authorName });
const cible = (/** @type {string} */ id, theme = 'confort', retired = false) => ({ id, theme, label: id, retired });
const vocabulary = /** @type {any} */ ({
  themes: [
    { id: 'confort', label: 'Confort' },
    { id: 'risques', label: 'Risques' },
  ],
  cibles: [cible('douleur'), cible('sommeil'), cible('chute', 'risques'), cible('ancienne', 'risques', true)],
});
const ids = (/** @type {any[]} */ themes) => themes.map(({ label, cibles }) => [label, cibles.map(({ id }) => id)]);

test('over a unit, only what was written can be chosen, by theme', () => {
  assert.deepEqual(ids(cibleChoices([entry('douleur'), entry('douleur')], vocabulary, false)), [['Confort', ['douleur']]]);
});

test('over a person’s whole file any cible can be, also one that is offered no more but was written', () => {
  assert.deepEqual(ids(cibleChoices([entry('ancienne')], vocabulary, true)), [
    ['Confort', ['douleur', 'sommeil']],
    ['Risques', ['chute', 'ancienne']],
  ]);
});

test('a cible that the vocabulary has forgotten keeps the label it was written with', () => {
  assert.deepEqual(cibleChoices([entry('oubliee')], vocabulary, false), [
    { label: 'Anciennes cibles', cibles: [{ id: 'oubliee', label: '«oubliee»' }] },
  ]);
  assert.equal(cibleChoices([entry('oubliee')], null, true).length, 1);
});

test('each author once, by name', () => {
  const written = [entry('a', 'nadia', 'Nadia'), entry('b', 'emilie', 'Émilie'), entry('c', 'nadia', 'Nadia')];
  assert.deepEqual(authorChoices(written).map(({ label }) => label), ['Émilie', 'Nadia']);
});
