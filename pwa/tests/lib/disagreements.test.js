import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPerhapsTwice, isWrittenLater, openOnes } from '../../src/lib/disagreements.js';
import { counts } from '../../src/lib/outcomes.js';

const row = (dose, opened_at, resolved = null) => ({ id: dose, person: 'lenoir', dose, administrations: ['a1', 'a2'], opened_at, resolved });
const fact = (id, dose, outcome = 'given') => ({ id, dose, outcome, act: 'give', at: '2026-11-22T11:00:00Z', recorded_at: '2026-11-22T11:00:00Z' });
const KEPT = [fact('a1', 'd1'), fact('a2', 'd1', 'refused'), fact('a3', 'd2'), fact('a4', 'd3')];
const administrationsOf = () => KEPT;
const keep = (dose, state = 'waiting') => ({ id: `r-${dose}`, state, body: { dose, keeps: 'a1' } });

test('a disagreement shows everything recorded of its dose, the oldest disagreement first', () => {
  const found = openOnes([row('d2', '2026-11-22T12:00:00Z'), row('d1', '2026-11-22T11:30:00Z')], [], administrationsOf);
  assert.deepEqual(
    found.map(({ dose, sides }) => [dose, sides.map(({ id }) => id)]),
    [
      ['d1', ['a1', 'a2']],
      ['d2', ['a3']],
    ],
  );
});

test('one that was settled, here or elsewhere, is not shown any more', () => {
  const resolved = { by: 'nadia', at: '2026-11-22T12:00:00Z', keeps: 'a1', note: null };
  assert.deepEqual(openOnes([row('d1', '2026-11-22T11:30:00Z', resolved), row('d2', '2026-11-22T12:00:00Z')], [keep('d2')], administrationsOf), []);
});

test('a resolution that the server put aside settles nothing', () => {
  assert.equal(openOnes([row('d2', '2026-11-22T12:00:00Z')], [keep('d2', 'quarantined')], administrationsOf).length, 1);
});

test('two outcomes that were both taken are perhaps a dose taken twice', () => {
  assert.equal(isPerhapsTwice([fact('a1', 'd1'), fact('a2', 'd1', 'helped')], counts), true);
  assert.equal(isPerhapsTwice([fact('a1', 'd1'), fact('a2', 'd1', 'refused')], counts), false);
});

test('what was written long after the gesture says so', () => {
  assert.equal(isWrittenLater({ at: '2026-11-22T11:00:00Z', recorded_at: '2026-11-22T11:04:00Z' }), false);
  assert.equal(isWrittenLater({ at: '2026-11-22T11:00:00Z', recorded_at: '2026-11-22T11:06:00Z' }), true);
});
