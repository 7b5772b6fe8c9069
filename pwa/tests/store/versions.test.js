import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Memory } from '../../src/store/memory.js';
import { settled } from '../../src/store/settle.js';
import { Slice } from '../../src/store/slice.js';
import { chained } from '../../src/store/versions.js';
import { AICHA, LENOIR, NADIA, UNIT, cible, entry, fact, person, vocabulary } from './rows.js';

const CIBLES = [cible('douleur', { label: 'Douleur' }), cible('chute', { label: 'Chute', alarm: true })];

/** What someone sees of these rows and of what was done on the tablet. */
function seen(rows, facts = [], me = AICHA) {
  const memory = new Memory({ me, nameOf: () => null });
  const slice = new Slice(UNIT);
  slice.merge({ person: [person(LENOIR)], vocabulary: [vocabulary(1, CIBLES)], entry: rows });
  memory.slices.set(UNIT, slice);
  for (const one of facts) memory.facts.set(one.id, one);
  memory.touch();
  return memory;
}

const first = (more = {}) => entry('v1', { root: 'v1', version: 1, data: 'bras gauche', ...more });
const second = (more = {}) =>
  entry('v2', {
    root: 'v1',
    version: 2,
    corrects: 'v1',
    correction: { reason: 'erreur de saisie', at: '2026-11-21T08:20:00Z' },
    data: 'bras droit',
    ...more,
  });
const correct = (id, of, body = {}, more = {}) =>
  fact(id, 'transmission.correct', { entry: of, reason: 'précision', cible: 'douleur', vocabulary: 1, ...body }, more);

test('only the version that stands is listed; it carries the one before', () => {
  const [one, ...others] = seen([first(), second()]).entries(LENOIR);
  assert.deepEqual(others, []);
  assert.deepEqual([one.id, one.data, one.versions.map(({ data }) => data)], ['v2', 'bras droit', ['bras gauche']]);
});

test('who had read the first version is told that it was corrected, and has not read the new one', () => {
  const [one] = seen([first({ read_by: [NADIA] }), second()], [], NADIA).entries(LENOIR);
  assert.deepEqual([one.unread, one.isRetold], [true, true]);
  const [never] = seen([first(), second()], [], NADIA).entries(LENOIR);
  assert.deepEqual([never.unread, never.isRetold], [true, false]);
  const [both] = seen([first({ read_by: [NADIA] }), second({ read_by: [NADIA] })], [], NADIA).entries(LENOIR);
  assert.deepEqual([both.unread, both.isRetold], [false, false]);
});

test('marking the new version as read here ends it, while the reading of the old one alone does not', () => {
  const read = (id) => fact(`r-${id}`, 'transmission.read', { entries: [id] }, { author: NADIA });
  const rows = [first({ read_by: [NADIA] }), second()];
  assert.equal(seen(rows, [read('v1')], NADIA).entries(LENOIR)[0].unread, true);
  assert.equal(seen(rows, [read('v2')], NADIA).entries(LENOIR)[0].unread, false);
});

test('a correction made here shows at once, in the place of what it corrects, with its reason', () => {
  const rows = [entry('e0', { occurred_at: '2026-11-21T08:30:00Z' }), first()];
  const entries = seen(rows, [correct('c1', 'v1', { data: 'épaule' })]).entries(LENOIR);
  assert.deepEqual(entries.map(({ id }) => id), ['e0', 'c1']);
  const [, one] = entries;
  assert.deepEqual(
    [one.state, one.data, one.correction, one.occurred_at, one.root, one.version],
    ['waiting', 'épaule', { reason: 'précision', at: '2026-11-21T09:00:00Z' }, '2026-11-21T08:00:00Z', 'v1', 2],
  );
});

test('what was not sent yet can be corrected, and corrected again', () => {
  const facts = [
    correct('c2', 'c1', { data: 'trois' }, { at: '2026-11-21T09:20:00Z' }),
    correct('c1', 'f1', { data: 'deux' }, { at: '2026-11-21T09:10:00Z' }),
    fact('f1', 'transmission.record', { cible: 'douleur', vocabulary: 1, data: 'un' }),
  ];
  const [one, ...others] = seen([], facts).entries(LENOIR);
  assert.deepEqual(others, []);
  assert.deepEqual([one.data, one.version, one.versions.map(({ data }) => data)], ['trois', 3, ['deux', 'un']]);
});

test('a correction that was undone leaves what was there before', () => {
  const undo = fact('u1', 'transmission.retract', { entry: 'c1' });
  const [one] = seen([first()], [correct('c1', 'v1'), undo]).entries(LENOIR);
  assert.deepEqual([one.id, one.versions], ['v1', undefined]);
});

test('a correction comes after what it corrects, whatever the clock of its tablet said', () => {
  const early = second({ correction: { reason: 'précision', at: '2026-11-20T01:00:00Z' } });
  assert.equal(seen([first(), early]).entries(LENOIR)[0].id, 'v2');
});

test('two corrections of one version are both kept, the later stands, and it says so', () => {
  const other = second({ id: 'v9', data: 'jambe', correction: { reason: 'autre', at: '2026-11-21T08:40:00Z' } });
  const [one] = seen([first(), second(), other]).entries(LENOIR);
  assert.equal(one.id, 'v9');
  assert.deepEqual(one.versions.map(({ id }) => id), ['v2', 'v1']);
  assert.ok(one.flags.includes('double_correction'));
});

test('a corrected alarm keeps who has seen it while its cible stays; another cible is another alarm', () => {
  const seenBy = { acknowledged: { by: NADIA, at: '2026-11-21T08:05:00Z' } };
  const alarm = { alarm: true, cible: 'chute' };
  const same = seen([first({ ...alarm, ...seenBy }), second(alarm)]);
  assert.equal(same.entries(LENOIR)[0].acknowledged.by, NADIA);
  assert.deepEqual(same.alarms(), []);
  const anew = seen([first({ ...alarm, cible: 'fugue', ...seenBy }), second(alarm)]);
  assert.deepEqual(anew.alarms().map(({ id }) => id), ['v2']);
  const noLonger = seen([first(alarm), second()]);
  assert.deepEqual(noLonger.alarms(), []);
});

test('what completed any version stands beside the one that holds', () => {
  const addition = { id: 'a1', author: NADIA, occurred_at: '2026-11-21T08:10:00Z', data: 'glace posée', chips: { data: ['glace'] } };
  const alarm = { alarm: true, incomplete: true, cible: 'chute' };
  const more = fact('a2', 'transmission.complete', { entry: 'v1', data: 'dort' });
  const asRows = [first({ ...alarm, additions: [addition] }), second({ ...alarm, incomplete: false, additions: [addition] })];
  const [one] = seen(asRows, [more]).entries(LENOIR);
  assert.deepEqual([one.additions.map(({ id }) => id), one.incomplete], [['a1', 'a2'], false]);
  const here = seen([first({ ...alarm, additions: [addition] })], [correct('c1', 'v1', { cible: 'chute' })]).entries(LENOIR)[0];
  assert.deepEqual([here.additions.map(({ id }) => id), here.incomplete], [['a1'], false]);
});

test('entries without versions stay the same objects, and so does a corrected one, as long as nothing changes', () => {
  const memory = seen([first(), second(), entry('e1')]);
  const before = memory.entries(LENOIR);
  memory.touch();
  const after = memory.entries(LENOIR);
  assert.ok(before.every((one, at) => one === after[at]));
  const rest = [before.find(({ id }) => id === 'e1')];
  assert.equal(chained(rest), rest);
});

test('a gesture finds the version it names, whichever stands', () => {
  const memory = seen([first(), second()], [], NADIA);
  assert.deepEqual([memory.entry('v1').data, memory.entry('v2').data], ['bras gauche', 'bras droit']);
  assert.equal(memory.entry('nothing'), null);
});

test('a correction made here goes when the server tells of it, or when it was undone', () => {
  const slice = new Slice(UNIT);
  slice.merge({ entry: [first()] });
  const sent = correct('c1', 'v1', {}, { state: 'received', receivedAt: 1 });
  const facts = new Map([['c1', sent]]);
  const answer = { askedAt: 5, now: Date.parse('2026-11-21T10:00:00Z') };
  assert.deepEqual(settled(slice, facts, answer), []);
  slice.merge({ entry: [second({ id: 'c1' })] });
  assert.deepEqual(settled(slice, facts, answer), [sent]);
  const undo = fact('u1', 'transmission.retract', { entry: 'c2' }, { state: 'received', receivedAt: 1 });
  const undone = correct('c2', 'v1', {}, { state: 'received', receivedAt: 1 });
  const both = new Map([['c2', undone], ['u1', undo]]);
  assert.deepEqual(settled(slice, both, answer), [undone, undo]);
});

test('what was read on the server can be corrected where it stands, and is never counted as unread', () => {
  const memory = seen([], [], AICHA);
  const old = (id, more = {}) => entry(id, { occurred_at: '2020-01-02T08:00:00Z', author: AICHA, ...more });
  memory.older.keep([old('o1'), old('o2', { author: NADIA })]);
  memory.facts.set('c1', correct('c1', 'o1', { data: 'corrigé tard' }));
  memory.touchFacts();
  const [, one] = memory.olderEntries(['o2', 'o1']);
  assert.deepEqual([one.id, one.occurred_at, one.versions[0].id], ['c1', '2020-01-02T08:00:00Z', 'o1']);
  assert.equal(memory.entries(LENOIR)[0].occurred_at, '2020-01-02T08:00:00Z');
  assert.ok(memory.olderEntries(['o2', 'o1']).every(({ unread }) => !unread));
  assert.equal(memory.person(LENOIR).unread, 0);
});
