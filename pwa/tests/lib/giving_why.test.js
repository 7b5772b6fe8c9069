import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyToday } from '../../src/lib/giving_why.js';

const CONTEXT = { now: new Date('2026-11-23T11:00:00Z'), timeZone: 'Europe/Paris' };
/** A Monday, at noon in Paris. */
const NOON = '2026-11-23T11:00:00Z';
const regular = (days, more = {}) => ({ version: 1, starts_at: '2026-11-21T07:00:00Z', ends_at: null, rule: { kind: 'regular', days }, ...more });
const why = (line, at = NOON) => whyToday(line, at, CONTEXT);

test('what is taken every day without end needs no reason', () => {
  assert.equal(why(regular({ kind: 'every_day' })), '');
  assert.equal(why(regular({ kind: 'weekdays', days: [1, 2, 3, 4, 5, 6, 7] })), '');
});

test('what is taken on some days says which', () => {
  assert.equal(why(regular({ kind: 'weekdays', days: [1] })), 'Toutes les semaines, le lundi');
  assert.equal(why(regular({ kind: 'weekdays', days: [1, 3, 5] })), 'Les lundi, mercredi et vendredi');
  assert.equal(why(regular({ kind: 'every_days', n: 2, from_on: '2026-11-21' })), 'Un jour sur 2');
  assert.equal(why(regular({ kind: 'every_days', n: 7, from_on: '2026-11-16' })), 'Toutes les semaines');
  assert.equal(why(regular({ kind: 'month_days', days: [23] })), 'Une fois par mois, le 23');
});

test('a cure says its day, whichever turn it is', () => {
  const cycle = { kind: 'cycle', on: 7, off: 14, from_on: '2026-10-31' };
  assert.equal(why(regular(cycle)), 'Cure : jour 3 sur 7, puis 14 jours sans');
});

test('a tapering dose says its step and when it changes', () => {
  const rule = { kind: 'tapering', steps: [{ from_on: '2026-11-20' }, { from_on: '2026-11-22' }, { from_on: '2026-11-24' }] };
  assert.equal(why(regular(null, { rule })), 'Dose par paliers : 2 sur 3, change demain');
  assert.equal(why(regular(null, { rule }), '2026-11-25T11:00:00Z'), 'Dose par paliers : 3 sur 3');
});

test('a treatment of some days counts them, from its first day', () => {
  const seven = { ends_at: '2026-11-28T07:00:00Z' };
  assert.equal(why(regular({ kind: 'every_day' }, seven)), 'Jour 3 sur 8');
  assert.equal(why(regular({ kind: 'every_day' }, { ends_at: '2026-11-27T23:00:00Z' })), 'Jour 3 sur 7');
});

test('of a line that was changed the first day is not known: it says how long it still lasts', () => {
  const until = (ends_at) => why(regular({ kind: 'every_day' }, { version: 3, ends_at }));
  assert.equal(until('2026-11-25T23:00:00Z'), 'Encore 2 jours après celui-ci');
  assert.equal(until('2026-11-24T22:00:00Z'), 'Encore 1 jour après celui-ci');
  assert.equal(until('2026-11-23T22:30:00Z'), 'Dernier jour');
});

test('a line that cannot be read says nothing', () => {
  assert.equal(why({ rule: null }), '');
});
