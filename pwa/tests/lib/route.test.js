import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf, titleOf } from '../../src/lib/route.js';

const PERSON = '0192d1aa-0000-7000-8000-000000000001';

test('each bedside address is a place', () => {
  assert.deepEqual(routeOf('/'), { name: 'wall' });
  assert.deepEqual(routeOf('/personnes'), { name: 'persons' });
  assert.deepEqual(routeOf('/personnes/'), { name: 'persons' });
  assert.deepEqual(routeOf('/transmission'), { name: 'choose' });
  assert.deepEqual(routeOf('/transmissions'), { name: 'transmissions' });
  assert.deepEqual(routeOf('/a-faire'), { name: 'todo' });
  assert.deepEqual(routeOf('/a-revoir'), { name: 'review' });
  assert.deepEqual(routeOf('/tour'), { name: 'round', round: true });
  assert.deepEqual(routeOf('/tournee'), { name: 'giving' });
  assert.deepEqual(routeOf('/partager'), { name: 'share' });
  assert.deepEqual(routeOf('/tour/transmission'), { name: 'compose', round: true });
  assert.deepEqual(routeOf(`/personnes/${PERSON}`), { name: 'person', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/transmission`), { name: 'compose', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/traitement`), { name: 'treatment', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/documents`), { name: 'documents', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/photo`), { name: 'photo', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/urgence`), { name: 'sheet', person: PERSON });
  assert.deepEqual(routeOf(`/personnes/${PERSON}/plaies`), { name: 'wounds', person: PERSON });
});

for (const path of ['/bureau', '/bureau/personnes', '/personnes/lenoir', `/personnes/${PERSON}/autre`, `/personnes/${PERSON}/constructor`, '/demo', '/appareil/x']) {
  test(`${path} belongs to the server`, () => assert.equal(routeOf(path), null));
}

test('the window’s title never says whom it is about', () => {
  assert.equal(titleOf({ name: 'person', person: PERSON }), 'Une personne · Chevet');
});
