import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, uuidBytes, uuidText } from '../../src/lib/uuid.js';

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id is a UUID of version 7', () => {
  assert.match(newId(), SHAPE);
});

test('ids begin with the milliseconds at which they were made', () => {
  const at = Date.parse('2031-05-04T03:02:01.234Z');
  assert.equal(parseInt(newId(at).replaceAll('-', '').slice(0, 12), 16), at);
});

test('ten thousand ids made at once are all different and in order', () => {
  const at = Date.parse('2032-01-01T00:00:00Z');
  const ids = Array.from({ length: 10_000 }, () => newId(at));
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids.toSorted(), ids);
  for (const id of ids) assert.match(id, SHAPE);
});

test('a clock set back does not put new ids before old ones', () => {
  const late = newId(Date.parse('2033-01-01T00:00:00Z'));
  assert.ok(newId(Date.parse('2020-01-01T00:00:00Z')) > late);
});

test('an id comes back from its sixteen bytes', () => {
  const id = newId();
  assert.equal(uuidBytes(id).length, 16);
  assert.equal(uuidText(uuidBytes(id)), id);
});

test('what is no id is refused', () => {
  assert.throws(() => uuidBytes('Mme Lenoir'), TypeError);
});
