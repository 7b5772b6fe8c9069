import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownWall } from '../../src/engine/shown_wall.js';

const QUEUE = { count: 0, oldestAt: null, quarantined: 0 };
const one = (id, first_name, on_duty = false) => ({ id, first_name, role_label: 'Infirmière', on_duty });
const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

/** @param {any[]} staff @param {any[]} lastHere */
const names = (staff, lastHere) => shownWall({ device: {}, establishment: {}, units: [], staff }, lastHere, QUEUE).staff.map(({ firstName }) => firstName);

test('those on duty, the last here first among them; then the last here; then the alphabet', () => {
  const staff = [one('z', 'Zoé', true), one('e', 'Élodie'), one('a', 'Aïcha', true), one('f', 'Fanny'), one('p', 'Paul'), one('b', 'Bruno', true)];
  const lastHere = [{ staff: 'p', at: hoursAgo(1) }, { staff: 'b', at: hoursAgo(2) }];
  assert.deepEqual(names(staff, lastHere), ['Bruno', 'Aïcha', 'Zoé', 'Paul', 'Élodie', 'Fanny']);
});

test('yesterday’s last is nobody’s first', () => {
  const staff = [one('p', 'Paul'), one('a', 'Anne')];
  assert.deepEqual(names(staff, [{ staff: 'p', at: hoursAgo(17) }]), ['Anne', 'Paul']);
});

test('a tablet that never saw its home has no wall', () => {
  assert.equal(shownWall(null, [], QUEUE), null);
});
