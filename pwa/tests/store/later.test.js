import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../../src/screens/giving/later.js';
import { withSteps } from '../../src/store/follow_ups.js';
import { AICHA, NADIA, fact, followUp } from './rows.js';

const PAIN = { id: 'v1', label: 'DOLIPRANE 1000 mg, comprimé', rule: { kind: 'as_needed', indication: 'douleur' }, gesture: { effect: 60 } };
const PATCH = { id: 'v2', label: 'DUROGESIC', rule: { kind: 'patch' } };
const reader = { me: NADIA, nameOf: () => null, entryOf: () => null, rowsOf: () => [PAIN, PATCH] };
const shown = (facts, rows = []) => withSteps(rows, facts, reader);
const given = (body, more) => fact('d1', 'dose.administer', { dose: null, chain: 'c', line: 'v1', act: 'give', outcome: 'given', at: null, ...body }, { at: '2026-11-21T14:00:00Z', author: NADIA, ...more });
const close = fact('s1', 'follow_up.close', { follow_up: 'd1', outcome: 'done', result: null, chips: ['soulagé'] }, { at: '2026-11-21T15:00:00Z', author: AICHA });

test('the effect of what was given without network is asked at once, under the id of the dose', () => {
  const [{ id, kind, what, due_at, state, urgent }] = shown([given()]);
  assert.deepEqual([id, kind, what, due_at, state, urgent], ['d1', 'effect', 'Effet de DOLIPRANE 1000 mg (douleur) ?', '2026-11-21T15:00:00.000Z', 'waiting', false]);
});

test('it counts from when it was given, not from when it was written', () => {
  assert.equal(shown([given({ at: '2026-11-21T13:30:00Z' })])[0].due_at, '2026-11-21T14:30:00.000Z');
});

test('once the server tells it, there is one', () => {
  assert.equal(shown([given()], [followUp('d1', { entry: null, kind: 'effect' })]).length, 1);
});

test('it is answered before it was sent, in the same words', () => {
  assert.deepEqual(shown([given(), close])[0].closed?.chips, ['soulagé']);
});

test('what was undone, or said otherwise since, asks nothing; the amount alone changes nothing', () => {
  const undo = fact('u', 'dose.retract', { administration: 'd1' });
  const amend = (/** @type {object} */ body) => fact('m', 'dose.amend', { administration: 'd1', why: 'outcome', outcome: null, amount: null, ...body });
  assert.deepEqual(shown([given(), undo]), []);
  assert.deepEqual(shown([given(), amend({ outcome: 'refused' })]), []);
  assert.deepEqual(shown([given(), amend({ why: 'wrong_person' })]), []);
  assert.equal(shown([given(), amend({ why: 'amount', amount: '0.5' })]).length, 1);
  assert.equal(shown([given(), { ...undo, state: 'quarantined' }]).length, 1);
});

test('undone after the server told it, it is shown no more', () => {
  const undo = fact('u', 'dose.retract', { administration: 'd1' });
  assert.deepEqual(shown([undo], [followUp('d1', { entry: null, kind: 'effect' })]), []);
});

test('a patch that nobody finds calls the nurse from this tablet too', () => {
  const [{ kind, role, urgent, escalates_at }] = shown([given({ line: 'v2', act: 'check', outcome: 'not_found' })]);
  assert.deepEqual([kind, role, urgent, escalates_at], ['patch_lost', 'nurse', true, '2026-11-21T14:15:00.000Z']);
});

test('a line that the tablet has not, and what was refused, ask nothing', () => {
  assert.deepEqual(shown([given({ line: 'v9' })]), []);
  assert.deepEqual(shown([given({ outcome: 'refused' })]), []);
});
