/** The rules of wounds, by the examples that Python runs too. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { concerns } from '../../src/lib/wound_concerns.js';
import { bothWords, readLength } from '../../src/lib/wound_lengths.js';
import { consentProblems, judge, judgeDescribed } from '../../src/lib/wound_rules.js';
import { areaWords, trend, trendWords } from '../../src/lib/wound_trend.js';
import * as words from '../../src/lib/wound_words.js';
import { vector } from '../vectors.js';

const told = vector('wounds');

describe('wounds', () => {
  it('has the words of the examples', () => {
    for (const [name, expected] of Object.entries(told.words)) assert.deepEqual(/** @type {any} */ (words)[name], expected, name);
  });
  for (const { says, ...wound } of told.named) it(`names ${says}`, () => assert.equal(words.named(wound), says));
  for (const { typed, mm, ifCm, isRead } of told.read) {
    it(`reads "${typed}"`, () => assert.deepEqual(readLength(typed), isRead ? { mm, ifCm } : null));
  }
  it('says a length in both units', () => assert.deepEqual([bothWords(35), bothWords(40)], ['3,5 cm, soit 35 mm', '4 cm, soit 40 mm']));
  for (const { name, kind, said, previous = null, confirmed = false, judged } of told.judged) {
    it(`judges ${name}`, () => assert.deepEqual(judge(kind, said, { previous, isConfirmed: confirmed }), judged));
  }
  for (const { name, said, today, problems } of told.described) it(`judges the description of ${name}`, () => assert.deepEqual(judgeDescribed(said, today), problems));
  for (const { name, said, problems } of told.consents) it(`judges the answer of ${name}`, () => assert.deepEqual(consentProblems(said), problems));
  for (const { name, kind, before, now, concerns: expected } of told.concerns) it(`tells a nurse of ${name}`, () => assert.deepEqual(concerns(kind, before, now), expected));
  for (const { name, points, trend: expected } of told.trends) {
    it(`compares ${name}`, () => {
      const found = trend(points);
      assert.deepEqual(found && { percent: found.percent, days: found.days, words: trendWords(found) }, expected);
    });
  }
  for (const { mm2, says } of told.areas) it(`says ${mm2} mm² as ${says}`, () => assert.equal(areaWords(mm2), says));
});
