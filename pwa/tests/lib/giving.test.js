import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atHand, begun, byPerson, isUnderWay, lastTime, momentWords, momentsOf, nextLeft, placeOf } from '../../src/lib/giving.js';

const PARIS = { timeZone: 'Europe/Paris' };
/** A Sunday, noon in Paris. */
const NOON = new Date('2026-11-22T11:00:00Z');
const dose = (id, due_at, slot, person = 'p1') => ({ id, person, line: 'l1', act: 'give', due_at, early: 60, late: 60, slot, dose: '1 comprimé' });
const DAY = [
  dose('morning', '2026-11-22T07:00:00Z', 'le matin'),
  dose('noon', '2026-11-22T11:00:00Z', 'à midi'),
  dose('evening', '2026-11-22T17:30:00Z', 'le soir'),
];
const all = (doses, now = NOON) => momentsOf(doses, { now, ...PARIS });
const told = (moments) => moments.map(({ name, doses }) => `${name}: ${doses.map(({ id }) => id).join(' ')}`);
const yes = () => true;

test('what is due in a unit is walked by moment of the day, in order', () => {
  assert.deepEqual(told(all([DAY[2], DAY[0], DAY[1]])), ['Matin: morning', 'Midi: noon', 'Soir: evening']);
});

test('an hour of its own is walked with the moment beside it, else has its own', () => {
  const odd = [dose('half past eight', '2026-11-22T07:30:00Z', 'à 8 h 30'), dose('three', '2026-11-22T14:00:00Z', 'à 15 h'), dose('half past three', '2026-11-22T14:30:00Z', 'à 15 h 30')];
  assert.deepEqual(told(all([...odd, ...DAY])), ['Matin: morning half past eight', 'Midi: noon', '15 h: three half past three', 'Soir: evening']);
});

test('the same moment of two days is two rounds', () => {
  const tomorrow = dose('tomorrow', '2026-11-23T07:00:00Z', 'le matin');
  const moments = all([DAY[0], tomorrow], new Date('2026-11-22T19:00:00Z'));
  assert.deepEqual(moments.map((one) => momentWords(one, { now: new Date('2026-11-22T19:00:00Z'), ...PARIS })), ['Matin, 8 h', 'Matin, demain à 8 h']);
  assert.notEqual(moments[0].key, moments[1].key);
});

test('what is more than twelve hours away is nobody’s round yet', () => {
  assert.deepEqual(told(all([...DAY, dose('far', '2026-11-23T07:00:00Z', 'le matin')])), ['Matin: morning', 'Midi: noon', 'Soir: evening']);
});

test('the moment proposed is the one that is begun and not over', () => {
  const at = (now, isLeft = yes) => atHand(all(DAY, new Date(now)), new Date(now), isLeft)?.name;
  assert.equal(at('2026-11-22T07:10:00Z'), 'Matin');
  assert.equal(at('2026-11-22T09:30:00Z'), 'Matin');
  assert.equal(at('2026-11-22T09:30:00Z', () => false), 'Midi');
  assert.equal(at('2026-11-22T10:05:00Z'), 'Midi');
  assert.equal(at('2026-11-22T17:00:00Z'), 'Soir');
  assert.equal(at('2026-11-22T22:30:00Z'), 'Soir');
  assert.equal(atHand([], NOON, yes), null);
});

test('a moment at an hour of its own is called by it', () => {
  const [one] = all([dose('three', '2026-11-22T14:00:00Z', 'à 15 h')]);
  assert.equal(momentWords(one, { now: NOON, ...PARIS }), '15 h');
});

test('what is due is told by person', () => {
  const [noon] = all([DAY[1], dose('other', '2026-11-22T11:00:00Z', 'à midi', 'p2')]);
  assert.deepEqual([...byPerson(noon)].map(([person, doses]) => [person, doses.length]), [['p1', 1], ['p2', 1]]);
});

test('a round is taken up again the same day, not the next', () => {
  const giving = begun('u1', 'k', 'p1', NOON);
  assert.equal(isUnderWay(giving, new Date('2026-11-22T20:00:00Z')), true);
  assert.equal(isUnderWay(giving, new Date('2026-11-23T00:00:00Z')), false);
  assert.equal(isUnderWay(null, NOON), false);
});

test('after somebody comes the next who is owed something, round again to those passed by', () => {
  const persons = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }];
  const owed = (...ids) => (one) => ids.includes(one.id);
  assert.equal(nextLeft(persons, 1, owed('a', 'd'))?.id, 'd');
  assert.equal(nextLeft(persons, 3, owed('a', 'd'))?.id, 'a');
  assert.equal(nextLeft(persons, 3, owed('d')), null);
  assert.equal(placeOf(begun('', 'k', 'c', NOON), persons), 2);
  assert.equal(placeOf(begun('', 'k', 'gone', NOON), persons), 0);
});

test('an hour given by hand is the last time the clock said so', () => {
  assert.equal(lastTime('11:30', NOON, 'Europe/Paris')?.toISOString(), '2026-11-22T10:30:00.000Z');
  assert.equal(lastTime('23:50', NOON, 'Europe/Paris')?.toISOString(), '2026-11-21T22:50:00.000Z');
  assert.equal(lastTime('', NOON, 'Europe/Paris'), null);
});
