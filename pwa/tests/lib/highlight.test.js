import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieces } from '../../src/lib/highlight.js';
import { wordsOf } from '../../src/lib/search.js';

const marked = (text, query) =>
  pieces(text, wordsOf(query))
    .map(({ text: piece, isFound }) => (isFound ? `[${piece}]` : piece))
    .join('');

test('what was found is marked as it was written', () => {
  assert.equal(marked('Épaule gauche, très gonflée.', 'epau gonfl'), '[Épau]le gauche, très [gonfl]ée.');
});

test('ligatures and accents made of two characters keep whole', () => {
  assert.equal(marked('Œdème des chevilles', 'oed'), '[Œd]ème des chevilles');
  assert.equal(marked('Œdème', 'o'), '[Œ]dème');
  assert.equal(marked('E\u0301paule', 'e'), '[E\u0301]paule');
});

test('the middle of a word is not marked, nor anything without a query', () => {
  assert.equal(marked('encore', 'core'), 'encore');
  assert.equal(marked('encore', ''), 'encore');
  assert.equal(marked('', 'a'), '');
});

test('of two words that begin the same one, the longer is marked', () => {
  assert.equal(marked('douleur', 'dou doul'), '[doul]eur');
});

test('the pieces joined are the text', () => {
  for (const text of ['l’eau, l’air : 2 fois', 'a', ' fin ', 'œœœ aæa']) {
    assert.equal(pieces(text, wordsOf('l a oe 2 fin')).map((piece) => piece.text).join(''), text);
  }
});
