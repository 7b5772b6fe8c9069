import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder, shiftStart } from '../../src/lib/follow_ups.js';
import { withSteps } from '../../src/store/follow_ups.js';
import { vector } from '../vectors.js';
import { fact, followUp } from './rows.js';

const { zone, shifts, order, states } = vector('follow_ups');
const reader = { me: 'somebody', nameOf: () => null, entryOf: () => null };
const escalation = ({ due_at, urgent }) => new Date(Date.parse(due_at) + (urgent ? 15 : 120) * 60_000).toISOString();

/** A step as the tablet keeps what was done on it. */
function gesture({ id, kind, at, by, role: _role, ...body }, of) {
  return fact(id, `follow_up.${kind}`, { follow_up: of, ...body }, { at, author: by });
}

for (const { name, opened, steps, state } of states) {
  test(`it stands as the example says: ${name}`, () => {
    const row = followUp('s1', { ...opened, entry: null, escalates_at: escalation(opened) });
    const [found] = withSteps([row], steps.map((step) => gesture(step, 's1')), reader);
    const at = Object.fromEntries(steps.map((step) => [step.id, step.at]));
    assert.equal(found.due_at, state.due_at);
    assert.equal(found.escalates_at, state.escalates_at);
    assert.equal(found.closed?.id ?? null, state.closed);
    assert.equal(found.also_closed, state.also_closed);
    assert.equal(found.acknowledged?.at ?? null, state.acknowledged && at[state.acknowledged]);
    assert.deepEqual(found.postponed.map((one) => [one.at, one.from, one.to]), state.postponed.map((one) => [at[one.id], one.from, one.to]));
  });
}

test('a shift began when the examples say', () => {
  for (const { now, start } of shifts) assert.equal(shiftStart(new Date(now), zone).toISOString(), start, now);
});

test('the list is in the order of the example', () => {
  assert.deepEqual([...order.rows].sort(inOrder).map(({ id }) => id), order.ids);
});
