import assert from 'node:assert/strict';
import test from 'node:test';
import { proposedCorners } from '../../src/lib/corners.js';
import { randomCase, scene } from './scenes.js';

const SCENES = Array.from({ length: 48 }, (_, at) => randomCase(at * 5 + 1));

/** The corner that is farthest from where it should be, in fractions of the picture. */
const off = (found, wanted) => Math.max(...found.map(([x, y], at) => Math.hypot(x - wanted[at][0], y - wanted[at][1])));

test('the corners of a page are found within 2 %, turned, leaning, in the shadow, on wood, cloth and tiles', () => {
  assert.deepEqual(new Set(SCENES.map(({ table }) => table)).size, 4);
  for (const about of SCENES) {
    const { pixels, corners } = scene(about);
    const found = proposedCorners(pixels);
    assert.ok(found, JSON.stringify(about));
    assert.ok(off(found.corners, corners) < 0.02, `${off(found.corners, corners)} ${JSON.stringify(about)}`);
  }
});

test('a frame printed on the page is not the page', () => {
  const { pixels, corners } = scene({ ...randomCase(3), framed: true, table: 'wood', turned: 0.1, shadow: 0.2 });
  assert.ok(off(proposedCorners(pixels).corners, corners) < 0.02);
});

test('a dark page on a light table is found too', () => {
  const { pixels, corners } = scene({ ...randomCase(2), table: 'dark', shadow: 0, turned: -0.2 });
  const negative = { ...pixels, data: pixels.data.map((value, at) => (at % 4 === 3 ? 255 : 255 - value)) };
  assert.ok(off(proposedCorners(negative).corners, corners) < 0.02);
});

test('nothing is proposed on a table with no page, nor when the page is larger than the picture', () => {
  for (const about of SCENES.slice(0, 16)) {
    assert.equal(proposedCorners(scene({ ...about, size: 0.001 }).pixels), null, JSON.stringify(about));
    assert.equal(proposedCorners(scene({ ...about, size: 2.2, framed: false }).pixels), null, JSON.stringify(about));
  }
});

test('a picture of one colour, and one of a few pixels, are no pages', () => {
  assert.equal(proposedCorners({ data: new Uint8ClampedArray(64 * 64 * 4).fill(128), width: 64, height: 64 }), null);
  assert.equal(proposedCorners({ data: new Uint8ClampedArray(16), width: 2, height: 2 }), null);
});
