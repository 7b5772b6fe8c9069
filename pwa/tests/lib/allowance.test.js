import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowance } from '../../src/lib/allowance.js';
import { vector } from '../vectors.js';

const { lines, cases } = vector('allowance');
const BEFORE = '2020-01-01T00:00:00.000Z';

/** The short line of a vector, as a row. @param {string} name @param {any} told @returns {any} */
const row = (name, told) => ({
  id: name, chain: name, version: 1, drug: told.cis ?? null, named: name, unit: told.unit ?? 'comprimé', rule: told.scheme,
  starts_at: told.starts_at ?? BEFORE, ends_at: told.ends_at ?? null, over: null,
  pauses: (told.pauses ?? []).map((/** @type {any} */ one) => ({ from: one.from_at, until: one.until_at, reason: '' })),
  substances: told.substances, per_unit: told.milligrams ?? {}, on_top: told.scheme.on_top ?? false,
});

const rows = Object.entries(lines).map(([name, told]) => row(name, told));
const of = (/** @type {string} */ name) => rows.find(({ id }) => id === name);

/** @param {any} one */
const given = (one) => ({ milligrams: null, ...one, chain: one.line, substances: of(one.line).substances });

for (const each of cases) {
  test(`what is left of an as-needed line: ${each.name}`, () => {
    const found = allowance(of(each.line), rows, each.given.map(given), new Date(each.now));
    const told = { ...found, left: Number(found.left), next_at: found.next_at?.toISOString() ?? null };
    assert.deepEqual(told, { ...each.is, left: Number(each.is.left) });
  });
}

test('the last version of a line is the one that counts, and a line that nobody knows here counts too', () => {
  const line = { ...of('paracétamol 500 si besoin'), on_top: true };
  const scheduled = of('paracétamol 1 g matin');
  const before = { ...scheduled, id: 'before', version: 0, rule: line.rule };
  const taken = [given({ line: 'paracétamol 1 g matin', at: '2026-11-22T09:00:00.000Z', amount: '1', outcome: 'given' })];
  const now = new Date('2026-11-22T10:00:00.000Z');
  assert.equal(allowance(line, [scheduled, before], taken, now).left, '6', 'the background treatment is not counted');
  assert.equal(allowance(line, [], taken, now).left, '4', 'what came from an unknown line is');
});
