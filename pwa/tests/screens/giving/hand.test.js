import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineOf, lineOf } from './bedside.js';

// What a page would have, for elements that are only defined here.
Object.assign(globalThis, { HTMLElement: class {}, customElements: { define() {} }, setInterval: () => 0 });
const { Hand } = await import('../../../src/screens/giving/hand.js');
const { wayOn } = await import('../../../src/lib/giving_stops.js');

const RULE = { kind: 'as_needed', amount: '1', max_per_day: '2', min_interval_minutes: 60, indication: 'douleur', protocol: 'protocole douleur' };
const PAIN = lineOf({ label: 'DOLIPRANE 500 mg', rule: RULE, giver: 'helped', unit: 'comprimé', substances: ['paracetamol'], per_unit: { paracetamol: '500' }, gesture: null, may: [] });

/** @param {number} hours ago */
const gave = (hours) => ({ chain: 'c1', act: 'give', outcome: 'given', amount: '1', substances: ['paracetamol'], milligrams: { paracetamol: '500' }, at: new Date(Date.now() - hours * 3_600_000).toISOString() });

/** What stands in the way of one more. @param {any[]} administrations @param {any[]} [alerts] */
function stopsAfter(administrations, alerts = []) {
  const host = { engine: engineOf({ rows: { line: [PAIN] } }), redraw() {} };
  const about = { alerts, administrations, role: 'nurse', mayDecide: true, context: { now: new Date(), timeZone: 'Europe/Paris' } };
  return new Hand(host).stops({ person: { id: 'lenoir' }, lines: [PAIN], administrations, about }, { dose: null, line: PAIN });
}

test('what is given if needed stops at the most that is allowed in 24 hours, for a nurse too', () => {
  const [stop, ...others] = stopsAfter([gave(5), gave(3)]);
  assert.deepEqual([stop.level, stop.says, others], ['hard_stop', 'La dose permise sur 24 heures est atteinte.', []]);
  assert.equal(wayOn([stop], true), 'closed');
});

test('before that only its interval does; and what the server said of it an hour ago is not believed', () => {
  assert.deepEqual(stopsAfter([gave(3)], [{ kind: 'as_needed_allowance', level: 'hard_stop', says: 'Plus rien', because: '', chains: ['c1'], override: null }]), []);
  assert.deepEqual(stopsAfter([gave(0.2)]).map(({ kind, level }) => [kind, level]), [['too_early', 'interrupt']]);
});
