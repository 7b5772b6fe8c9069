import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeGiving, changes, giving, isOld, listed, moments, nextDose, pauseOf, sorted, standing, stopOf } from '../../src/lib/treatment.js';

const ZONE = { timeZone: 'Europe/Paris' };
/** A Sunday, 8 h 20 in Paris. */
const NOW = new Date('2026-11-22T07:20:00Z');
const CONTEXT = { now: NOW, ...ZONE };

const line = (id, more = {}) => ({
  id,
  person: 'p1',
  chain: `chain of ${id}`,
  label: `Drug ${id}`,
  starts_at: '2026-11-01T08:00:00Z',
  ends_at: null,
  over: null,
  pauses: [],
  change: null,
  as_needed: null,
  may: [],
  ...more,
});
const dose = (id, due_at, more = {}) => ({ id, person: 'p1', line: 'l1', act: 'give', due_at, early: 60, late: 60, slot: 'le matin', dose: '1 comprimé', ...more });
const change = (more = {}) => ({ at: '2026-11-21T10:00:00Z', kind: 'changed', before: 'a', after: 'b', by: null, reason: null, until: '2026-11-24T10:00:00Z', seen: [], ...more });
const ids = (some) => some.map(({ id }) => id);

test('the doses of the day are told by moment: those gone by, the one at hand, those to come', () => {
  const due = moments(
    [dose('evening', '2026-11-22T17:30:00Z', { slot: 'le soir' }), dose('night', '2026-11-22T01:00:00Z', { slot: 'la nuit' }), dose('morning', '2026-11-22T07:00:00Z')],
    [line('l1')],
    CONTEXT,
  );
  assert.deepEqual([due.earlier[0].heading, due.hand?.heading, due.later[0].heading], ['2 h, la nuit', '8 h, le matin', '18 h 30, le soir']);
  assert.equal(due.hand?.doses[0].of?.label, 'Drug l1');
});

test('a moment stays at hand for an hour, then the next one is', () => {
  const doses = [dose('morning', '2026-11-22T07:00:00Z'), dose('noon', '2026-11-22T11:00:00Z', { slot: 'à midi' })];
  const at = (now) => moments(doses, [], { now: new Date(now), ...ZONE }).hand?.heading;
  assert.equal(at('2026-11-22T07:59:00Z'), '8 h, le matin');
  assert.equal(at('2026-11-22T08:00:00Z'), '12 h, à midi');
  assert.equal(at('2026-11-22T12:00:00Z'), undefined);
});

test('in the evening the doses of the coming night and morning are there, under their day', () => {
  const doses = [dose('night', '2026-11-23T01:00:00Z', { slot: 'la nuit' }), dose('far', '2026-11-23T11:00:00Z')];
  const due = moments(doses, [], { now: new Date('2026-11-22T20:30:00Z'), ...ZONE });
  assert.deepEqual([due.hand?.heading, due.later.length], ['demain à 2 h, la nuit', 0]);
});

test('the night when the clocks go back keeps both its hours in the day', () => {
  const doses = [dose('first', '2026-10-25T00:30:00Z'), dose('second', '2026-10-25T01:30:00Z'), dose('next day', '2026-10-25T23:00:00Z')];
  const { earlier } = moments(doses, [], { now: new Date('2026-10-25T10:00:00Z'), ...ZONE });
  assert.deepEqual(earlier.map(({ heading }) => heading), ['2 h 30, le matin', '2 h 30, le matin']);
});

test('what is due at the same hour is one moment, under its name when it has one', () => {
  const doses = [dose('a', '2026-11-22T07:00:00Z', { slot: 'à 8 h' }), dose('b', '2026-11-22T07:00:00Z')];
  const { hand, later } = moments(doses, [], CONTEXT);
  assert.deepEqual([hand?.heading, hand?.doses.length, later.length], ['8 h, le matin', 2, 0]);
});

test('a slot that is an hour is not said twice', () => {
  assert.equal(moments([dose('d', '2026-11-22T07:30:00Z', { slot: 'à 8 h 30' })], [], CONTEXT).hand?.heading, '8 h 30');
});

test('the doses of a moment are in the order of their names, whatever their ids', () => {
  const doses = [dose('a', '2026-11-22T07:00:00Z', { line: 'l2' }), dose('b', '2026-11-22T07:00:00Z', { line: 'l1' })];
  const lines = [line('l1', { label: 'ATORVASTATINE' }), line('l2', { label: 'ÉZÉTIMIBE' })];
  assert.deepEqual(ids(moments(doses, lines, CONTEXT).hand?.doses ?? []), ['b', 'a']);
});

test('a dose whose line the tablet has not is shown all the same', () => {
  const { hand } = moments([dose('d', '2026-11-22T07:00:00Z', { line: 'unknown' })], [line('l1')], CONTEXT);
  assert.deepEqual([hand?.doses.length, hand?.doses[0].of], [1, null]);
});

test('a line runs, waits, is suspended or is over by the hours it says', () => {
  const at = (more) => standing(line('l', more), NOW);
  const pause = (until) => [{ from: '2026-11-22T07:00:00Z', until, reason: 'nausées' }];
  assert.equal(at({}), 'running');
  assert.equal(at({ starts_at: '2026-11-22T07:21:00Z' }), 'coming');
  assert.equal(at({ pauses: pause(null) }), 'suspended');
  assert.equal(at({ pauses: pause('2026-11-22T07:20:00Z') }), 'running');
  assert.equal(at({ ends_at: '2026-11-22T07:20:00Z' }), 'over');
  assert.equal(at({ over: 'stopped', pauses: pause(null) }), 'over');
  assert.equal(pauseOf(line('l', { pauses: pause(null) }), NOW)?.reason, 'nausées');
});

test('each line beyond the doses of the day is in one list, and one that was replaced in none', () => {
  const lists = listed(
    [
      line('due'),
      line('weekly'),
      line('if needed', { as_needed: { says: '' } }),
      line('paused', { pauses: [{ from: '2026-11-20T00:00:00Z', until: null, reason: '' }] }),
      line('next week', { starts_at: '2026-11-24T07:00:00Z' }),
      line('stopped', { over: 'stopped' }),
      line('replaced', { over: 'replaced' }),
    ],
    new Set(['due']),
    NOW,
  );
  assert.deepEqual(Object.fromEntries(Object.entries(lists).map(([name, some]) => [name, ids(some)])), {
    asNeeded: ['if needed'],
    otherDays: ['weekly'],
    suspended: ['paused'],
    coming: ['next week'],
    over: ['stopped'],
  });
});

test('the next dose of a line is the first one still ahead', () => {
  const doses = [dose('later', '2026-11-24T07:00:00Z'), dose('next', '2026-11-23T07:00:00Z'), dose('gone', '2026-11-22T07:00:00Z'), dose('other', '2026-11-22T08:00:00Z', { line: 'l2' })];
  assert.equal(nextDose(doses, 'l1', NOW)?.id, 'next');
  assert.equal(nextDose(doses, 'l3', NOW), null);
});

test('a change is told until it is no longer news, and once to each giver', () => {
  const lines = [line('old', { change: change({ until: '2026-11-22T07:20:00Z' }) }), line('l1', { change: change() }), line('l2', { change: change({ seen: ['me'] }) }), line('l3')];
  const told = (seen) => changes(lines, seen, 'me', NOW).map(({ line: { id }, isSeen }) => [id, isSeen]);
  assert.deepEqual(told([]), [['l1', false], ['l2', true]]);
  assert.deepEqual(told([{ lines: ['l1'], author: 'me', state: 'waiting' }])[0], ['l1', true]);
  assert.deepEqual(told([{ lines: ['l1'], author: 'another', state: 'waiting' }])[0], ['l1', false]);
  assert.deepEqual(told([{ lines: ['l1'], author: 'me', state: 'quarantined' }])[0], ['l1', false]);
});

test('a change that another change replaced is told by the later one', () => {
  assert.deepEqual(changes([line('l1', { change: change(), over: 'replaced' })], [], 'me', NOW), []);
});

const ALERTS = [
  { level: 'show', says: 'show', for_aide: '', chains: ['c1'], override: null },
  { level: 'interrupt', says: 'interrupt', for_aide: 'Ne pas donner, appeler l’infirmière.', chains: ['c1'], override: null },
  { level: 'hard_stop', says: 'stop', for_aide: 'Ne pas donner, appeler l’infirmière.', chains: ['c2'], override: null },
  { level: 'interrupt', says: 'kept', for_aide: 'Ne pas donner, appeler l’infirmière.', chains: ['c3'], override: { reason: 'bénéfice', by: 'x', at: '2026-11-20T08:00:00Z' } },
];

test('what an as-needed drug allows by the hour is said on its card alone', () => {
  const spent = { kind: 'as_needed_allowance', level: 'hard_stop', chains: ['c9'], for_aide: 'Ne pas donner.', override: null };
  assert.deepEqual(sorted([spent]), { grave: [], others: [] });
  assert.equal(stopOf([spent], 'c9'), '');
});

test('what stops comes first; what somebody went past is only watched', () => {
  const { grave, others } = sorted(ALERTS);
  assert.deepEqual([grave.map(({ says }) => says), others.map(({ says }) => says)], [['stop', 'interrupt'], ['show', 'kept']]);
});

test('a dose is stopped by the grave alerts about its own line', () => {
  assert.deepEqual(['c1', 'c2', 'c3', 'c4'].map((chain) => stopOf(ALERTS, chain)), ['Ne pas donner, appeler l’infirmière.', 'Ne pas donner, appeler l’infirmière.', '', '']);
});

test('what is to be done before the very gesture is told beside it, the rest is not', () => {
  const alerts = [
    { kind: 'glycaemia_missing', label: 'Glycémie à mesurer avant l’insuline', chains: ['c1'] },
    { kind: 'to_consider', label: 'Association à prendre en compte', chains: ['c1'] },
  ];
  assert.deepEqual([beforeGiving(alerts, 'c1'), beforeGiving(alerts, 'c2')], [['Glycémie à mesurer avant l’insuline'], []]);
});

test('whoever wrote a change is not asked to see it', () => {
  const mine = line('l1', { change: change({ by: 'me' }) });
  assert.equal(changes([mine], [], 'me', NOW)[0].isSeen, true);
  assert.equal(changes([mine], [], 'another', NOW)[0].isSeen, false);
});

test('who may give is what the server decided for the role', () => {
  const told = line('l', { may: [[true, 'vous pouvez l’aider à le prendre', ['care_assistant']], [true, 'vous donnez', ['nurse']]] });
  assert.deepEqual(giving(told, 'nurse', NOW), { may: true, words: 'vous donnez' });
  assert.equal(giving(told, 'pharmacist', NOW), null);
});

test('a line that is suspended or stopped says of nobody that they may give it', () => {
  const may = [[true, 'vous pouvez l’aider à le prendre', ['care_assistant']]];
  const pauses = [{ from: '2026-11-21T07:20:00Z', until: null, reason: '' }];
  assert.equal(giving(line('l', { may, pauses }), 'care_assistant', NOW), null);
  assert.equal(giving(line('l', { may, over: 'stopped' }), 'care_assistant', NOW), null);
  assert.notEqual(giving(line('l', { may }), 'care_assistant', NOW), null);
});

test('data older than twelve hours, or of unknown age, are old', () => {
  assert.equal(isOld(new Date('2026-11-21T19:20:00Z'), NOW), false);
  assert.equal(isOld(new Date('2026-11-21T19:19:00Z'), NOW), true);
  assert.equal(isOld(null, NOW), true);
});
