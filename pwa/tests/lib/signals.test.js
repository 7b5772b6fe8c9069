import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Signals } from '../../src/lib/signals.js';

/** A tablet: what it played and how it shook. */
function tablet({ isStill = false, isNight = false, state = 'running' } = {}) {
  const kept = new Map();
  const told = { notes: [], loudest: 0, shaken: [], made: 0 };
  const gain = { setValueAtTime: () => {}, linearRampToValueAtTime: (value) => (told.loudest = Math.max(told.loudest, value)) };
  const audio = {
    state, currentTime: 0, destination: {}, resume: async () => (audio.state = 'running'), close: async () => {},
    createGain: () => ({ gain, connect: () => {} }),
    createOscillator: () => ({ frequency: { set value(pitch) { told.notes.push(pitch); } }, connect: (next) => next, start: () => {}, stop: () => {} }),
  };
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  const around = { storage, vibrate: (pattern) => told.shaken.push(pattern), isStill: () => isStill, isNight: () => isNight, audio: () => ((told.made += 1), audio) };
  return { told, signals: new Signals(around) };
}

test('right, attention and stop do not sound alike, and the tablet shakes as asked', () => {
  const { told, signals } = tablet();
  const heard = ['right', 'attention', 'stop'].map((tone) => {
    told.notes.length = 0;
    signals.give(tone, [40]);
    return told.notes.join();
  });
  assert.equal(new Set(heard).size, 3);
  assert.deepEqual(told.shaken, [[40], [40], [40]]);
  assert.equal(told.made, 1);
});

test('at night it is quieter', () => {
  const [day, night] = [tablet(), tablet({ isNight: true })];
  for (const { signals } of [day, night]) signals.give('stop', []);
  assert.ok(night.told.loudest < day.told.loudest / 2);
});

test('a device that asks for less motion does not shake', () => {
  const { told, signals } = tablet({ isStill: true });
  signals.give('right', [40]);
  assert.deepEqual(told.shaken, []);
  assert.equal(told.notes.length, 1);
});

test('sound is taken away first, then everything, and what is chosen is kept', () => {
  const { told, signals } = tablet();
  assert.equal(signals.turn(), 'vibration');
  signals.give('stop', [400]);
  assert.deepEqual([told.notes.length, told.shaken.length, told.made], [0, 1, 0]);
  assert.equal(signals.turn(), 'none');
  signals.give('stop', [400]);
  assert.equal(told.shaken.length, 1);
  assert.equal(signals.allowed, 'none');
  assert.equal(signals.turn(), 'all');
});

test('a device that lets nothing sound yet is asked within the gesture', async () => {
  const { told, signals } = tablet({ state: 'suspended' });
  signals.prepare();
  await Promise.resolve();
  signals.give('right', []);
  assert.equal(told.notes.length, 1);
});
