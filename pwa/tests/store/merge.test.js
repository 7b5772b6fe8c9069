import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, shownRows, withFacts } from '../../src/store/merge.js';
import { AICHA, NADIA, cible, entry, fact } from './rows.js';

const NAMES = { [AICHA]: 'Aïcha Benali', [NADIA]: 'Nadia Roy' };
const CIBLES = [cible('douleur', { label: 'Douleur' }), cible('chute', { label: 'Chute', alarm: true })];
const reader = (me) => ({
  me,
  nameOf: (id) => NAMES[id] ?? null,
  cibleOf: (id) => CIBLES.find((one) => one.id === id) ?? null,
});
const merged = (rows, facts, me = AICHA) => withFacts(shownRows(rows, reader(me)), effectsOf(facts), reader(me));

const record = (id, body = {}, more = {}) =>
  fact(id, 'transmission.record', { cible: 'douleur', vocabulary: 1, ...body }, more);

test('a row is received, named after its author, and unread by others', () => {
  const [one] = merged([entry('e1')], [], NADIA);
  assert.deepEqual([one.state, one.authorName, one.mine, one.unread], ['received', 'Aïcha Benali', false, true]);
  const [mine] = merged([entry('e1')], []);
  assert.deepEqual([mine.mine, mine.unread], [true, false]);
});

test('what was written here and not sent is shown to every colleague as waiting', () => {
  const [one] = merged([], [record('f1', { data: 'Mal au dos' })], NADIA);
  assert.deepEqual(
    [one.state, one.label, one.data, one.authorName, one.unread],
    ['waiting', 'Douleur', 'Mal au dos', 'Aïcha Benali', true],
  );
});

test('an author whom nobody knows any more keeps the name that was written', () => {
  const gone = 'someone-who-left';
  const [one] = merged([], [record('f1', {}, { author: gone, author_name: 'Léa' })]);
  assert.equal(one.authorName, 'Léa');
});

test('entries come newest first, whoever has them', () => {
  const rows = [
    entry('e1', { occurred_at: '2026-11-21T08:00:00Z' }),
    entry('e2', { occurred_at: '2026-11-21T10:00:00+01:00' }),
  ];
  assert.deepEqual(
    merged(rows, [record('f1', {}, { at: '2026-11-21T08:30:00Z' })]).map(({ id }) => id),
    ['e2', 'f1', 'e1'],
  );
});

test('the server’s row takes the place of the fact of the same id', () => {
  const entries = merged([entry('f1', { data: 'du serveur' })], [record('f1', { data: 'd’ici' })]);
  assert.deepEqual(
    entries.map(({ data, state }) => [data, state]),
    [['du serveur', 'received']],
  );
});

test('what was undone is shown nowhere, sent or not', () => {
  const undo = (id) => fact(`u-${id}`, 'transmission.retract', { entry: id });
  assert.deepEqual(merged([entry('e1')], [record('f1'), undo('f1'), undo('e1')]), []);
});

test('an alarm without a Données chip is to be completed; a chip added here completes it at once', () => {
  const alarm = record('f1', { cible: 'chute' });
  assert.deepEqual(
    merged([], [alarm]).map(({ alarm, incomplete }) => [alarm, incomplete]),
    [[true, true]],
  );
  assert.equal(merged([], [record('f2', { cible: 'chute', chips: { data: ['au lit'] } })])[0].incomplete, false);
  const more = fact('c1', 'transmission.complete', { entry: 'f1', chips: { data: ['couloir'] } });
  const [completed] = merged([], [alarm, more]);
  assert.equal(completed.incomplete, false);
  assert.deepEqual(
    completed.additions.map(({ state, authorName, chips }) => [state, authorName, chips.data]),
    [['waiting', 'Aïcha Benali', ['couloir']]],
  );
});

test('a text added without a chip does not complete an alarm', () => {
  const more = fact('c1', 'transmission.complete', { entry: 'e1', data: 'près du lit' });
  assert.equal(merged([entry('e1', { alarm: true, incomplete: true })], [more])[0].incomplete, true);
});

test('an addition the server already tells is not told twice', () => {
  const known = {
    id: 'c1',
    author: AICHA,
    occurred_at: '2026-11-21T09:00:00Z',
    data: 'x',
    actions: null,
    result: null,
    chips: { data: [], actions: [], result: [] },
  };
  const more = fact('c1', 'transmission.complete', { entry: 'e1', data: 'x' });
  assert.deepEqual(
    merged([entry('e1', { additions: [known] })], [more])[0].additions.map(({ state }) => state),
    ['received'],
  );
});

test('an acknowledgement and a reading made here count at once', () => {
  const facts = [
    fact('a1', 'transmission.acknowledge', { entry: 'e1' }, { author: NADIA }),
    fact('r1', 'transmission.read', { entries: ['e1'] }, { author: NADIA }),
  ];
  const [one] = merged([entry('e1', { alarm: true })], facts, NADIA);
  assert.deepEqual([one.acknowledged?.by, one.unread], [NADIA, false]);
  assert.deepEqual([one.read_by, one.read_at], [[NADIA], { [NADIA]: '2026-11-21T09:00:00Z' }]);
  assert.equal(merged([entry('e1')], facts, 'someone-else')[0].unread, true);
});

test('a gesture that was set aside has no effect; a text that was stays readable, with why', () => {
  const aside = { state: 'quarantined', reason: 'Auteur inconnu.' };
  const facts = [
    fact('u1', 'transmission.retract', { entry: 'e1' }, aside),
    fact('a1', 'transmission.acknowledge', { entry: 'e1' }, aside),
    record('f1', {}, aside),
  ];
  const entries = merged([entry('e1')], facts);
  assert.deepEqual(
    entries.map(({ id, state, reason }) => [id, state, reason]),
    [
      ['f1', 'quarantined', 'Auteur inconnu.'],
      ['e1', 'received', null],
    ],
  );
  assert.equal(entries[1].acknowledged, null);
});
