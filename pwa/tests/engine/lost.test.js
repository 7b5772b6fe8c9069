import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { newId } from '../../src/lib/uuid.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let engine;

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  engine = await unlocked();
});
afterEach(() => tablet.close());

async function unlocked() {
  const page = await tablet.page();
  await page.unlock(aicha.id);
  await until(() => page.persons().length === 3);
  return page;
}

const write = () => engine.record('transmission.record', { person: engine.persons()[0].id, body: { cible: 'douleur' } });
const canary = () => tablet.cookies.get('__Host-chevet-canary');
const install = () => engine.tablet.ledger.install;

/** Two that arrived, then five that only the tablet has. */
async function fiveUnsent() {
  await write();
  await write();
  await until(() => home.applied.size === 2);
  home.isUp = false;
  for (let n = 0; n < 5; n += 1) await write();
}

async function backAgain() {
  home.isUp = true;
  engine = await tablet.page({ from: '' });
}

test('each number is in the cookie as soon as it is taken', async () => {
  assert.equal(canary(), `${install()}.0`);
  await write();
  assert.equal(canary(), `${install()}.1`);
});

test('a store that vanished with five unsent: their numbers are named', async () => {
  await fiveUnsent();
  const before = install();
  await tablet.wipe();
  await backAgain();
  await until(() => engine.lost !== null);
  assert.notEqual(install(), before);
  assert.deepEqual(engine.lost, { count: 5, parts: [{ ranges: [[3, 7]], isEarlier: true }], unknown: false, isUnderstood: false });
  assert.deepEqual(engine.tablet.ledger.priors, []);
});

test('with the cookie gone too, the number is unknown', async () => {
  await fiveUnsent();
  await tablet.wipe();
  tablet.cookies.clear();
  await backAgain();
  await until(() => engine.lost !== null);
  assert.deepEqual([engine.lost.unknown, engine.lost.count], [true, null]);
});

test('a tablet that was never wiped misses nothing', async () => {
  await fiveUnsent();
  await tablet.crash();
  await backAgain();
  await until(() => home.applied.size === 7);
  await engine.contact.nudge();
  assert.equal(engine.lost, null);
});

test('"Compris" is kept over a restart, and a further loss is news again', async () => {
  await fiveUnsent();
  await tablet.wipe();
  await backAgain();
  await until(() => engine.lost !== null);
  await engine.understandLoss();
  assert.equal(engine.lost.isUnderstood, true);
  await tablet.crash();
  engine = await unlocked();
  assert.equal(engine.lost.isUnderstood, true);
  home.isUp = false;
  await write();
  await tablet.wipe();
  await backAgain();
  await until(() => engine.lost?.count === 6);
  assert.equal(engine.lost.isUnderstood, false);
});

test('a store that went back in time takes no number twice', async () => {
  await write();
  await until(() => home.applied.size === 1);
  const before = install();
  await tablet.close();
  tablet.cookies.set('__Host-chevet-canary', `${before}.4`);
  engine = await unlocked();
  await until(() => engine.lost !== null);
  assert.notEqual(install(), before);
  assert.deepEqual(engine.lost.parts, [{ ranges: [[2, 4]], isEarlier: true }]);
  await write();
  assert.equal(canary(), `${install()}.1`);
});

test('a tablet that was enrolled a moment ago has nothing behind it, whichever page was opened first', async () => {
  assert.deepEqual(engine.tablet.ledger.priors, []);
  const other = new Profile(home);
  home.isEnrolled = false;
  let page = await other.page({ from: '' });
  assert.equal(page.status, 'not-enrolled');
  await other.close();
  home.isEnrolled = true;
  page = await other.page({ from: '' });
  await page.contact.nudge();
  assert.deepEqual([page.status, page.lost], ['locked', null]);
  await other.close();
});

test('enrolled anew, it begins new numbers and tells the last ones', async () => {
  await write();
  await until(() => home.applied.size === 1);
  const before = install();
  await tablet.close();
  home.device = { ...home.device, id: newId() };
  engine = await unlocked();
  await until(() => install() !== before);
  await engine.contact.nudge();
  const told = home.requests.findLast(({ path, body }) => path === '/api/v1/outbox' && body.prior);
  assert.deepEqual(told.body.prior, { install: before, last_seq: 1 });
  assert.equal(engine.lost, null);
});

test('the tablet says where it stands, once, without waiting for something to send', async () => {
  await engine.contact.nudge();
  await engine.contact.nudge();
  const told = home.requests.filter(({ path }) => path === '/api/v1/outbox');
  assert.equal(told.length, 1);
  const { app_version, waiting, oldest_at } = told[0].body.tablet;
  assert.deepEqual([app_version, waiting, oldest_at], ['v1', 0, null]);
  assert.deepEqual(told[0].body.held, []);
});
