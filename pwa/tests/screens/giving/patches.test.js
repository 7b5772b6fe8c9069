import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handled, stepsOf } from '../../../src/screens/giving/steps/all.js';
import { administered, ago, contextOf, doseOf, engineOf, lineOf, through } from './bedside.js';

const PATCH = lineOf({ label: 'DUROGESIC 25 µg/h, dispositif', rule: { kind: 'patch', at: 'matin', amount: '1', wear_hours: 72, days: { kind: 'every_day' }, sites: [] }, gesture: undefined, route: 'voie transdermique', unit: 'patch', substances: ['fentanyl'] });
const ON = administered({ site: 'chest_left', at: ago(72 * 60) });
const OFF = doseOf({ id: 'off', act: 'remove', amount: null });

/** @param {object} [more] */
const putting = (more) => {
  const engine = engineOf({ rows: { line: [PATCH], dose: [OFF, doseOf({ id: 'next', act: 'remove', due_at: ago(-4000) })] } });
  return contextOf({ line: PATCH, dose: doseOf({ amount: '1' }), engine, administrations: [ON], ...more });
};

test('before another patch goes on, somebody says what became of the old one', async () => {
  const { missing } = await through(stepsOf(putting()), { site: 'chest_right' });
  assert.deepEqual(missing, ['Dites ce qu’est devenu l’ancien patch.']);
});

for (const outcome of ['removed', 'came_off', 'not_found']) {
  test(`${outcome}: it is recorded with the due removal, before the new one`, async () => {
    const context = putting();
    const answers = { site: 'chest_right', old_c1: outcome };
    const { body } = await through(stepsOf(context), answers);
    assert.equal(body.site, 'chest_right');
    assert.deepEqual(context.engine.recorded.map(({ type, body: { dose, line, act, outcome: said } }) => [type, dose, line, act, said]), [['dose.administer', 'off', 'v1', 'remove', outcome]]);
    await through(stepsOf(context), answers);
    assert.equal(context.engine.recorded.length, 1);
  });
}

test('still in place, nothing goes over it', async () => {
  const context = putting();
  const { stop, body } = await through(stepsOf(context), { site: 'chest_right', old_c1: 'stays' });
  assert.deepEqual([stop.done, body, context.engine.recorded], ['Ne pas poser maintenant', null, []]);
});

test('a removal that was answered already is not answered twice', async () => {
  const context = putting({ administrations: [ON, administered({ id: 'r', dose: 'off', act: 'remove', outcome: 'other', at: ago(30) })] });
  await through(stepsOf(context), { site: 'chest_right', old_c1: 'removed' });
  assert.equal(context.engine.recorded[0].body.dose, null);
});

test('a removal that is due is asked for, also where nobody knows that it was put on', async () => {
  const context = putting({ administrations: [] });
  assert.deepEqual((await through(stepsOf(context), { site: 'chest_right' })).missing, ['Dites ce qu’est devenu l’ancien patch.']);
  const { body } = await through(stepsOf(context), { site: 'chest_right', old_c1: 'removed' });
  assert.deepEqual([body.site, context.engine.recorded[0].body.dose], ['chest_right', 'off']);
});

test('with none on, or the old one off, it only asks where', () => {
  const gone = administered({ id: 'r', dose: 'off', act: 'remove', outcome: 'removed', at: ago(5) });
  for (const administrations of [[gone], [ON, gone]]) assert.deepEqual(stepsOf(putting({ administrations })).map(({ id }) => id), ['site']);
});

test('the sites are those of the prescription, and the same one twice says so', () => {
  const line = { ...PATCH, rule: { ...PATCH.rule, sites: ['bras droit', 'omoplate'] } };
  const step = stepsOf(putting({ line, administrations: [administered({ site: 'bras droit' })] })).find(({ id }) => id === 'site');
  const drawn = (/** @type {string} */ site) => JSON.stringify(step.view({ zone: {} }, { site }, () => {}));
  assert.match(drawn('bras droit'), /Même site que la dernière fois/);
  assert.doesNotMatch(drawn('omoplate'), /Même site/);
});

for (const act of ['remove', 'check']) {
  test(`${act}: what was seen is the outcome`, async () => {
    const steps = stepsOf(putting({ act, dose: OFF, outcome: '' }));
    assert.deepEqual((await through(steps, {})).missing, ['Dites ce que vous avez vu.']);
    const seen = act === 'remove' ? 'removed' : 'in_place';
    assert.equal((await through(steps, { seen })).body.outcome, seen);
    assert.equal((await through(steps, { seen: 'not_found' })).body.outcome, 'not_found');
    assert.deepEqual((await through(steps, { seen: 'other' })).missing, ['Dites pourquoi.']);
  });
}

test('the screen leaves out the alerts that a step looks into', () => {
  assert.deepEqual([...handled({ line: PATCH, act: 'give' })], ['patch_not_removed']);
  assert.deepEqual([...handled({ line: PATCH, act: 'remove' })], []);
  assert.deepEqual([...handled({ line: lineOf(), act: 'give' })], ['hypoglycaemia', 'glycaemia_missing']);
});
