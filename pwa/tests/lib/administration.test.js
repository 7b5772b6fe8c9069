import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standing, stateOf } from '../../src/lib/administration.js';
import { vector } from '../vectors.js';

const { standing: stands, states } = vector('outcomes');
const NOTHING = { outcome: null, administration: null, is_conflict: false, others: [] };

/** @template T @param {T[]} found @returns {T[][]} */
function orders(found) {
  if (found.length < 2) return [found];
  return found.flatMap((one, index) => orders(found.toSpliced(index, 1)).map((rest) => [one, ...rest]));
}

for (const each of stands) {
  test(`what stands of a dose, whatever arrived first: ${each.name}`, () => {
    for (const facts of orders(each.administrations)) {
      const { outcome, administration, is_conflict, others } = standing(facts, { keeps: each.keeps, judged: each.judged });
      const told = { stands: administration?.id ?? null, outcome, is_conflict, others: others.map(({ id }) => id) };
      assert.deepEqual(told, each.is);
    }
  });
}

for (const each of states) {
  test(`a dose stands: ${each.name}`, () => {
    const doubtful = each.stands === 'doubtful';
    const administration = { id: 'a1', outcome: doubtful ? 'given' : each.stands, at: each.now, recorded_at: each.now, doubtful };
    const told = each.stands === null ? NOTHING : standing([administration]);
    const known = each.known_until && new Date(each.known_until);
    assert.equal(stateOf(each.dose, told, each.absences, new Date(each.now), known), each.is);
  });
}
