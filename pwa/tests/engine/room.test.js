import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Room } from '../../src/engine/room.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let told;
let storage;
let room;

beforeEach(() => {
  told = [];
  storage = {
    asked: 0,
    room: { usage: 1e6, quota: 1e9 },
    persisted: async () => false,
    persist: async () => ((storage.asked += 1), true),
    estimate: async () => storage.room,
  };
  room = new Room(storage, (state) => told.push(state));
});

test('it knows whether it is kept, and how much room is left', async () => {
  await room.look();
  assert.deepEqual(room.state, { persisted: false, usage: 1e6, quota: 1e9, isLow: false });
});

test('it warns well before the room is used up', async () => {
  storage.room = { usage: 0.79e9, quota: 1e9 };
  await room.look();
  assert.equal(room.state.isLow, false);
  storage.room = { usage: 0.8e9, quota: 1e9 };
  await room.look({ now: true });
  assert.equal(room.state.isLow, true);
  assert.equal(told.at(-1).isLow, true);
});

test('little room is little, whatever part of the whole it is', async () => {
  storage.room = { usage: 20e6, quota: 45e6 };
  await room.look();
  assert.equal(room.state.isLow, true);
});

test('it asks to be kept once, and not again when it is', async () => {
  await room.askToStay();
  await room.askToStay();
  assert.deepEqual([storage.asked, room.state.persisted], [1, true]);
});

test('a browser that says nothing leaves it unknown', async () => {
  room = new Room(undefined, () => {});
  await room.look();
  await room.askToStay();
  assert.deepEqual(room.state, { persisted: null, usage: null, quota: null, isLow: false });
});

test('a tablet asks at the first unlock, and tells the server', async () => {
  const home = await Home.make();
  const aicha = await home.hire('Aïcha');
  const tablet = new Profile(home);
  const engine = await tablet.page();
  assert.equal(tablet.storage.isKept, false);
  await engine.unlock(aicha.id);
  await until(() => engine.storage.persisted === true);
  await until(() => engine.persons().length === 3);
  await engine.record('transmission.record', { person: engine.persons()[0].id, body: { cible: 'douleur' } });
  await until(() => home.applied.size === 1);
  const { body } = home.requests.findLast(({ path }) => path === '/api/v1/outbox');
  assert.deepEqual([body.tablet.persisted, body.tablet.usage, body.tablet.quota], [true, 1e6, 1e9]);
  await tablet.close();
});
