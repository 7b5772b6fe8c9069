import assert from 'node:assert/strict';
import test from 'node:test';
import { cropOf, LONGEST, sentSize, WHOLE, withinCrop } from '../../src/lib/cropping.js';

const PHOTO = { width: 4000, height: 3000 };
const PAGE = [[0.3, 0.1], [0.7, 0.12], [0.72, 0.9], [0.28, 0.88]];

test('what is sent is the page and a margin around it, and its corners are where they were', () => {
  const crop = cropOf(PAGE, PHOTO);
  assert.ok(crop.x < 0.28 * 4000 && crop.x > 0.24 * 4000, String(crop.x));
  assert.ok(crop.x + crop.width > 0.72 * 4000 && crop.x + crop.width < 0.76 * 4000);
  for (const [at, [x, y]] of withinCrop(PAGE, crop, PHOTO).entries()) {
    assert.ok(Math.abs(crop.x + x * crop.width - PAGE[at][0] * 4000) < 1e-6);
    assert.ok(Math.abs(crop.y + y * crop.height - PAGE[at][1] * 3000) < 1e-6);
  }
});

test('a page at the edge of the photo is cropped at the edge', () => {
  const crop = cropOf([[0, 0], [1, 0], [1, 0.5], [0, 0.5]], PHOTO);
  assert.deepEqual([crop.x, crop.y, crop.width], [0, 0, 4000]);
  assert.ok(crop.height < 1700);
});

test('with no page found the whole photo is sent', () => {
  const crop = cropOf(null, PHOTO);
  assert.deepEqual(crop, { x: 0, y: 0, ...PHOTO });
  assert.equal(withinCrop(null, crop, PHOTO), null);
  assert.deepEqual(withinCrop(WHOLE, crop, PHOTO), WHOLE);
});

test('no side of what is sent is longer than what the server keeps, and nothing is made larger', () => {
  assert.deepEqual(sentSize({ x: 0, y: 0, ...PHOTO }), { width: LONGEST, height: 1800 });
  assert.deepEqual(sentSize({ x: 0, y: 0, width: 640, height: 480 }), { width: 640, height: 480 });
  assert.deepEqual(sentSize({ x: 0, y: 0, width: 9000, height: 1 }), { width: LONGEST, height: 1 });
});
