import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../../src/screens/giving/steps/all.js';
import { fresh } from '../../../src/screens/giving/steps/reading.js';
import { administered, contextOf, doseOf, engineOf, lineOf, measured, through } from './bedside.js';

/** @param {string} value */
const typed = (value) => ({ ...fresh(true, Date.now()), typed: { value } });
const said = (/** @type {string} */ reason) => ({ ...fresh(true, Date.now()), missing: { reason, text: '' } });
const with_ = (/** @type {any[]} */ ...observation) => engineOf({ rows: { observation } });
const REST = { meal: 'ate', site: 'thigh_left' };

test('a recent glycaemia gives the dose by its rung, with the fixed part, and is named with it', async () => {
  const { body } = await through(stepsOf(contextOf({ engine: with_(measured('1.5', 10)) })), { ...REST });
  assert.deepEqual([body.amount, body.glycaemia, body.site, body.note], ['6', 'm10', 'thigh_left', 'A mangé.']);
});

test('of a dose that went in in part, what was said of it is kept, not what was due', async () => {
  const steps = stepsOf(contextOf({ engine: with_(measured('1.5', 10)), outcome: 'partly_taken' }));
  const body = { outcome: 'partly_taken', amount: '3', went_past: [], note: null };
  for (const step of steps) step.put(REST, body);
  assert.deepEqual([body.amount, body.glycaemia], ['3', 'm10']);
});

test('the last button says how much the rung gives, not what the prescriber decided besides', () => {
  const [first] = stepsOf(contextOf({}));
  assert.equal(first.gives({ gly: typed('1,5') }), '6 unités');
  for (const value of ['0,62', '']) assert.equal(first.gives({ gly: typed(value) }), '');
});

test('without one nothing goes on, nor with one that is half an hour old', async () => {
  for (const engine of [engineOf(), with_(measured('1.5', 31))]) {
    const { missing } = await through(stepsOf(contextOf({ engine })), { ...REST });
    assert.deepEqual(missing, ['Mesurez la glycémie.']);
  }
});

test('the home says how recent it must be', async () => {
  const line = lineOf({ gesture: { ...lineOf().gesture, minutes: 60 } });
  const { body } = await through(stepsOf(contextOf({ line, engine: with_(measured('2.1', 45)) })), { ...REST });
  assert.equal(body.amount, '10');
});

test('a glycaemia that waits on this tablet counts, one that was undone or put aside does not', async () => {
  const fact = (/** @type {object} */ more) => ({ id: 'f1', type: 'observation.record', person: 'lenoir', author: 'nadia', at: new Date().toISOString(), state: 'waiting', body: { kind: 'glycaemia', values: { value: '1.2' } }, ...more });
  const waiting = engineOf({ facts: { 'observation.record': [fact({})] } });
  assert.equal((await through(stepsOf(contextOf({ engine: waiting })), { ...REST })).body.glycaemia, 'f1');
  const undone = engineOf({ facts: { 'observation.record': [fact({})], 'observation.retract': [{ body: { observation: 'f1' } }] } });
  const aside = engineOf({ facts: { 'observation.record': [fact({ state: 'quarantined' })] } });
  for (const engine of [undone, aside]) assert.equal((await through(stepsOf(contextOf({ engine })), { ...REST })).body, null);
});

test('one that is typed is recorded once, in the same gesture, and named with the dose', async () => {
  const engine = engineOf();
  const steps = stepsOf(contextOf({ engine }));
  const answers = { ...REST, gly: typed('1,35') };
  const { body } = await through(steps, answers);
  assert.deepEqual([body.amount, body.glycaemia], ['6', 'observation.record 1']);
  assert.deepEqual([engine.recorded[0].type, engine.recorded[0].body.values, engine.recorded[0].body.contexts], ['observation.record', { value: '1.35' }, ['before_meal']]);
  await through(steps, answers);
  assert.equal(engine.recorded.length, 1);
});

test('a number in another unit is asked, never guessed', async () => {
  const { missing } = await through(stepsOf(contextOf({})), { ...REST, gly: typed('140') });
  assert.deepEqual(missing, ['Répondez à la question sur la mesure.']);
});

for (const gly of [typed('0,69'), said('reader_low')]) {
  test(`too low (${gly.typed.value ?? 'LO'}), nothing is injected: sugar first, then a control in a quarter of an hour`, async () => {
    const engine = engineOf();
    const steps = stepsOf(contextOf({ engine }));
    const before = await through(steps, { ...REST, gly });
    assert.ok(before.missing.includes('Resucrez d’abord, puis dites-le.'));
    assert.equal(before.stop, null);
    const answers = { ...REST, gly, sugar: 'given', decision: 'wait' };
    const { stop, body, missing } = await through(steps, answers);
    assert.deepEqual([missing, body, stop.done], [[], null, 'Noter, et recontrôler dans 15 min']);
    const told = await steps[0].leave(answers);
    assert.match(told, /recontrôler dans 15 min/);
    const [measure, control] = engine.recorded;
    assert.equal(measure.type, 'observation.record');
    assert.deepEqual([control.type, control.body.kind, control.body.urgent], ['follow_up.open', 'recheck', true]);
    assert.match(control.body.what, /resucrage fait/);
    assert.ok(Math.abs(Date.parse(control.body.due_at) - Date.now() - 15 * 60_000) < 5_000);
    assert.equal(engine.recorded.length, 2);
  });
}

test('« LO » a minute ago says more than a number of before', async () => {
  const low = measured('', 5, { missing: { reason: 'reader_low', text: null } });
  const { body, missing } = await through(stepsOf(contextOf({ engine: with_(measured('1.5', 20), low) })), { ...REST });
  assert.deepEqual([body, missing], [null, ['Resucrez d’abord, puis dites-le.']]);
  const after = measured('1.5', 1);
  assert.equal((await through(stepsOf(contextOf({ engine: with_(low, after) })), { ...REST })).body.amount, '6');
});

test('at 0,70 g/L it may be injected: the limit itself is not low', async () => {
  const line = lineOf({ rule: { kind: 'regular' } });
  const { body } = await through(stepsOf(contextOf({ line, dose: doseOf({ amount: '6' }), engine: with_(measured('0.70', 5)) })), { ...REST });
  assert.equal(body.amount, '6');
});

test('too low, a nurse goes on only with who decided, and it is written', async () => {
  const steps = stepsOf(contextOf({ engine: with_(measured('0.62', 5)) }));
  const answers = { ...REST, sugar: 'given', decision: 'decided' };
  assert.deepEqual((await through(steps, answers)).missing, ['Dites combien d’unités.']);
  Object.assign(answers, { decidedAmount: '2', decidedBy: 'Dr Roux, au téléphone' });
  const { body } = await through(steps, answers);
  assert.deepEqual([body.amount, body.went_past], ['2', [{ kind: 'hypoglycaemia', identity: null, reason: 'other', text: 'Dr Roux, au téléphone' }]]);
});

test('beyond the reader the dose is not guessed, even by a scale that has a last rung', async () => {
  const { body, missing } = await through(stepsOf(contextOf({})), { ...REST, gly: said('reader_high') });
  assert.deepEqual([body, missing], [null, ['Dites ce que vous faites.']]);
});

test('measured again after a low one, what asked for the control is answered', async () => {
  const engine = engineOf({ rows: { observation: [measured('0.62', 16)] }, followUps: [{ id: 'r1', kind: 'recheck', closed: null }, { id: 'x', kind: 'task', closed: null }] });
  const { body } = await through(stepsOf(contextOf({ engine })), { ...REST, gly: typed('1,05') });
  assert.equal(body.amount, '6');
  const closed = engine.recorded.filter(({ type }) => type === 'follow_up.close');
  assert.deepEqual(closed.map(({ body: { follow_up, outcome } }) => [follow_up, outcome]), [['r1', 'done']]);
});

test('a rung of zero is not an injection: withheld, with why, and neither meal nor site is asked', async () => {
  const line = lineOf();
  const { body, missing } = await through(stepsOf(contextOf({ line, dose: doseOf({ amount: null }), engine: with_(measured('0.9', 3)) })), {});
  assert.deepEqual([missing, body.outcome, body.amount, body.reason], [[], 'withheld', null, 'Glycémie 0,90\u00a0g/L (moins de 1 g/L) : 0 unité.']);
});

test('a slow insulin needs none, unless the last one known is low, whatever its age', () => {
  const line = lineOf({ rule: { kind: 'regular' }, gesture: { ...lineOf().gesture, needs: false, meal: false } });
  const ids = (/** @type {any} */ engine) => stepsOf(contextOf({ line, engine })).map(({ id }) => id);
  assert.deepEqual(ids(with_(measured('1.2', 500))), ['site']);
  assert.deepEqual(ids(with_(measured('0.6', 500))), ['glycaemia', 'site']);
});

test('nothing eaten, an insulin of the meal waits, and the glycaemia is kept', async () => {
  const engine = engineOf();
  const steps = stepsOf(contextOf({ engine }));
  const answers = { gly: typed('1,4'), meal: 'nothing', mealChoice: 'wait', site: 'thigh_left' };
  const { stop, body } = await through(steps, answers);
  assert.deepEqual([stop.done, body], ['Ne pas injecter maintenant', null]);
  await steps.find(({ id }) => id === 'meal').leave(answers);
  assert.deepEqual(engine.recorded.map(({ type }) => type), ['observation.record']);
});

test('an insulin that was refused asks nothing', () => assert.deepEqual(stepsOf(contextOf({ outcome: 'refused' })), []));

test('the sites of all her insulins turn together', () => {
  const engine = engineOf({ rows: { line: [lineOf(), lineOf({ id: 'v2', chain: 'c2' })], observation: [measured('1.5', 5)] } });
  const administrations = [administered({ chain: 'c2', site: 'abdomen_left' }), administered({ id: 'a2', chain: 'c9', site: 'abdomen_right' })];
  const step = stepsOf(contextOf({ engine, administrations })).find(({ id }) => id === 'site');
  const drawn = JSON.stringify(step.view({ zone: {} }, { site: 'abdomen_left' }, () => {}));
  assert.match(drawn, /Même site que la dernière fois/);
  assert.match(drawn, /Proposé : ventre, côté droit/);
});
