import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, blank, bodyOf, isWorthKeeping, judged, resumed, turned, typing } from '../../../src/screens/measure/draft.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const of = (kind, ...typed) => typed.reduce((draft, [part, text]) => typing(draft, part, text), blank(kind, NOW));

test('a number that looks like another unit is kept in the unit that was chosen, with what was read', () => {
  const draft = of('glycaemia', ['value', '5,6']);
  const [question] = judged(draft, null).questions;
  const asMillimoles = answered(draft, question, 1);
  assert.deepEqual(judged(asMillimoles, null), { values: { value: '1.01' }, problems: [], questions: [] });
  const { values, typed, confirmed } = bodyOf(asMillimoles, judged(asMillimoles, null));
  assert.deepEqual({ values, typed, confirmed }, { values: { value: '1.01' }, typed: '5,6 mmol/L', confirmed: true });
  const asGrams = answered(draft, question, 0);
  assert.deepEqual(bodyOf(asGrams, judged(asGrams, null)).values, { value: '5.6' });
  assert.equal(bodyOf(asGrams, judged(asGrams, null)).typed, null);
});

test('a number changed after an answer is asked again', () => {
  const draft = of('glycaemia', ['value', '5,6']);
  const kept = answered(draft, judged(draft, null).questions[0], 0);
  assert.equal(judged(typing(kept, 'value', '6,5'), null).questions.length, 1);
});

test('both numbers of a pressure in centimetres take one answer', () => {
  const draft = of('blood_pressure', ['systolic', '13'], ['diastolic', '8']);
  const after = answered(draft, judged(draft, null).questions[0], 0);
  assert.deepEqual(judged(after, null), { values: { systolic: '130', diastolic: '80' }, problems: [], questions: [] });
});

test('what is impossible stays impossible whatever was answered', () => {
  const draft = { ...of('weight', ['value', '624']), answered: ['value'] };
  assert.equal(judged(draft, null).problems[0].code, 'impossible');
});

test('of one group one thing is said, and the signs of pain are counted', () => {
  assert.deepEqual(turned(turned(blank('spo2', NOW), 'air'), 'oxygen').contexts, ['oxygen']);
  assert.deepEqual(turned(turned(blank('weight', NOW), 'hoist'), 'dressed').contexts, ['hoist', 'dressed']);
  assert.deepEqual(turned(turned(blank('weight', NOW), 'dressed'), 'dressed').contexts, []);
  assert.deepEqual(turned(turned(blank('algoplus', NOW), 'face'), 'body').typed, { value: '2' });
});

test('a result of the laboratory has the day of its sample, in the home’s hours', () => {
  const draft = { ...of('creatinine', ['value', '88']), taken_on: '2026-11-20', source: ' Bio-Loire ' };
  const { taken_at, source } = bodyOf(draft, judged(draft, null), 'Europe/Paris');
  assert.deepEqual({ taken_at, source }, { taken_at: '2026-11-20T07:00:00.000Z', source: 'Bio-Loire' });
});

test('a draft is kept for an hour, and only when something was typed', () => {
  assert.equal(isWorthKeeping(blank('weight', NOW)), false);
  assert.equal(isWorthKeeping({ ...blank('weight', NOW), missing: { reason: 'refused', text: '' } }), true);
  const draft = of('weight', ['value', '62']);
  assert.equal(resumed(draft, NOW + 59 * 60_000), draft);
  assert.equal(resumed(draft, NOW + 61 * 60_000), null);
  assert.equal(resumed({ ...draft, kind: 'height' }, NOW), null);
});
