import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered, blank, bodyOf, isWorthKeeping, judged, resumed, shared, unsaid } from '../../../src/screens/wounds/draft.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const KIND = 'pressure_ulcer';
const sized = (length, width, last = null) => ({ ...blank('w', last, NOW), lengths: { length_mm: length, width_mm: width } });

test('a length read with a comma is asked about, and becomes millimetres', () => {
  const draft = sized('3,5', '2 cm');
  const { questions, problems } = judged(draft, KIND, null);
  assert.deepEqual([problems, questions.length, questions[0].says], [[], 1, '« 3,5 » : en centimètres ?']);
  const after = judged(answered(draft, questions[0], 0), KIND, null);
  assert.deepEqual([after.said.length_mm, after.said.width_mm, after.questions], [35, 20, []]);
});

test('a small number after a large one is asked, and kept as it was answered', () => {
  const last = { length_mm: 38, width_mm: 22 };
  const draft = sized('4', '22');
  const [question] = judged(draft, KIND, last).questions;
  assert.equal(question.code, 'unit');
  assert.equal(judged(answered(draft, question, 1), KIND, last).said.length_mm, 40);
  const small = answered(draft, question, 0);
  const swap = judged(small, KIND, last).questions;
  assert.deepEqual(swap.map(({ code }) => code), ['swap']);
  const kept = answered(small, swap[0], 1);
  assert.deepEqual(judged(kept, KIND, last).questions, []);
  assert.equal(bodyOf(kept, judged(kept, KIND, last).said).confirmed, true);
  assert.equal(judged({ ...kept, lengths: { ...kept.lengths, length_mm: '5' } }, KIND, last).questions.length, 2);
});

test('what is no length is said so, and nothing else is asked meanwhile', () => {
  const { problems, questions } = judged(sized('abc', '3,5'), KIND, null);
  assert.deepEqual([problems.map(({ field }) => field), questions], [['length_mm'], []]);
});

test('tissue is shared by tenths and never goes beyond the whole', () => {
  let tissue = shared({}, 'slough', 10);
  for (let times = 0; times < 12; times += 1) tissue = shared(tissue, 'granulation', 10);
  assert.deepEqual([tissue, unsaid(tissue)], [{ slough: 10, granulation: 90 }, 0]);
  assert.deepEqual(shared(shared(tissue, 'slough', -10), 'slough', -10), { granulation: 90 });
  assert.equal(judged({ ...sized('30', '20'), tissue: { granulation: 90 } }, KIND, null).problems[0].code, 'sum');
});

test('the stage is carried over, and said of pressure ulcers alone', () => {
  const draft = sized('30', '20', { stage: '4' });
  assert.equal(judged(draft, KIND, null).said.stage, '4');
  assert.equal(judged(draft, 'burn', null).said.stage, null);
});

test('a draft is kept while it says something, for the time of a dressing', () => {
  assert.equal(isWorthKeeping(blank('w', { stage: '3' }, NOW)), false);
  const draft = { ...blank('w', null, NOW), infection: ['pus'] };
  assert.equal(isWorthKeeping(draft), true);
  assert.equal(resumed(draft, NOW + 3 * HOUR), draft);
  assert.equal(resumed(draft, NOW + 5 * HOUR), null);
  assert.equal(resumed({ kind: 'weight', at: NOW }, NOW), null);
});
