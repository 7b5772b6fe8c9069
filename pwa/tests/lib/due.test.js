import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueChoices, dueWords, moment } from '../../src/lib/due.js';

const timeZone = 'Europe/Paris';
const at = (text) => new Date(text);
const offered = (now, spans) => dueChoices(at(now), timeZone, spans).map((choice) => [choice.label, choice.at.toISOString()]);
const labels = (now, spans) => offered(now, spans).map(([label]) => label);

test('in the afternoon: in one hour, in two, a round hour, this evening, tomorrow morning', () => {
  assert.deepEqual(offered('2026-11-21T13:20:00+01:00'), [
    ['Dans 1 h', '2026-11-21T13:20:00.000Z'],
    ['Dans 2 h', '2026-11-21T14:20:00.000Z'],
    ['À 15 h', '2026-11-21T14:00:00.000Z'],
    ['Ce soir 20 h', '2026-11-21T19:00:00.000Z'],
    ['Demain 8 h', '2026-11-22T07:00:00.000Z'],
  ]);
});

test('what is the same moment is offered once', () => {
  assert.deepEqual(labels('2026-11-21T13:00:00+01:00'), ['Dans 1 h', 'Dans 2 h', 'Ce soir 20 h', 'Demain 8 h']);
  assert.deepEqual(labels('2026-11-21T17:45:00+01:00'), ['Dans 1 h', 'Dans 2 h', 'Ce soir 20 h', 'Demain 8 h']);
});

test('in the evening this evening is past, and before dawn the morning is today’s', () => {
  assert.deepEqual(labels('2026-11-21T19:10:00+01:00'), ['Dans 1 h', 'Dans 2 h', 'À 21 h', 'Demain 8 h']);
  assert.deepEqual(offered('2026-11-22T02:10:00+01:00').slice(2), [
    ['À 4 h', '2026-11-22T03:00:00.000Z'],
    ['Ce matin 8 h', '2026-11-22T07:00:00.000Z'],
    ['Ce soir 20 h', '2026-11-22T19:00:00.000Z'],
  ]);
});

test('to put off, half an hour is offered too', () => {
  assert.deepEqual(labels('2026-11-21T13:20:00+01:00', [30, 60]).slice(0, 2), ['Dans 30 min', 'Dans 1 h']);
});

test('the night the clocks go back, tomorrow at 8 is 8 on the wall, and one hour is one hour', () => {
  const night = Object.fromEntries(offered('2026-10-24T23:30:00+02:00'));
  assert.equal(night['Demain 8 h'], '2026-10-25T07:00:00.000Z');
  const later = dueChoices(at('2026-10-25T02:30:00+02:00'), timeZone);
  assert.equal(later[0].at.toISOString(), '2026-10-25T01:30:00.000Z');
  assert.equal(moment(later[0].at, { now: at('2026-10-25T02:30:00+02:00'), timeZone }), 'à 2 h 30');
});

test('the night the clocks go forward, no hour is offered that does not come', () => {
  const night = dueChoices(at('2026-03-29T00:20:00+01:00'), timeZone);
  assert.deepEqual(night.map(({ label }) => label), ['Dans 1 h', 'Dans 2 h', 'À 3 h', 'Ce matin 8 h', 'Ce soir 20 h']);
  assert.equal(night[2].at.toISOString(), '2026-03-29T01:00:00.000Z');
  assert.equal(moment(night[1].at, { now: at('2026-03-29T00:20:00+01:00'), timeZone }), 'à 3 h 20');
});

const now = at('2026-11-21T14:00:00+01:00');
const SPOKEN = {
  '2026-11-21T15:00:00+01:00': 'à 15 h',
  '2026-11-21T14:59:10+01:00': 'dans 1 h',
  '2026-11-21T14:24:30+01:00': 'dans 25 min',
  '2026-11-21T13:59:30+01:00': 'maintenant',
  '2026-11-21T13:35:00+01:00': 'en retard de 25 min',
  '2026-11-21T12:50:00+01:00': 'en retard de 1 h 10',
  '2026-11-21T09:10:00+01:00': 'en retard de 4 h',
  '2026-11-21T01:30:00+01:00': 'en retard de 12 h',
  '2026-11-20T14:00:00+01:00': 'en retard depuis hier à 14 h',
  '2026-11-17T09:30:00+01:00': 'en retard depuis mardi à 9 h 30',
  '2026-11-22T08:00:00+01:00': 'demain à 8 h',
  '2026-11-24T08:00:00+01:00': 'le 24 nov. à 8 h',
};

for (const [instant, words] of Object.entries(SPOKEN)) {
  test(`what is due at ${instant} is "${words}" on 21 November at 14 h`, () => {
    assert.equal(dueWords(at(instant), { now, timeZone }), words);
  });
}

test('lateness counts the hours that passed, whatever the clock did meanwhile', () => {
  const due = at('2026-10-25T02:30:00+02:00');
  assert.equal(dueWords(due, { now: at('2026-10-25T02:30:00+01:00'), timeZone }), 'en retard de 1 h');
});
