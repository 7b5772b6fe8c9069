import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../../src/screens/giving/steps/all.js';
import { administered, ago, contextOf, doseOf, engineOf, lineOf, measured, through } from './bedside.js';

const AVK = lineOf({ label: 'COUMADINE 2 mg', rule: { kind: 'calendar', at: 'soir', amounts: {}, target: ['2', '3'], control_on: '2026-11-24' }, gesture: { kind: 'avk', hold: '5.0' }, route: 'voie orale', unit: 'comprimé', substances: ['warfarine'] });
const PAIN = lineOf({ label: 'DOLIPRANE 1000 mg, comprimé', giver: 'helped', route: 'voie orale', unit: 'comprimé', substances: ['paracetamol'], gesture: { effect: 60 }, rule: { kind: 'as_needed', amount: '1', indication: 'douleur', min_interval_minutes: 360, max_per_day: '3', effect_minutes: null, protocol: null, on_top: null } });

/** @param {any} inr @param {object} [more] */
const avk = (inr, more) => contextOf({ line: AVK, dose: doseOf({ amount: '1.5' }), engine: engineOf({ rows: { observation: inr ? [measured(inr, 20, { kind: 'inr' })] : [] }, ...more }) });
/** @param {any} step */
const drawn = (step, answers = {}) => JSON.stringify(step.view({ zone: { timeZone: 'Europe/Paris' }, engine: engineOf() }, answers, () => {}));

test('an antivitamin K shows its target, its last INR, today’s dose and the next control, and asks nothing', async () => {
  const [step, ...others] = stepsOf(avk('2.4'));
  assert.deepEqual(others, []);
  for (const words of ['1\u00a0½', '2\u00a0à 3', '2,4', 'il y a', 'novembre']) assert.ok(drawn(step).includes(words), words);
  assert.doesNotMatch(drawn(step), /appeler le prescripteur/);
  assert.equal((await through([step], {})).body.outcome, 'given');
});

test('an INR at the value of the home holds it, and just below does not', async () => {
  assert.deepEqual((await through(stepsOf(avk('5')), {})).missing, ['INR à 5 : dites ce que vous faites.']);
  assert.deepEqual((await through(stepsOf(avk('4.99')), {})).missing, []);
});

test('held, it is withheld with its reason, or given with who decided, by a nurse alone', async () => {
  const { body } = await through(stepsOf(avk('6.1')), { inr: 'withheld' });
  assert.deepEqual([body.outcome, body.amount, body.reason], ['withheld', null, 'INR à 6,1 : attend une décision du prescripteur.']);
  assert.deepEqual((await through(stepsOf(avk('6.1')), { inr: 'decided' })).missing, ['Dites qui a décidé.']);
  const given = (await through(stepsOf(avk('6.1')), { inr: 'decided', inrBy: 'Dr Roux' })).body;
  assert.deepEqual([given.outcome, given.went_past], ['given', [{ kind: 'inr_high', identity: null, reason: 'other', text: 'Dr Roux' }]]);
  assert.match(drawn(stepsOf(avk('6.1'))[0]), /sur décision/);
  assert.doesNotMatch(drawn(stepsOf(avk('6.1', { may: [] }))[0]), /sur décision/);
});

test('without an INR, or with one of two months ago, it says so and holds nothing', async () => {
  assert.match(drawn(stepsOf(avk(null))[0]), /Aucun INR connu/);
  const old = engineOf({ rows: { observation: [measured('2.4', 60 * 24 * 60, { kind: 'inr' })] } });
  const [step] = stepsOf(contextOf({ line: AVK, engine: old }));
  assert.match(drawn(step), /plus d’un mois/);
  assert.deepEqual((await through([step], {})).missing, []);
});

/** @param {object} [more] */
const pain = (more) => contextOf({ line: PAIN, dose: null, engine: engineOf({ rows: { line: [PAIN] } }), ...more });

test('what is given if needed says for what, what is left, and when its effect is looked at', async () => {
  const [step] = stepsOf(pain({ administrations: [administered({ chain: 'c1', substances: ['paracetamol'], amount: '1', at: ago(400) })] }));
  assert.match(drawn(step), /Reste.2.comprimés/);
  assert.match(drawn(step), /6.h/);
  assert.deepEqual((await through([step], {})).missing, ['Dites si c’est pour cela.']);
  assert.equal((await through([step], { indicated: 'yes' })).body.amount, '1');
  assert.equal((await through([step], { indicated: 'no' })).body, null);
});

test('an amount that was chosen before stays', async () => {
  const [step] = stepsOf(pain());
  const body = { amount: '0.5' };
  step.put({}, body);
  assert.equal(body.amount, '0.5');
});

test('an aide needs the agreement of a nurse, by name and hour; with a protocol, or a nurse, nobody does', async () => {
  const engine = engineOf({ rows: { line: [PAIN] }, role: 'care_assistant', may: [] });
  const [agreement, ...others] = stepsOf(pain({ engine }));
  assert.deepEqual([agreement.id, others.map(({ id }) => id)], ['agreement', ['needed']]);
  assert.deepEqual((await through([agreement], { agreedBy: 'other', agreedName: ' ' })).missing, ['Dites qui a donné son accord.']);
  assert.deepEqual((await through([agreement], { agreedBy: 'nadia' })).missing, ['Dites à quelle heure.']);
  const { body } = await through([agreement], { agreedBy: 'nadia', agreedAgo: '15' });
  assert.equal(body.agreement.by, 'Nadia');
  assert.ok(Math.abs(Date.parse(body.agreement.at) - Date.now() + 15 * 60_000) < 5_000);
  assert.doesNotMatch(drawn(agreement), /Karim/);
  assert.match(drawn(agreement), /Collaboration/);
  const protocol = { ...PAIN, rule: { ...PAIN.rule, protocol: 'Douleur' } };
  const [alone] = stepsOf(pain({ engine, line: protocol }));
  assert.equal(alone.id, 'needed');
  assert.match(drawn(alone), /L.313-26/);
  assert.deepEqual(stepsOf(pain()).map(({ id }) => id), ['needed']);
  assert.doesNotMatch(drawn(stepsOf(pain())[0]), /L.313-26/);
});

test('a tablet asks nothing more of an ordinary dose', () => {
  const line = lineOf({ rule: { kind: 'regular' }, gesture: undefined, route: 'voie orale' });
  assert.deepEqual(stepsOf(contextOf({ line })), []);
});

test('an injection of another drug asks where alone', () => {
  const line = lineOf({ rule: { kind: 'regular' }, gesture: undefined, route: 'voie sous-cutanée' });
  assert.deepEqual(stepsOf(contextOf({ line })).map(({ id }) => id), ['site']);
});
