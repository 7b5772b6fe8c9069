import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, decimal, missing, proposed } from '../../src/lib/giving_body.js';

const line = { id: 'l2', chain: 'c1', giver: 'nurse', rule: { kind: 'regular' } };
const dose = { id: 'd1', act: 'give', amount: '1.5' };

test('what is given names the dose, the version of the line that was read, the amount due and how she was known', () => {
  const body = bodyOf({ dose, line }, { outcome: 'given', identified: 'face', scan: { how: 'none', no_scan: 'no_box' } });
  assert.deepEqual([body.dose, body.chain, body.line, body.act, body.outcome, body.amount, body.at, body.offered], ['d1', 'c1', 'l2', 'give', 'given', '1.5', null, 1]);
  assert.deepEqual([body.identified, body.scan.how, body.scan.no_scan, body.already_done, body.went_past], ['face', 'none', 'no_box', false, []]);
});

test('what was not taken has no amount and no scan', () => {
  const body = bodyOf({ dose, line, offered: 2 }, { outcome: 'refused', amount: '1', scan: { how: 'box', gtin: '1' }, note: ' plus tard ' });
  assert.deepEqual([body.amount, body.scan.how, body.scan.gtin, body.offered, body.note], [null, 'none', null, 2, 'plus tard']);
});

test('what was taken in part says how much, and when it really was', () => {
  const body = bodyOf({ dose, line }, { outcome: 'partly_taken', amount: '0.5', at: new Date('2026-11-22T07:00:00Z') });
  assert.deepEqual([body.amount, body.at], ['0.5', '2026-11-22T07:00:00.000Z']);
});

test('what is given as needed has no dose of its own, and the amount of its line', () => {
  const body = bodyOf({ dose: null, line: { ...line, rule: { kind: 'as_needed', amount: '2' } } }, { outcome: 'given' });
  assert.deepEqual([body.dose, body.amount, body.act], [null, '2', 'give']);
});

test('a tap means what the mode of the line and the hand say; of a patch it is asked what was found', () => {
  const of = (giver, role = 'care_assistant', act = 'give') => proposed({ dose: { ...dose, act }, line: { ...line, giver } }, role);
  assert.deepEqual([of('nurse'), of('helped'), of('autonomous'), of('nurse', 'nurse', 'remove')], ['given', 'helped', 'taken_alone', '']);
  assert.deepEqual([of('helped', 'nurse'), of('helped', 'home_care_worker'), of('autonomous', 'nurse')], ['given', 'helped', 'taken_alone']);
});

test('an amount is a number above none, written as people write it', () => {
  assert.deepEqual(['0,5', '1.25', ' 2 ', '0', '1/2', '', '-1', '1e3'].map(decimal), ['0.5', '1.25', '2', null, null, null, null, null]);
});

test('what is missing is said before anything is written', () => {
  const of = (said, typed) => missing({ dose, line }, said, typed);
  assert.equal(of({ outcome: 'refused' }), '');
  assert.equal(of({ outcome: '' }), 'Dites ce qui s’est passé.');
  assert.equal(of({ outcome: 'partly_taken' }, 'x'), 'Dites quelle quantité a été prise.');
  assert.equal(of({ outcome: 'partly_taken' }, '0,5'), '');
  assert.equal(of({ outcome: 'partly_taken' }, '15'), 'C’est plus que la dose prescrite : vérifiez la quantité.');
  assert.equal(missing({ dose, line: { ...line, rule: { kind: 'sliding' } } }, { outcome: 'partly_taken' }, '4'), '');
  assert.equal(of({ outcome: 'withheld', reason: ' ' }), 'Dites pourquoi, en quelques mots.');
  assert.equal(of({ outcome: 'withheld', reason: 'tension basse' }), '');
});
