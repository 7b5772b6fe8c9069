import assert from 'node:assert/strict';
import test from 'node:test';
import { binarised } from '../../src/lib/binarise.js';
import { greyOf, smoothed } from '../../src/lib/edges.js';
import { isBlurred, sharpness } from '../../src/lib/sharpness.js';
import { lots, randomCase, scene } from './scenes.js';

const ABOUT = { ...randomCase(1), turned: 0.05, table: 'dark', shadow: 0.3, noise: 4, framed: false };
const SIZE = { width: 480, height: 640 };

/** Out of focus, so many times over. */
function blurred(grey, times) {
  let made = grey;
  for (let no = 0; no < times; no += 1) made = smoothed(made);
  return made;
}

test('writing out of focus is told from sharp writing, whatever the light', () => {
  for (const shadow of [0, 0.3, 0.5]) {
    const grey = greyOf(scene({ ...ABOUT, shadow }, SIZE).pixels);
    const values = [0, 3, 10].map((times) => sharpness(blurred(grey, times)));
    assert.ok(values[0] > values[1] * 2 && values[1] > values[2] * 1.5, String(values));
    assert.equal(isBlurred(values[0]), false);
    assert.equal(isBlurred(values[2]), true);
  }
});

test('of a blank sheet nothing is said', () => {
  const lot = lots(3);
  const values = Float32Array.from({ length: 400 * 400 }, () => 235 + (lot() - 0.5) * 8);
  assert.equal(sharpness({ values, width: 400, height: 400 }), null);
  assert.equal(isBlurred(null), false);
});

test('black and white: the paper in the shadow is as white as the rest, and ink stays ink', () => {
  const width = 300;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at += 1) {
    const isInk = at % width % 30 < 3;
    data.fill((isInk ? 60 : 240) * (1 - (0.7 * (at % width)) / width), at * 4, at * 4 + 3);
  }
  const made = binarised({ data, width, height: width });
  const row = Array.from({ length: width }, (_, x) => made.data[(150 * width + x) * 4]);
  assert.ok(row.filter((_, x) => x % 30 > 4 && x % 30 < 28).every((value) => value > 240), String(row));
  assert.ok(row.filter((_, x) => x % 30 === 1).every((value) => value < 60), String(row));
});
