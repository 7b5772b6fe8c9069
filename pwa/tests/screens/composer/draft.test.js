import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aimed, blank, commandOf, resumed, saysSomething, textsToSend, toggled } from '../../../src/screens/composer/draft.js';

/** @param {object} about */
const cible = (about) => /** @type {any} */ ({ id: 'douleur', data: [], actions: [], results: [], ...about });

test('a cible alone makes a whole transmission, with nothing empty in it', () => {
  const { type, body } = commandOf({ ...blank(), cible: 'chute' }, 3);
  assert.equal(type, 'transmission.record');
  assert.deepEqual(body, { cible: 'chute', vocabulary: 3, importance: 'normal', to_read: false });
});

test('texts are trimmed; blank ones do not travel', () => {
  const draft = { ...blank(), data: '  Hanche droite ', actions: '   ' };
  assert.deepEqual(textsToSend(draft), { data: 'Hanche droite' });
});

test('phrases travel part by part, in the order of the taps', () => {
  const draft = toggled(toggled(toggled(blank(), 'data', 'Au repos'), 'data', 'EN 6/10'), 'result', 'Soulagée');
  assert.deepEqual(textsToSend(draft), { chips: { data: ['Au repos', 'EN 6/10'], result: ['Soulagée'] } });
});

test('a phrase touched twice is taken back', () => {
  assert.deepEqual(textsToSend(toggled(toggled(blank(), 'data', 'EN 6/10'), 'data', 'EN 6/10')), {});
});

test('the sections of a macro-cible lead Données, a line each, in their order', () => {
  const draft = { ...blank(), sections: { Maladie: ' AVC ', Vécu: '', Environnement: 'Fille présente' }, data: 'Fatiguée' };
  assert.equal(textsToSend(draft).data, 'Maladie : AVC\nEnvironnement : Fille présente\nFatiguée');
});

test('completing names the entry, and neither cible nor importance', () => {
  const draft = { ...blank(), entry: 'entry-1', cible: 'chute', importance: /** @type {const} */ ('important'), data: 'Au sol' };
  assert.deepEqual(commandOf(draft, 3), { type: 'transmission.complete', body: { entry: 'entry-1', data: 'Au sol' } });
});

test('choosing a cible says nothing yet; a word, a phrase or a section does', () => {
  assert.equal(saysSomething({ ...blank(), cible: 'chute', importance: 'important' }), false);
  assert.equal(saysSomething({ ...blank(), result: 'Mieux' }), true);
  assert.equal(saysSomething(toggled(blank(), 'actions', 'Repositionnée')), true);
  assert.equal(saysSomething({ ...blank(), sections: { Vécu: 'Inquiète' } }), true);
});

test('changing the cible keeps what was typed and drops the phrases it does not offer', () => {
  const draft = toggled(toggled({ ...blank(), data: 'Hanche' }, 'data', 'EN 6/10'), 'data', 'Au repos');
  const moved = aimed(draft, cible({ id: 'douleur-chronique', data: ['Au repos'] }));
  assert.equal(moved.cible, 'douleur-chronique');
  assert.equal(moved.data, 'Hanche');
  assert.deepEqual(moved.chips.data, ['Au repos']);
});

const due = (more = {}) => ({ at: '2026-11-21T14:00:00.000Z', label: 'À 15 h', what: ' ', role: null, ...more });

test('a result that is expected travels with the transmission, under an id of its own', () => {
  const { body } = commandOf({ ...blank(), cible: 'douleur', due: due({ what: ' La douleur au lever ', role: 'nurse' }) }, 3);
  const { id, ...asked } = body.follow_up;
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  assert.deepEqual(asked, { due_at: '2026-11-21T14:00:00.000Z', what: 'La douleur au lever', role: 'nurse' });
  assert.equal(commandOf({ ...blank(), cible: 'douleur', due: due() }, 3).body.follow_up.what, null);
});

test('neither an addition nor a correction asks for a result', () => {
  assert.equal('follow_up' in commandOf({ ...blank(), entry: 'e1', due: due() }, 3).body, false);
  assert.equal('follow_up' in commandOf({ ...blank(), corrects: 'e1', reason: 'Précision', due: due() }, 3).body, false);
});

test('to expect a result is to say something; a draft that waited too long no longer does', () => {
  const draft = { ...blank(), cible: 'douleur', due: due() };
  assert.equal(saysSomething(draft), true);
  assert.deepEqual(resumed(draft, new Date('2026-11-21T13:00:00Z')), draft);
  assert.equal(resumed(draft, new Date('2026-11-21T14:00:00Z')).due, null);
});
