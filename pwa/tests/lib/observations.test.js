import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, kindOf } from '../../src/lib/observation_kinds.js';
import { beyond, sentence } from '../../src/lib/observation_words.js';
import { judge } from '../../src/lib/observations.js';
import { DEFAULTS, thresholdsOf } from '../../src/lib/thresholds.js';
import { vector } from '../vectors.js';

const { kinds, defaults, judged, said, beyond: told } = vector('observations');

const numbers = (range) => range.map(Number);
/** The kind as the browser has it: its ranges are numbers. */
const asHere = (kind) => ({
  ...kind,
  jump: kind.jump && Number(kind.jump),
  parts: kind.parts.map((part) => ({
    ...part, usual: numbers(part.usual), possible: numbers(part.possible), other: part.other.map((one) => ({ ...one, window: numbers(one.window) })),
  })),
});

test('the kinds are those of the examples', () => assert.deepEqual(KINDS, kinds.map(asHere)));

for (const { name, kind, typed, contexts, missing, previous, confirmed, correction, judged: expected } of judged) {
  test(`it is judged as the example says: ${name}`, () => {
    const found = judge(kindOf(kind), typed, { contexts, missing, previous, isConfirmed: confirmed, isCorrection: correction });
    assert.deepEqual(found, expected);
  });
}

for (const { kind, says, ...measure } of said) {
  test(`it is said as the example says: ${says}`, () => assert.equal(sentence(kindOf(kind), measure), says));
}

for (const { kind, values, reason, set, says } of told) {
  test(`a nurse is told when the example says: ${kind} ${JSON.stringify(values)} ${reason ?? ''}`, () => {
    assert.equal(beyond(kindOf(kind), values, reason, { ...defaults, ...set }), says);
  });
}

test('a kind of a later version is not known here', () => assert.equal(kindOf('height'), null));

test('the thresholds are those of the examples', () => {
  assert.deepEqual(DEFAULTS, Object.fromEntries(Object.entries(defaults).map(([key, { low, high }]) => [key, { low, high }])));
});

test('the home’s thresholds stand over the defaults, and the person’s over both', () => {
  const kept = { home: { 'temperature.value': { low: null, high: '38.5' }, 'pulse.value': { low: '40', high: null } }, lenoir: { 'temperature.value': { low: '36', high: '37.8' } } };
  const engine = { wall: { establishment: { id: 'home' } }, rowsOf: (_kind, person) => (kept[person] ? [{ id: person, person, set: kept[person] }] : []) };
  const { 'temperature.value': hot, 'pulse.value': pulse, 'spo2.value': air } = thresholdsOf(engine, 'lenoir');
  assert.deepEqual([hot, pulse, air], [{ low: '36', high: '37.8' }, { low: '40', high: null }, { low: '90', high: null }]);
  assert.deepEqual(thresholdsOf(engine, 'petit')['temperature.value'], { low: null, high: '38.5' });
});
