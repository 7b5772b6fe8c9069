import assert from 'node:assert/strict';
import { test } from 'node:test';
import { held } from '../build/typography.mjs';

const N = '\u202f';
const H = '\u00a0';

for (const [text, shown] of [
  ['Tri : Chambre', `Tri${H}: Chambre`],
  ['Rien n’est perdu ; réessayez', `Rien n’est perdu${N}; réessayez`],
  ['>Reporter à quand ?</h3>', `>Reporter à quand${N}?</h3>`],
  ['touchez « Reprendre ici » pour', `touchez «${N}Reprendre ici${N}» pour`],
  ['(min-width: 48em) /^(?:a|b)$/ a?.b ?? c', '(min-width: 48em) /^(?:a|b)$/ a?.b ?? c'],
]) {
  test(text, () => assert.equal(held(text), shown));
}

test('code means what it meant', () => {
  const source = 'const f = (a) => a ? "oui" : a === null ? "rien" : { b : 1 } ; return f;';
  assert.notEqual(held(source), source);
  const [before, after] = [source, held(source)].map((text) => new Function(text)());
  for (const value of [true, null, false]) assert.deepEqual(after(value), before(value));
});
