import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Vigil } from '../../src/auth/vigil.js';

let page;
let said;
let vigil;
let steady;

beforeEach(() => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.parse('2026-11-21T08:00:00Z') });
  page = new EventTarget();
  page.visibilityState = 'visible';
  said = [];
  steady = 0;
  vigil = new Vigil({
    page,
    idleSeconds: () => 120,
    onExpire: (reason) => said.push(reason),
    clocks: [() => Date.now(), () => steady],
  });
  vigil.start();
});

afterEach(() => {
  vigil.stop();
  mock.timers.reset();
});

function hide() {
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
}

test('two minutes without a gesture lock the tablet', () => {
  mock.timers.tick(119_000);
  assert.deepEqual(said, []);
  mock.timers.tick(1_000);
  assert.deepEqual(said, ['idle']);
});

test('a touch starts the two minutes again', () => {
  mock.timers.tick(100_000);
  page.dispatchEvent(new Event('pointerdown'));
  assert.equal(vigil.idle(), 0);
  mock.timers.tick(100_000);
  assert.deepEqual(said, []);
  assert.equal(vigil.idle(), 100);
});

test('a tablet put away locks at once', () => {
  hide();
  assert.deepEqual(said, ['hidden']);
});

test('a picker that the app opened has a minute', () => {
  vigil.stepOut();
  hide();
  mock.timers.tick(59_000);
  assert.deepEqual(said, []);
  mock.timers.tick(1_000);
  assert.equal(said[0], 'hidden');
});

test('once locked it says nothing more', () => {
  vigil.stop();
  hide();
  mock.timers.tick(300_000);
  assert.deepEqual(said, []);
});

test('a clock set back does not keep it open: the page’s own goes on', () => {
  steady = 60_000;
  mock.timers.setTime(Date.parse('2026-11-21T07:00:00Z'));
  assert.equal(vigil.idle(), 60);
});

test('a sleep that the page’s clock did not see counts', () => {
  mock.timers.setTime(Date.parse('2026-11-21T09:00:00Z'));
  assert.equal(vigil.idle(), 3600);
});
