import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf } from '../../../src/screens/composer/draft.js';
import { draftOf, isRefilable } from '../../../src/screens/composer/refiling.js';

const item = (more) => ({
  command: 'c1',
  quarantine: 'q1',
  person: 'p1',
  type: 'transmission.record',
  body: { cible: 'douleur', vocabulary: 1, data: 'Mal au dos', chips: { data: ['assise'] }, importance: 'important', to_read: true },
  ...more,
});

test('its words are taken up whole, and say what they will stand for', () => {
  const draft = draftOf(item(), () => true);
  assert.deepEqual(draft.refiles, { command: 'c1', quarantine: 'q1' });
  const { type, body } = commandOf(draft, 3);
  assert.equal(type, 'transmission.record');
  assert.deepEqual(body, {
    cible: 'douleur',
    vocabulary: 3,
    data: 'Mal au dos',
    chips: { data: ['assise'] },
    importance: 'important',
    to_read: true,
  });
});

test('an addition goes to its entry where there is one, else it asks for a cible', () => {
  const addition = item({ type: 'transmission.complete', body: { entry: 'e1', result: 'Soulagée' } });
  assert.equal(draftOf(addition, () => true).entry, 'e1');
  const alone = draftOf(addition, () => false);
  assert.deepEqual([alone.entry, alone.cible, alone.result], [null, null, 'Soulagée']);
});

test('a gesture is not filed again, nor what cannot be read', () => {
  assert.equal(isRefilable(item()), true);
  assert.equal(isRefilable(item({ type: 'transmission.read', body: { entries: [] } })), false);
  assert.equal(isRefilable(item({ body: null })), false);
});
