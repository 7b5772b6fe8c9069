import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped } from '../../../src/screens/giving/in_container.js';

const DOSES = ['d1', 'd2', 'd3'].map((id) => ({ dose: { id }, line: { id: `line of ${id}` } }));

/** A hand that read a container that holds these. @param {string[]} held */
const hand = (...held) => ({ scanOf: (/** @type {any} */ { dose }) => (held.includes(dose.id) ? { how: 'container' } : dose.id === 'd3' ? { how: 'box' } : null) });

/** @param {any[]} groups */
const told = (groups) => groups.map(({ heading, doses }) => [heading, doses.map(({ dose }) => dose.id)]);

test('until a container was read, one list without a heading, whatever box was', () => {
  assert.deepEqual(told(grouped(hand(), DOSES, DOSES)), [['', ['d1', 'd2', 'd3']]]);
});

test('what it holds comes first, what it does not stays apart', () => {
  assert.deepEqual(told(grouped(hand('d2'), DOSES, DOSES)), [['Dans le pilulier (1)', ['d2']], ['Hors pilulier (2)', ['d1', 'd3']]]);
});

test('where it holds everything nothing is said to be outside', () => {
  assert.deepEqual(told(grouped(hand('d1', 'd2', 'd3'), DOSES, DOSES)), [['Dans le pilulier (3)', ['d1', 'd2', 'd3']]]);
});

test('once what it holds was told, what is beside it still says so', () => {
  assert.deepEqual(told(grouped(hand('d1', 'd2'), [DOSES[2]], DOSES)), [['Hors pilulier (1)', ['d3']]]);
});

test('where nothing is left to give nothing is said', () => {
  assert.deepEqual(told(grouped(hand('d1'), [], DOSES)), []);
});
