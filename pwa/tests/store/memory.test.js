import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Memory } from '../../src/store/memory.js';
import { Slice } from '../../src/store/slice.js';
import { AICHA, LENOIR, MOREAU, NADIA, UNIT, cible, entry, fact, followUp, member, person, vocabulary } from './rows.js';

const OTHER = '00000000-0000-7000-8000-000000000002';
let memory;

function slice(unit, rows) {
  const made = new Slice(unit);
  made.merge(rows);
  return made;
}

beforeEach(() => {
  memory = new Memory({ me: NADIA, nameOf: (id) => (id === 'wall' ? 'Léa' : null) });
  const glycines = {
    unit: [{ id: UNIT, name: 'Glycines' }],
    person: [
      person(LENOIR, { position: 2, usual: ['chute'] }),
      person(MOREAU, { position: 1, family_name: 'Moreau', given_name: 'Paul' }),
    ],
    entry: [entry('e1', { alarm: true }), entry('e2', { occurred_at: '2026-11-21T09:00:00Z', read_by: [NADIA] })],
    staff: [member(AICHA, 'Aïcha Benali')],
    vocabulary: [vocabulary(1, [cible('vieux')]), vocabulary(2, [cible('douleur'), cible('chute', { alarm: true })])],
  };
  const acacias = {
    unit: [{ id: OTHER, name: 'Acacias' }],
    person: [person('p3', { unit: OTHER })],
    entry: [entry('e9', { person: 'p3' })],
  };
  memory.slices = new Map([
    [UNIT, slice(UNIT, glycines)],
    [OTHER, slice(OTHER, acacias)],
  ]);
  memory.touch();
});

test('units come by name, persons in walking order within their unit', () => {
  assert.deepEqual(
    memory.units().map(({ name }) => name),
    ['Acacias', 'Glycines'],
  );
  assert.deepEqual(
    memory.persons(UNIT).map(({ displayName }) => displayName),
    ['Paul Moreau', 'Jeanne Lenoir'],
  );
  assert.deepEqual(
    memory.persons().map(({ id }) => id),
    ['p3', MOREAU, LENOIR],
  );
});

test('a person says how much is unread, what is latest, and her alarms', () => {
  const { unread, latest, alarms, initials } = memory.person(LENOIR);
  assert.deepEqual([unread, latest.id, alarms, initials], [1, 'e2', 1, 'JL']);
  assert.deepEqual([memory.person(MOREAU).unread, memory.person(MOREAU).latest], [0, null]);
});

test('a fact is seen as soon as memory is told of it', () => {
  assert.equal(memory.alarms().length, 1);
  memory.facts.set('f1', fact('f1', 'transmission.acknowledge', { entry: 'e1' }, { author: NADIA }));
  memory.touch();
  assert.equal(memory.alarms().length, 0);
  assert.equal(memory.person(LENOIR).alarms, 0);
});

test('entries are those of the unit asked for, newest first', () => {
  assert.deepEqual(
    memory.unitEntries(UNIT).map(({ id }) => id),
    ['e2', 'e1'],
  );
  assert.deepEqual(
    memory
      .unitEntries()
      .map(({ id }) => id)
      .sort(),
    ['e1', 'e2', 'e9'],
  );
});

test('the newest vocabulary is the one in use, and the usual cibles are named from it', () => {
  assert.equal(memory.vocabulary().version, 2);
  assert.deepEqual(
    memory.usualCibles(LENOIR).map(({ id }) => id),
    ['chute', 'douleur'],
  );
});

test('someone whom no unit names is called as on the wall', () => {
  assert.equal(memory.nameOf(AICHA), 'Aïcha Benali');
  assert.equal(memory.nameOf('wall'), 'Léa');
  assert.equal(memory.nameOf('nobody'), null);
});

test('who is nowhere has no unit', () => {
  assert.equal(memory.unitOf('nobody'), null);
  assert.equal(memory.person('nobody'), null);
});

test('what remains to be done is that of the unit asked for, and is found by its entry', () => {
  memory.slices.get(UNIT).merge({ follow_up: [followUp('s1'), followUp('s2', { entry: null, person: 'gone' })] });
  memory.slices.get(OTHER).merge({ follow_up: [followUp('s9', { entry: 'e9', person: 'p3', due_at: '2026-11-21T09:00:00Z' })] });
  memory.touch();
  const ids = (list) => list.map(({ id }) => id);
  assert.deepEqual([ids(memory.followUps(UNIT)), ids(memory.followUps())], [['s1'], ['s9', 's1']]);
  assert.deepEqual(ids(memory.followUpsFrom(memory.entry('e1'))), ['s1']);
  assert.equal(memory.followUpsFrom(memory.entry('e2')), memory.followUpsFrom(memory.entry('e2')));
});

test('a result asked here is named by its cible before any row says so, and is still found after a correction', () => {
  const asked = { cible: 'chute', follow_up: { id: 's7', due_at: '2026-11-21T14:00:00Z', what: null, role: null } };
  memory.facts.set('e7', fact('e7', 'transmission.record', asked, { author: NADIA }));
  memory.touchFacts();
  assert.deepEqual([memory.followUps()[0].label, memory.followUps()[0].mine], ['chute', true]);
  const current = { ...memory.entry('e2'), versions: [memory.entry('e7')] };
  assert.deepEqual(memory.followUpsFrom(current).map(({ id }) => id), ['s7']);
});

test('the lines of a person are hers alone, whichever unit tells them', () => {
  memory.slices.get(UNIT).merge({ line: [{ id: 'l1', person: LENOIR }, { id: 'l2', person: MOREAU }] });
  memory.slices.get(OTHER).merge({ line: [{ id: 'l9', person: 'p3' }] });
  const ids = (of) => memory.rowsOf('line', of).map(({ id }) => id);
  assert.deepEqual([ids(LENOIR), ids('p3'), ids('nobody')], [['l1'], ['l9'], []]);
  assert.deepEqual(memory.rowsOf('dose', LENOIR), []);
});

test('what is nobody’s in particular is asked of nobody, and what arrived is told once the slices are touched', () => {
  memory.slices.get(UNIT).merge({ drug: [{ id: '63368332' }] });
  memory.touch();
  const ids = () => memory.rowsOf('drug', '').map(({ id }) => id);
  assert.deepEqual(ids(), ['63368332']);
  memory.slices.get(OTHER).merge({ drug: [{ id: '60234100' }] });
  memory.touch();
  assert.deepEqual(ids(), ['63368332', '60234100']);
  ids().pop();
  assert.equal(memory.rowsOf('drug', '').length, 2);
});
