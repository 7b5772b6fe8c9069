import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Canary } from '../../src/outbox/canary.js';
import { numberingOf, rangesOf } from '../../src/outbox/numbering.js';

const X = '01920000-0000-7000-8000-000000000001';
const Y = '01920000-0000-7000-8000-000000000002';
const fresh = () => 'fresh';

const CASES = {
  'store and cookie agree': [{ install: X, seq: 5 }, { install: X, seq: 5 }, { install: X, seq: 5, prior: null }],
  'the cookie lags': [{ install: X, seq: 5 }, { install: X, seq: 3 }, { install: X, seq: 5, prior: null }],
  'the cookie is gone': [{ install: X, seq: 5 }, null, { install: X, seq: 5, prior: null }],
  'the cookie is of another store': [{ install: X, seq: 5 }, { install: Y, seq: 9 }, { install: X, seq: 5, prior: null }],
  'the store went back in time': [{ install: X, seq: 5 }, { install: X, seq: 9 }, { install: 'fresh', seq: 0, prior: { install: X, last_seq: 9 } }],
  'the store is gone': [null, { install: X, seq: 9 }, { install: 'fresh', seq: 0, prior: { install: X, last_seq: 9 } }],
  'no number was ever taken': [null, { install: X, seq: 0 }, { install: X, seq: 0, prior: null }],
  'both are gone': [null, null, { install: 'fresh', seq: 0, prior: 'unknown' }],
};

for (const [name, [stored, mirrored, expected]] of Object.entries(CASES)) {
  test(`the numbering when ${name}`, () => assert.deepEqual(numberingOf(stored, mirrored, fresh), expected));
}

test('numbers are said as ranges, whatever their order', () => {
  assert.deepEqual(rangesOf([]), []);
  assert.deepEqual(rangesOf([7, 3, 1, 2, 9, 8, 3]), [[1, 3], [7, 9]]);
});

test('past five hundred ranges the last one covers the rest: what is held is never called missing', () => {
  const ranges = rangesOf(Array.from({ length: 700 }, (_, at) => 2 * at + 1));
  assert.equal(ranges.length, 500);
  assert.deepEqual(ranges.at(-1), [999, 1399]);
});

test('the cookie says install and number, and nothing else', () => {
  const jar = { cookie: '' };
  new Canary(jar).write(X, 12);
  assert.equal(jar.cookie, `__Host-chevet-canary=${X}.12; Path=/; Secure; SameSite=Strict; Max-Age=34560000`);
  assert.deepEqual(new Canary({ cookie: `a=b; __Host-chevet-canary=${X}.12; c=d` }).read(), { install: X, seq: 12 });
});

for (const cookie of ['', '__Host-chevet-canary=', `__Host-chevet-canary=${X}`, `__Host-chevet-canary=${X}.x`, `x__Host-chevet-canary=${X}.1`]) {
  test(`"${cookie}" says nothing`, () => assert.equal(new Canary({ cookie }).read(), null));
}

test('a page just enrolled writes at once that nothing was taken, so that closing it leaves no doubt', () => {
  const enrolled = { cookie: '', referrer: 'https://chevet.example/appareil/lien' };
  new Canary(enrolled).begin(() => X);
  const next = new Canary({ cookie: enrolled.cookie.split(';')[0] });
  assert.deepEqual(numberingOf(null, next.read(), fresh), { install: X, seq: 0, prior: null });
});

test('what a cookie already says stays, and a page from elsewhere writes nothing before its store', () => {
  const known = { cookie: `__Host-chevet-canary=${Y}.7`, referrer: 'https://chevet.example/appareil/lien' };
  new Canary(known).begin(() => X);
  assert.deepEqual(new Canary(known).read(), { install: Y, seq: 7 });
  const other = { cookie: '', referrer: '' };
  new Canary(other).begin(() => X);
  assert.equal(other.cookie, '');
});
