import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, correctionOf, draftKey } from '../../../src/screens/composer/correction.js';
import { blank, commandOf, reasonOf, toggled } from '../../../src/screens/composer/draft.js';
import { hasReason } from '../../../src/screens/composer/reason.js';

const entry = /** @type {any} */ ({
  id: 'v2',
  root: 'v1',
  cible: 'douleur',
  data: 'Bras gauche',
  actions: null,
  result: null,
  chips: { data: ['au repos'], actions: [], result: [] },
  importance: 'important',
  to_read: true,
});

test('a correction begins with all that the entry says', () => {
  const draft = correctionOf(entry);
  assert.deepEqual(
    [draft.corrects, draft.cible, draft.data, draft.actions, draft.chips.data, draft.importance, draft.to_read],
    ['v2', 'douleur', 'Bras gauche', '', ['au repos'], 'important', true],
  );
  assert.equal(changes(draft, entry), false);
});

test('another text, phrase, cible or weight is a change; a reason or a space alone is none', () => {
  const draft = correctionOf(entry);
  for (const change of [{ data: 'Bras droit' }, { cible: 'chute' }, { importance: 'normal' }, { to_read: false }, { result: 'Va mieux' }]) {
    assert.equal(changes({ ...draft, ...change }, entry), true, JSON.stringify(change));
  }
  assert.equal(changes(toggled(draft, 'data', 'au repos'), entry), true);
  for (const change of [{ reason: 'Précision' }, { reasonMore: 'x' }, { data: ' Bras gauche ' }]) assert.equal(changes({ ...draft, ...change }, entry), false);
});

test('it travels whole, with its reason and the version it corrects', () => {
  const draft = { ...correctionOf(entry), data: 'Bras droit', reason: 'Erreur de saisie', reasonMore: ' droite et gauche ' };
  const { type, body } = commandOf(draft, 4);
  assert.equal(type, 'transmission.correct');
  assert.deepEqual(body, {
    entry: 'v2',
    reason: 'Erreur de saisie : droite et gauche',
    cible: 'douleur',
    vocabulary: 4,
    data: 'Bras droit',
    chips: { data: ['au repos'] },
    importance: 'important',
    to_read: true,
  });
});

test('a ready-made reason is enough; another one must be said, and neither may be endless', () => {
  const because = (reason, reasonMore = '') => ({ ...blank(), reason, reasonMore });
  assert.equal(hasReason(because('')), false);
  assert.equal(hasReason(because('', 'des mots sans choix')), false);
  assert.equal(hasReason(because('Précision')), true);
  assert.equal(hasReason(because('Autre')), false);
  assert.equal(hasReason(because('Autre', 'ok')), false);
  assert.equal(hasReason(because('Autre', 'vu avec la famille')), true);
  assert.equal(reasonOf(because('Autre', 'vu avec la famille')), 'vu avec la famille');
  assert.equal(hasReason(because('Précision', 'x'.repeat(290))), false);
});

test('its draft rests apart from the person’s own, under the first version', () => {
  assert.equal(draftKey(entry), 'v1');
  assert.equal(draftKey({ ...entry, root: undefined }), 'v2');
});
