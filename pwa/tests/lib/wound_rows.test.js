import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueAt, lastStep, mayPhotograph, trendOf, woundsOf } from '../../src/lib/wound_rows.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const DAY = 86_400_000;
const at = (days) => new Date(NOW + days * DAY).toISOString();
const fact = (id, type, body, more = {}) => ({ id, type, body, person: 'p', author: 'nadia', author_name: 'Nadia', unit: 'u', at: at(0), state: 'waiting', reason: null, receivedAt: 0, ...more });
const HEEL = { site: 'heel', side: 'left', kind: 'pressure_ulcer', consent: { given: true, by: 'person' } };
const SEEN = { wound: 'w', length_mm: 40, width_mm: 30 };
const row = (more = {}) => ({
  id: 'w', person: 'p', site: 'heel', side: 'left', kind: 'pressure_ulcer', origin_on: null, note: null, opened: { id: 'w', by: 'nadia', at: at(-20) }, flags: [],
  consent: null, assessments: [], notes: [], closed: null, expires_at: null, ...more,
});
const seen = (id, days, length) => ({ id, by: 'nadia', at: at(days), length_mm: length, width_mm: 30, photo: null, next_days: null, told: [], flags: [], corrected: null });

test('a wound opened and assessed here shows before the server knows', () => {
  const [wound] = woundsOf('p', [], [fact('w', 'wound.open', HEEL), fact('a', 'wound.assess', SEEN, { at: at(0.01) })], [], NOW);
  assert.deepEqual([wound.id, wound.isPending, wound.assessments.length, mayPhotograph(wound)], ['w', true, 1, true]);
  assert.deepEqual(woundsOf('someone else', [], [fact('w', 'wound.open', HEEL)], [], NOW), []);
});

test('what the server tells is not told twice', () => {
  const facts = [fact('w', 'wound.open', HEEL), fact('a', 'wound.assess', SEEN)];
  const [wound, ...more] = woundsOf('p', [row({ assessments: [seen('a', 0, 40)] })], facts, [], NOW);
  assert.deepEqual([more, wound.assessments.map(({ id }) => id)], [[], ['a']]);
});

test('what was received long ago follows the row: a correction does not bring the old version back', () => {
  const old = fact('a', 'wound.assess', SEEN, { state: 'received', receivedAt: NOW - 10 * 60_000 });
  const [wound] = woundsOf('p', [row({ assessments: [seen('b', 0, 41)] })], [old], [], NOW);
  assert.deepEqual(wound.assessments.map(({ id }) => id), ['b']);
});

test('an undo takes away what it undoes, and the wound itself', () => {
  const undo = [fact('u', 'wound.retract', { act: 'a' })];
  assert.equal(woundsOf('p', [row({ assessments: [seen('a', 0, 40)] })], [], undo, NOW)[0].assessments.length, 0);
  assert.deepEqual(woundsOf('p', [row()], [], [fact('u', 'wound.retract', { act: 'w' })], NOW), []);
  const refused = [{ ...undo[0], state: 'quarantined' }];
  assert.equal(woundsOf('p', [row({ assessments: [seen('a', 0, 40)] })], [], refused, NOW)[0].assessments.length, 1);
});

test('consent, closing and opening again hold from when they were said', () => {
  const refused = fact('c', 'wound.consent', { wound: 'w', given: false, by: 'person' }, { at: at(-1) });
  const given = fact('d', 'wound.consent', { wound: 'w', given: true, by: 'person' });
  assert.equal(mayPhotograph(woundsOf('p', [row()], [given, refused], [], NOW)[0]), true);
  const closed = fact('e', 'wound.close', { wound: 'w', ending: 'healed' });
  assert.equal(woundsOf('p', [row()], [closed], [], NOW)[0].closed.ending, 'healed');
  const reopened = fact('f', 'wound.reopen', { wound: 'w' }, { at: at(0.1) });
  assert.equal(woundsOf('p', [row()], [reopened, closed], [], NOW)[0].closed, null);
});

test('open wounds come first, due a week after the last assessment, compared without what cannot be', () => {
  const closed = row({ id: 'x', closed: { id: 'y', by: 'n', at: at(-2), ending: 'healed', note: null } });
  const impossible = { ...seen('i', -1, 4000), flags: ['impossible_size'] };
  const wounds = woundsOf('p', [closed, row({ assessments: [seen('a', -14, 50), impossible, seen('b', 0, 40)] })], [], [], NOW);
  assert.deepEqual(wounds.map(({ id }) => id), ['w', 'x']);
  assert.equal(dueAt(wounds[0]), NOW + 7 * DAY);
  assert.equal(trendOf(wounds[0])?.percent, -20);
  assert.equal(dueAt(row()), Date.parse(at(-20)));
  const worse = row({ assessments: [seen('a', -14, 50), seen('b', -3, 30), seen('c', 0, 45)] });
  assert.deepEqual([trendOf(worse)?.percent, lastStep(worse)?.percent, lastStep(wounds[0])], [-10, 50, null]);
});
