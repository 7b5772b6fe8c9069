/** The emergency sheet, by the examples that Python runs too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RISKS, identity, treatment, withMarks } from '../../src/lib/emergency_building.js';
import { RUBRICS, missingOf, sheetOf } from '../../src/lib/emergency_sheet.js';
import { vector } from '../vectors.js';

const { rubrics, cases, risks, identities, treatments, marked } = vector('emergency_sheet');

test('the server has the same headings and the same risks', () => {
  assert.deepEqual(RUBRICS, rubrics);
  assert.deepEqual(RISKS, risks);
});

for (const each of cases) {
  test(`a sheet: ${each.case}`, () => {
    const told = sheetOf(each.given, each.today).map(({ code, entries, says, missing }) => ({ code, entries, says, missing }));
    assert.deepEqual(told, each.sections);
    assert.equal(missingOf(sheetOf(each.given, each.today)).length, each.sections.filter(({ missing }) => missing).length);
  });
}

for (const each of identities) test(`an identity: ${each.case}`, () => assert.deepEqual(identity(each.named, each.today, each.ins ? [each.ins] : []), each.given));

for (const each of treatments) test(`a treatment: ${each.case}`, () => assert.deepEqual(treatment(each.lines), each.given));

for (const each of marked) {
  test(`marks: ${each.case}`, () => {
    const marks = each.marks.map(([kind, text]) => ({ kind, text }));
    assert.deepEqual(withMarks(each.given, marks), each.with);
  });
}
