import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passed, stopsAsNeeded, stopsOf, wayOn } from '../../src/lib/giving_stops.js';

const NOW = new Date('2026-11-22T11:00:00Z');
const line = (more = {}) => ({ id: 'l1', chain: 'c1', starts_at: '2026-11-01T08:00:00Z', ends_at: null, over: null, pauses: [], may: [[true, 'aide à la prise possible', ['care_assistant', 'nurse']]], ...more });
const dose = (more = {}) => ({ id: 'd1', act: 'give', due_at: '2026-11-22T11:00:00Z', early: 60, late: 60, apart: { c1: 180, c9: 240 }, ...more });
const gave = (more = {}) => ({ chain: 'c1', outcome: 'given', at: '2026-11-22T07:00:00Z', ...more });
const alert = (more = {}) => ({ kind: 'allergy', level: 'interrupt', says: 'Allergie', because: 'Œdème', identity: 'a1', chains: ['c1'], override: null, ...more });
const about = (more = {}) => ({ alerts: [], administrations: [], role: 'nurse', mayDecide: true, context: { now: NOW, timeZone: 'Europe/Paris' }, ...more });
const of = (what = {}, more = {}) => stopsOf({ dose: dose(), line: line(), timing: 'open', ...what }, about(more));
const kinds = (stops) => stops.map(({ kind, level }) => `${kind} ${level}`);

test('a dose of its hour, that nothing speaks against, is open', () => {
  assert.deepEqual(of(), []);
  assert.equal(wayOn([], false), 'open');
});

test('before its tolerance it is too early, and says from when', () => {
  const [early] = of({ dose: dose({ due_at: '2026-11-22T13:00:00Z' }), timing: 'early' });
  assert.deepEqual([early.kind, early.says, early.because], ['too_early', 'Trop tôt : prévu à 14 h.', 'À donner à partir de 13 h.']);
});

test('too near to what was actually given of the substance, by whichever line, it waits', () => {
  assert.deepEqual(of({}, { administrations: [gave()] }), []);
  const [held] = of({}, { administrations: [gave({ chain: 'c9', at: '2026-11-22T08:30:00Z' }), gave()] });
  assert.deepEqual([held.says, held.because], ['Trop tôt : pas avant 13 h 30.', 'Même substance donnée aujourd’hui à 9 h 30.']);
});

test('methotrexate given on this tablet is nobody’s to give again, network or not', () => {
  const week = { dose: dose({ apart: { c1: 8640 } }) };
  const administrations = [gave({ at: '2026-11-17T07:00:00Z', pending: true })];
  for (const what of [{ substances: ['methotrexate'] }, { substances: [], label: 'Méthotrexate 2,5 mg' }]) {
    const stops = of({ ...week, line: line(what) }, { administrations });
    assert.deepEqual(kinds(stops), ['too_early hard_stop']);
    assert.equal(wayOn(stops, true), 'closed');
  }
  assert.deepEqual(kinds(of({ ...week, line: line({ substances: ['alendronique acide'] }) }, { administrations })), ['too_early interrupt']);
});

test('what somebody gave without reading holds every dose up, until a nurse dealt with it', () => {
  const [held] = of({}, { unread: 'Donné, à reporter avant de redonner : DOLIPRANE' });
  assert.deepEqual([held.kind, held.level, held.says], ['unread', 'interrupt', 'Noté sans lire : Donné, à reporter avant de redonner : DOLIPRANE']);
  assert.equal(wayOn([held], false), 'closed');
  assert.deepEqual(kinds(stopsAsNeeded(line(), about({ unread: 'Donné' }), null)), ['unread interrupt']);
  assert.deepEqual(of({ dose: dose({ act: 'remove' }) }, { unread: 'Donné' }), []);
  assert.deepEqual(of({}, { unread: '' }), []);
});

test('what was refused, or is of another substance, holds nothing up', () => {
  assert.deepEqual(of({}, { administrations: [gave({ at: NOW.toISOString(), outcome: 'refused' }), gave({ at: NOW.toISOString(), chain: 'c5' })] }), []);
});

test('a nurse goes past an alert with a reason; an aide never does', () => {
  const stops = of({}, { alerts: [alert()] });
  assert.equal(wayOn(stops, true), 'reason');
  assert.equal(wayOn(stops, false), 'closed');
  assert.deepEqual(passed(stops, { reason: 'monitored' }), [{ kind: 'allergy', identity: 'a1', reason: 'monitored', text: null }]);
  assert.deepEqual(passed(stops), [{ kind: 'allergy', identity: 'a1', reason: null, text: null }]);
});

test('a hard stop is nobody’s to go past, and is told first', () => {
  const stops = of({}, { alerts: [alert(), alert({ kind: 'methotrexate_too_soon', level: 'hard_stop' })] });
  assert.deepEqual(kinds(stops), ['methotrexate_too_soon hard_stop', 'allergy interrupt']);
  assert.equal(wayOn(stops, true), 'closed');
});

test('what is only shown, what is about another line and what was gone past do not stop', () => {
  assert.deepEqual(of({}, { alerts: [alert({ level: 'show' }), alert({ chains: ['c9'] }), alert({ override: { reason: 'x', by: null, at: '' } })] }), []);
});

test('what this role may not give says so, and is not theirs to decide', () => {
  const stops = of({ line: line({ may: [[false, 'par l’infirmière', ['care_assistant']]] }) }, { role: 'care_assistant', mayDecide: false });
  assert.deepEqual(stops.map(({ says }) => says), ['par l’infirmière']);
  assert.equal(wayOn(stops, true), 'closed');
});

test('a suspended or stopped line is not given; a version that another replaced may still be', () => {
  const pauses = [{ from: '2026-11-20T00:00:00Z', until: null, reason: 'INR trop haut' }];
  assert.deepEqual(kinds(of({ line: line({ pauses }) })), ['line_suspended hard_stop']);
  assert.deepEqual(kinds(of({ line: line({ over: 'stopped', ends_at: '2026-11-21T00:00:00Z' }) })), ['line_stopped hard_stop']);
  assert.deepEqual(of({ line: line({ over: 'replaced', ends_at: '2026-11-21T00:00:00Z' }) }), []);
});

test('a patch is taken off whatever speaks against giving it', () => {
  const pauses = [{ from: '2026-11-20T00:00:00Z', until: null, reason: '' }];
  assert.deepEqual(of({ dose: dose({ act: 'remove' }), line: line({ pauses }), timing: 'early' }, { alerts: [alert()] }), []);
});

test('a dose whose line is not on the tablet is not given', () => {
  assert.deepEqual(kinds(of({ line: null })), ['lost hard_stop']);
});
