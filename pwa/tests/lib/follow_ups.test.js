import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOf, answersFor, hasEscalated, inOrder, isCarriedOver, isFor, listed, shiftStart, titleOf } from '../../src/lib/follow_ups.js';
import { isOverdue } from '../../src/lib/overdue.js';
import { AICHA, NADIA, followUp } from '../store/rows.js';

const timeZone = 'Europe/Paris';
const now = new Date('2026-11-21T14:30:00+01:00');
const due = (id, time, more = {}) => ({ ...followUp(id, { due_at: new Date(time).toISOString(), ...more }), mine: false });
const closing = (at, more = {}) => ({ id: 'c', by: NADIA, at, outcome: 'done', result: null, chips: [], ...more });
const aide = { id: AICHA, role: 'care_assistant' };
const nurse = { id: NADIA, role: 'nurse' };

test('it is overdue once its time has come, until it is closed', () => {
  assert.equal(isOverdue(due('s', '2026-11-21T14:30:00+01:00'), now), true);
  assert.equal(isOverdue(due('s', '2026-11-21T14:30:01+01:00'), now), false);
  assert.equal(isOverdue(due('s', '2026-11-21T14:00:00+01:00', { closed: closing('2026-11-21T13:00:00Z') }), now), false);
});

test('headings follow the hours, and leave out those that would be empty', () => {
  const all = [
    due('demain', '2026-11-22T08:00:00+01:00'),
    due('tard', '2026-11-21T20:00:00+01:00'),
    due('bientôt', '2026-11-21T15:30:00+01:00'),
    due('retard', '2026-11-21T14:05:00+01:00'),
    due('fait', '2026-11-21T10:00:00+01:00', { closed: closing('2026-11-21T10:05:00Z') }),
    due('vieux', '2026-11-20T10:00:00+01:00', { closed: closing('2026-11-20T10:05:00Z') }),
    due('loin', '2026-11-23T09:00:00+01:00'),
  ];
  const told = listed(all, { now, timeZone }).map(({ heading, followUps }) => [heading, followUps.map(({ id }) => id)]);
  assert.deepEqual(told, [
    ['En retard', ['retard']],
    ['Dans l’heure', ['bientôt']],
    ['Plus tard aujourd’hui', ['tard']],
    ['Demain', ['demain']],
    ['Plus tard', ['loin']],
    ['Fait récemment', ['fait']],
  ]);
  assert.deepEqual(listed([], { now, timeZone }), []);
});

test('today ends at the home’s midnight', () => {
  const late = due('s', '2026-11-21T23:30:00Z');
  assert.equal(listed([late], { now, timeZone })[0].heading, 'Demain');
  assert.equal(listed([late], { now, timeZone: 'UTC' })[0].heading, 'Plus tard aujourd’hui');
});

test('under a heading urgent ones lead, then the hour; what was done last is first', () => {
  const late = [due('b', '2026-11-21T14:00:00+01:00'), due('a', '2026-11-21T13:00:00+01:00'), due('u', '2026-11-21T14:20:00+01:00', { urgent: true })];
  assert.deepEqual(late.sort(inOrder).map(({ id }) => id), ['u', 'a', 'b']);
  const done = [due('x', now, { closed: closing('2026-11-21T12:00:00Z') }), due('y', now, { closed: closing('2026-11-21T13:00:00Z') })];
  assert.deepEqual(listed(done, { now, timeZone })[0].followUps.map(({ id }) => id), ['y', 'x']);
});

test('a shift begins at 7, 14 and 21 h on the wall, also on the night the clocks change', () => {
  const start = (text) => shiftStart(new Date(text), timeZone).toISOString();
  assert.equal(start('2026-11-21T14:30:00+01:00'), '2026-11-21T13:00:00.000Z');
  assert.equal(start('2026-11-21T06:59:00+01:00'), '2026-11-20T20:00:00.000Z');
  assert.equal(start('2026-10-25T06:30:00+01:00'), '2026-10-24T19:00:00.000Z');
  assert.equal(start('2026-10-25T07:00:00+01:00'), '2026-10-25T06:00:00.000Z');
});

test('what was due before the shift began was left by the team before', () => {
  assert.equal(isCarriedOver(due('s', '2026-11-21T13:50:00+01:00'), { now, timeZone }), true);
  assert.equal(isCarriedOver(due('s', '2026-11-21T14:05:00+01:00'), { now, timeZone }), false);
  assert.equal(isCarriedOver(due('s', '2026-11-21T13:50:00+01:00', { closed: closing('2026-11-21T13:00:00Z') }), { now, timeZone }), false);
});

test('it is for the one who asked, the role that was asked, the one who takes care of it, and nurses once it escalated', () => {
  const one = due('s', '2026-11-21T12:00:00+01:00', { escalates_at: '2026-11-21T13:00:00Z' });
  assert.equal(hasEscalated(one, now), true);
  assert.deepEqual([isFor(one, aide, now), isFor(one, nurse, now)], [false, true]);
  const fresh = { ...one, escalates_at: '2026-11-21T14:00:00Z' };
  assert.deepEqual([isFor(fresh, nurse, now), isFor({ ...fresh, role: 'nurse' }, nurse, now)], [false, true]);
  assert.equal(isFor({ ...fresh, acknowledged: { by: AICHA, at: '2026-11-21T12:00:00Z' } }, aide, now), true);
  assert.equal(isFor({ ...fresh, mine: true }, aide, now), true);
});

test('a nurse may answer for anyone, another role only for itself', () => {
  const asked = due('s', now, { role: 'paramedical' });
  assert.deepEqual([answersFor(asked, aide), answersFor(asked, nurse), answersFor({ ...asked, role: null }, aide)], [false, true, true]);
});

test('it is called by its own words, else by what it came from', () => {
  assert.equal(titleOf({ what: 'Peser', label: 'Douleur' }), 'Peser');
  assert.equal(titleOf({ what: null, label: 'Douleur' }), 'Réévaluer : Douleur');
  assert.equal(titleOf({ what: null, label: null }), 'À réévaluer');
});

test('an answer is one line', () => {
  const answered = (more) => answerOf(due('s', now, { closed: closing('2026-11-21T13:00:00Z', more) }));
  assert.equal(answered({ chips: ['soulagé', 'dort'], result: 'EN 2' }), 'soulagé · dort · EN 2');
  assert.equal(answered({}), 'Fait');
  assert.equal(answered({ outcome: 'not_needed', result: 'sortie' }), 'Pas nécessaire : sortie');
  assert.equal(answered({ outcome: 'not_needed' }), 'Pas nécessaire');
  assert.equal(answerOf(due('s', now)), '');
});
