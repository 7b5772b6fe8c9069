import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold } from '../../src/lib/fold.js';
import { ANYTHING, dayOf, narrowings, search, searchable, startOf, wordsOf } from '../../src/lib/search.js';
import { vector } from '../vectors.js';

const timeZone = 'Europe/Paris';
const now = new Date('2026-11-21T14:00:00+01:00');
let made = 0;
const entry = (more = {}) => ({
  id: `e${made++}`,
  label: 'Douleur',
  cible: 'douleur',
  author: 'aicha',
  authorName: 'Aïcha Benali',
  data: null,
  actions: null,
  result: null,
  chips: { data: [], actions: [], result: [] },
  additions: [],
  occurred_at: '2026-11-21T09:00:00+01:00',
  ...more,
});
const found = (entries, asked) => search(entries, { ...ANYTHING, ...asked }, { now, timeZone });

test('each word begins a word of the cible, a text, a phrase or the author’s name', () => {
  const one = entry({ data: 'Sœur très inquiète, l’épaule gauche', chips: { data: ['mal au dos'], actions: [], result: [] } });
  for (const words of ['doul', 'SOEUR', 'inquiete epaule', 'dos', 'benali douleur', ' ', '']) assert.deepEqual(found([one], { words }), [one], words);
  for (const words of ['ouleur', 'douleur genou', 'nquiete']) assert.deepEqual(found([one], { words }), [], words);
});

test('two words do not run into one another across parts', () => {
  assert.deepEqual(found([entry({ data: 'bras', result: 'gauche' })], { words: 'brasgauche' }), []);
});

test('what was added to an entry is searched with it', () => {
  const one = entry({ additions: [{ data: 'glace posée', actions: null, result: null, chips: {}, authorName: 'Nadia Roy' }] });
  assert.deepEqual(found([one], { words: 'glace nadia' }), [one]);
});

test('cible, author and period narrow together', () => {
  const mine = entry();
  const other = entry({ author: 'nadia', cible: 'chute' });
  assert.deepEqual(found([mine, other], { cible: 'chute' }), [other]);
  assert.deepEqual(found([mine, other], { author: 'nadia', cible: 'chute' }), [other]);
  assert.deepEqual(found([mine, other], { author: 'nadia', cible: 'douleur' }), []);
  assert.equal(narrowings({ ...ANYTHING, author: 'nadia', cible: 'chute', words: 'x' }), 2);
});

test('periods count the home’s days, and twenty-four hours are hours', () => {
  const at = (occurred_at) => entry({ occurred_at });
  const today = at('2026-11-20T23:10:00Z');
  const lastNight = at('2026-11-20T22:50:00Z');
  const yesterdayMorning = at('2026-11-20T08:00:00Z');
  const thursday = at('2026-11-19T00:10:00+01:00');
  const wednesday = at('2026-11-18T23:50:00+01:00');
  const all = [today, lastNight, yesterdayMorning, thursday, wednesday];
  assert.deepEqual(found(all, { period: 'today' }), [today]);
  assert.deepEqual(found(all, { period: '24h' }), [today, lastNight]);
  assert.deepEqual(found(all, { period: '3d' }), [today, lastNight, yesterdayMorning, thursday]);
  assert.deepEqual(found(all, {}), all);
});

test('a day begins at the home’s midnight, also when its clocks change', () => {
  const start = (day) => new Date(startOf(day, timeZone)).toISOString();
  assert.equal(start('2026-10-25'), '2026-10-24T22:00:00.000Z');
  assert.equal(start('2026-10-26'), '2026-10-25T23:00:00.000Z');
  assert.equal(start('2026-03-29'), '2026-03-28T23:00:00.000Z');
  assert.equal(start('2026-03-30'), '2026-03-29T22:00:00.000Z');
  assert.equal(dayOf(new Date('2026-11-20T23:10:00Z'), timeZone), '2026-11-21');
});

test('an entry is folded once; the same object is not folded again', () => {
  const one = entry({ data: 'Toux' });
  const text = searchable(one);
  one.data = 'changed behind its back';
  assert.equal(searchable(one), text);
});

test('words are folded, and none asked for twice', () => {
  assert.deepEqual(wordsOf('  Œdème, œdème l’air '), ['oedeme', 'l', 'air']);
});

const examples = vector('search');
const kept = examples.entries.map(({ author_name, additions, ...rest }) => ({
  ...rest,
  authorName: author_name,
  additions: additions.map(({ author_name: authorName, ...said }) => ({ ...said, authorName })),
}));

for (const { says, asked, found: expected } of examples.cases) {
  test(`as the server finds: ${says}`, () => {
    const given = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value ?? '']));
    const ids = search(kept, { ...ANYTHING, ...given }, { timeZone: examples.zone }).map(({ id }) => id);
    const order = [...kept].sort((one, other) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at)).map(({ id }) => id);
    assert.deepEqual(ids.sort((one, other) => order.indexOf(one) - order.indexOf(other)), expected);
  });
}

test('texts are folded as the server folds them', () => {
  for (const [text, folded] of examples.fold) assert.equal(fold(text), folded);
});
