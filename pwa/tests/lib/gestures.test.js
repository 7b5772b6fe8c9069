import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EFFECTS, askedAfter } from '../../src/lib/afterwards.js';
import { allowanceStop, allowanceWords, durationWords } from '../../src/lib/allowance_words.js';
import { amountWords } from '../../src/lib/amount_words.js';
import { isHeld } from '../../src/lib/avk.js';
import { isBelow, sum } from '../../src/lib/decimals.js';
import { BASES, PROPOSED, basisOf, needsAgreement } from '../../src/lib/giving_mode.js';
import { amountFor, inGrams, isLow, isRecent, rungFor, rungWords } from '../../src/lib/insulin.js';
import { INJECTION, LABELS, PATCH, isTwice, nextSite, siteWords, sitesOf } from '../../src/lib/sites.js';
import { vector } from '../vectors.js';

const { amounts, grams, rungs, recent, low, held, sites, after, proposed, bases, site_words, injection, patch, effects, basis_words, allowances, durations } = vector('gestures');
const MINUTE = 60_000;

for (const { amount, unit, says } of amounts) {
  test(`an amount is said as the example says: ${says}`, () => assert.equal(amountWords(amount, unit), says));
}

for (const { value, unit, grams: expected } of grams) {
  test(`a glycaemia of ${value} ${unit} is read in grams`, () => assert.equal(inGrams(value, unit), expected));
}

for (const { scheme, at, grams: measured, amount, rung, says } of rungs) {
  test(`a glycaemia of ${measured} g/L falls on its rung (${at})`, () => {
    const found = rungFor(scheme.scale, measured);
    assert.equal(found?.amount ?? null, rung);
    assert.equal(found && rungWords(scheme.scale, found), says);
    const take = scheme.takes.find((one) => one.at === at);
    if (take) assert.equal(amountFor(scheme.scale, take.amount, measured), amount);
  });
}

for (const { minutes, within, is_recent } of recent) {
  test(`a glycaemia of ${minutes} min ago, where ${within} are allowed`, () => {
    const now = new Date('2026-11-22T11:00:00Z');
    assert.equal(isRecent(new Date(now.getTime() - minutes * MINUTE), within, now), is_recent);
  });
}

for (const { grams: measured, low: limit, is_low } of low) {
  test(`${measured} g/L against ${limit}`, () => assert.equal(isLow(measured, limit), is_low));
}

for (const { inr, hold, is_held } of held) test(`an INR of ${inr} against ${hold}`, () => assert.equal(isHeld(inr, hold), is_held));

for (const { sites: allowed, used, next, twice } of sites) {
  test(`after ${used.join(', ') || 'none'}, the next site is ${next}`, () => {
    assert.equal(nextSite(allowed, used), next);
    assert.deepEqual(allowed.filter((site) => isTwice(site, used)), twice);
  });
}

for (const { rule, label, act, outcome, at, home_minutes, asked } of after) {
  test(`${label}, ${act}, ${outcome}: ${asked?.what ?? 'nothing is asked'}`, () => {
    // The server tells the line's own delay, or the home's.
    const gesture = rule.kind === 'as_needed' ? { effect: rule.effect_minutes ?? home_minutes } : null;
    assert.deepEqual(askedAfter({ label, rule, gesture }, act, outcome, at), asked);
  });
}

test('the outcome that is offered first follows the mode', () => assert.deepEqual(PROPOSED, proposed));

for (const { giver, rule, role, agreed, basis } of bases) {
  test(`what makes it lawful: ${giver}, ${role}, ${rule.kind}${agreed ? ', agreed' : ''}`, () => {
    assert.equal(basisOf({ giver, rule }, role, agreed), basis);
    if (basis) assert.ok(BASES[basis]);
  });
}

test('an agreement is asked of an aide for what has no protocol, and of nobody else', () => {
  const rule = { kind: 'as_needed', protocol: null };
  assert.ok(needsAgreement({ giver: 'helped', rule }, 'care_assistant'));
  assert.ok(!needsAgreement({ giver: 'helped', rule }, 'nurse'));
  assert.ok(!needsAgreement({ giver: 'nurse', rule }, 'care_assistant'));
  assert.ok(!needsAgreement({ giver: 'helped', rule: { ...rule, protocol: 'Douleur' } }, 'care_assistant'));
});

test('every usual site has its words, and the prescriber’s own stay as they are', () => {
  for (const site of [...INJECTION, ...PATCH]) assert.ok(LABELS[site]);
  assert.equal(siteWords('omoplate'), 'omoplate');
  assert.deepEqual(sitesOf({ kind: 'patch', sites: ['dos'] }), ['dos']);
  assert.equal(sitesOf({ kind: 'patch', sites: [] }), PATCH);
  assert.equal(sitesOf({ kind: 'sliding' }), INJECTION);
});

test('decimals are added and compared as they are written', () => {
  assert.equal(sum('0.1', '0.2'), '0.3');
  assert.equal(sum('2.50', '0.5'), '3');
  assert.equal(sum('10', '0'), '10');
  assert.ok(isBelow('0.699999999', '0.7'));
  assert.ok(!isBelow('0.70', '0.7'));
});

test('the words are those of the examples', () => {
  assert.deepEqual([LABELS, INJECTION, PATCH, EFFECTS, BASES], [site_words, injection, patch, effects, basis_words]);
});

for (const { rule, unit, left, next_at, why, now, zone, says } of allowances) {
  test(`an allowance is said as the example says: ${says}`, () => {
    const found = { left, next_at: next_at && new Date(next_at), why, is_sure: true };
    assert.equal(allowanceWords(found, { rule, unit }, { now: new Date(now), timeZone: zone }), says);
  });
}

test('a duration is said as the example says', () => {
  for (const [minutes, says] of Object.entries(durations)) assert.equal(durationWords(Number(minutes)), says);
});

test('beyond its allowance an as-needed line is stopped, with what was given a minute ago on this tablet', () => {
  const line = { id: 'v1', chain: 'c', version: 1, unit: 'comprimé', rule: allowances[0].rule, starts_at: '2026-11-01T00:00:00Z', ends_at: null, over: null, pauses: [], substances: ['paracetamol'], per_unit: {}, drug: null, on_top: false };
  const now = new Date('2026-11-22T10:00:00Z');
  const given = { chain: 'c', substances: ['paracetamol'], amount: '1', milligrams: null, at: '2026-11-22T09:59:00Z', outcome: 'given' };
  const zone = { timeZone: 'Europe/Paris' };
  assert.equal(allowanceStop(line, [line], [], now, zone), null);
  const stop = allowanceStop(line, [line], [given], now, zone);
  assert.deepEqual([stop.level, stop.says], ['hard_stop', 'Trop tôt : 6 h entre deux prises. Possible à 16:59.']);
  assert.equal(allowanceStop(line, [line], [{ ...given, outcome: 'refused' }], now, zone), null);
});
