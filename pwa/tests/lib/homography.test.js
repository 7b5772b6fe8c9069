import assert from 'node:assert/strict';
import test from 'node:test';
import { flatSize, homography, mapped, straightened } from '../../src/lib/homography.js';
import { lots } from './scenes.js';

const SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1]];

test('each corner goes exactly where it belongs, and back', () => {
  const lot = lots(4);
  for (let no = 0; no < 50; no += 1) {
    const corners = [[0, 0], [900, 0], [900, 1200], [0, 1200]].map(([x, y]) => [x + lot() * 200, y + lot() * 200]);
    const there = homography(SQUARE, corners);
    const back = homography(corners, SQUARE);
    for (const [at, corner] of corners.entries()) {
      assert.ok(Math.hypot(...mapped(there, SQUARE[at]).map((value, part) => value - corner[part])) < 1e-6);
    }
    const [x, y] = mapped(back, mapped(there, [0.3, 0.8]));
    assert.ok(Math.abs(x - 0.3) < 1e-9 && Math.abs(y - 0.8) < 1e-9);
  }
});

test('lines stay lines: the middle of the page is where its diagonals cross', () => {
  const corners = [[10, 20], [310, 5], [280, 400], [40, 360]];
  const [x, y] = mapped(homography(SQUARE, corners), [0.5, 0.5]);
  const along = ([a, b], [c, d]) => (x - a) * (d - b) - (y - b) * (c - a);
  assert.ok(Math.abs(along(corners[0], corners[2])) < 1e-6);
  assert.ok(Math.abs(along(corners[1], corners[3])) < 1e-6);
});

test('three corners in a line are no page', () => {
  assert.equal(homography([[0, 0], [1, 1], [2, 2], [0, 5]], SQUARE), null);
  assert.equal(straightened({ data: new Uint8ClampedArray(400), width: 10, height: 10 }, [[0, 0], [0, 0], [0, 0], [0, 0]], { width: 4, height: 4 }), null);
});

test('what is near A4 is A4, standing or lying; a card stays a card', () => {
  assert.deepEqual(flatSize([[0, 0], [1000, 0], [980, 1300], [20, 1300]], 1414), { width: 919, height: 1300 });
  assert.deepEqual(flatSize([[0, 0], [1400, 0], [1400, 1000], [0, 1000]], 700), { width: 700, height: 495 });
  assert.deepEqual(flatSize([[0, 0], [856, 0], [856, 540], [0, 540]], 2000), { width: 856, height: 605 });
  assert.deepEqual(flatSize([[0, 0], [1000, 0], [1000, 500], [0, 500]], 2000), { width: 1000, height: 500 });
});

test('a page laid flat has each colour at its place', () => {
  const width = 60;
  const data = new Uint8ClampedArray(width * width * 4);
  for (let at = 0; at < width * width; at += 1) data.set([(at % width) * 4, Math.floor(at / width) * 4, 0, 255], at * 4);
  const flat = straightened({ data, width, height: width }, [[10, 10], [50, 10], [50, 50], [10, 50]], { width: 40, height: 40 });
  for (const [x, y] of [[0, 0], [39, 0], [20, 31]]) {
    const [red, green] = flat.data.slice((y * 40 + x) * 4);
    assert.ok(Math.abs(red - (x + 10) * 4) <= 1 && Math.abs(green - (y + 10) * 4) <= 1, `${red} ${green}`);
  }
});
