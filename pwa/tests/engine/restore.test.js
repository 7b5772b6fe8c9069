import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let engine;
let lenoir;

beforeEach(async () => {
  home = await Home.make({ units: ['Glycines', 'Acacias'] });
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  engine = await unlocked();
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

async function unlocked() {
  const page = await tablet.page();
  await page.unlock(aicha.id);
  await until(() => page.persons().length === 3);
  return page;
}

const write = (data) => engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur', data } });
const shown = () => engine.entries(lenoir).map(({ data }) => data);

/** One entry in the backup, two that came after it. */
async function restored() {
  await write('avant');
  await until(() => home.applied.size === 1);
  const backup = home.backup();
  await write('après 1');
  await write('après 2');
  await until(() => home.applied.size === 3 && engine.opened.memory.facts.size === 0);
  home.restore(backup);
  assert.equal(home.applied.size, 1);
}

test('after a restore the tablet offers again what the server forgot, and nothing is twice on the screen', async () => {
  await restored();
  await engine.contact.nudge();
  assert.equal(engine.status, 'locked');
  await until(() => home.applied.size === 3);
  await engine.unlock(aicha.id);
  await until(() => shown().length === 3);
  assert.deepEqual(shown(), ['après 2', 'après 1', 'avant']);
  assert.equal(home.rows.length, 3);
  assert.deepEqual([engine.queue.count, engine.lost], [0, null]);
});

test('a locked tablet learns of it too, and sends', async () => {
  await restored();
  await tablet.close();
  engine = await tablet.page();
  await until(() => home.applied.size === 3);
  await until(() => engine.queue.count === 0);
});

test('what a backup covers is let go, with the proof of its session; the rest waits for the next one', async () => {
  await write('avant');
  await until(() => home.applied.size === 1);
  // It is noted as received when its answer had surely left: a slow exchange puts that a little ahead.
  const received = async () => Date.parse((await engine.tablet.db.getAll('outbox'))[0].acknowledged_at);
  await until(async () => (await received()) < Date.now());
  home.backup();
  await write('après');
  await until(() => home.applied.size === 2);
  await until(async () => (await engine.tablet.db.count('outbox')) === 1);
  const [row] = await engine.tablet.db.getAll('outbox');
  assert.deepEqual([row.state, row.seq], ['acknowledged', 2]);
  assert.deepEqual(await engine.tablet.db.getAllKeys('proofs'), [row.session]);
});

test('where the session survives, what the server forgot never leaves the screen', async () => {
  await write('avant');
  await until(() => home.applied.size === 1);
  const backup = home.backup();
  await write('après');
  await until(() => home.applied.size === 2 && engine.opened.memory.facts.size === 0);
  const { sessions } = home;
  home.sessions = new Map();
  home.restore(backup);
  home.sessions = sessions;
  const counts = new Set();
  engine.addEventListener('change', () => counts.add(shown().length));
  await engine.contact.nudge();
  await until(() => home.applied.size === 2 && engine.queue.count === 0);
  await engine.contact.nudge();
  assert.deepEqual([...counts], [2]);
  assert.equal(engine.status, 'unlocked');
});
