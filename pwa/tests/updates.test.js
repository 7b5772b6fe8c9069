import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { followUpdates } from '../src/updates.js';

let container;
let registration;
let page;
let told;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  told = [];
  registration = Object.assign(new EventTarget(), {
    waiting: null,
    installing: null,
    update: async () => void told.push('look'),
  });
  container = Object.assign(new EventTarget(), { controller: {}, register: async () => registration });
  page = { isUsed: false, kept: Promise.resolve() };
});

const follow = () =>
  followUpdates({
    isFree: () => !page.isUsed,
    whenKept: () => page.kept,
    serviceWorker: container,
    reload: () => told.push('reload'),
  });

/** A new version is fetched, and waits. */
function install() {
  const worker = Object.assign(new EventTarget(), { postMessage: (word) => told.push(word) });
  registration.installing = worker;
  registration.dispatchEvent(new Event('updatefound'));
  registration.waiting = worker;
  worker.dispatchEvent(new Event('statechange'));
}

const soon = () => new Promise((done) => setTimeout(done, 5));
const takeOver = () => container.dispatchEvent(new Event('controllerchange'));

test('a version that comes while somebody writes waits for the lock, without a word', async () => {
  const onLock = await follow();
  page.isUsed = true;
  install();
  await soon();
  assert.deepEqual(told, []);
  page.isUsed = false;
  onLock();
  await soon();
  assert.deepEqual(told, ['look', 'activate']);
});

test('a version that waits when the page begins takes over at once, unless somebody is at work', async () => {
  registration.waiting = { postMessage: (word) => told.push(word) };
  page.isUsed = true;
  await follow();
  await soon();
  assert.deepEqual(told, []);
  page.isUsed = false;
  await follow();
  await soon();
  assert.deepEqual(told, ['activate']);
});

test('it takes over only once the drafts are on the disk', async () => {
  const onLock = await follow();
  page.isUsed = true;
  install();
  let keep = () => {};
  page.kept = new Promise((done) => (keep = done));
  page.isUsed = false;
  onLock();
  await soon();
  assert.deepEqual(told, ['look']);
  keep();
  await soon();
  assert.deepEqual(told, ['look', 'activate']);
});

test('somebody who comes back while the drafts are being written is not interrupted', async () => {
  const onLock = await follow();
  page.isUsed = true;
  install();
  let keep = () => {};
  page.kept = new Promise((done) => (keep = done));
  page.isUsed = false;
  onLock();
  page.isUsed = true;
  keep();
  await soon();
  assert.deepEqual(told, ['look']);
});

test('a version that comes while nobody is there takes over at once', async () => {
  await follow();
  install();
  await soon();
  takeOver();
  await soon();
  assert.deepEqual(told, ['activate', 'reload']);
});

test('somebody who was quicker than the version keeps the page until the next lock', async () => {
  const onLock = await follow();
  page.isUsed = true;
  takeOver();
  await soon();
  assert.deepEqual(told, []);
  page.isUsed = false;
  onLock();
  await soon();
  assert.ok(told.includes('reload'));
});

test('the first worker of all takes charge without starting the page again; the second starts it', async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  container.controller = null;
  const following = follow();
  mock.timers.tick(3_000);
  await following;
  mock.timers.reset();
  mock.timers.enable({ apis: ['setInterval'] });
  takeOver();
  await soon();
  assert.deepEqual(told, []);
  takeOver();
  await soon();
  assert.deepEqual(told, ['reload']);
});

test('without workers there is nothing to follow', async () => {
  container.register = async () => {
    throw new DOMException('private window', 'SecurityError');
  };
  (await follow())();
  assert.deepEqual(told, []);
});
