import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
});
afterEach(() => tablet.close());

async function unlocked(engine) {
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  return engine;
}

const write = (engine) =>
  engine.record('transmission.record', { person: engine.persons()[0].id, body: { cible: 'douleur' } });

test('a second window says that the first one writes, shows the wall, and touches nothing', async () => {
  const first = await unlocked(await tablet.page());
  home.requests = [];
  const second = await tablet.page();
  assert.equal(second.status, 'elsewhere');
  assert.equal(second.wall.staff.length, 1);
  await assert.rejects(second.unlock(aicha.id), { code: 'elsewhere' });
  assert.ok(home.requests.every(({ path }) => path.endsWith('changes')));
  assert.equal(first.status, 'unlocked');
});

test('"reprendre ici" locks the other window, which then waits', async () => {
  const first = await unlocked(await tablet.page());
  home.isUp = false;
  await write(first);
  const second = await tablet.page();
  await second.takeOver();
  assert.equal(second.status, 'locked');
  assert.equal(first.status, 'elsewhere');
  assert.deepEqual(first.persons(), []);
  home.isUp = true;
  await unlocked(second);
  await write(second);
  const rows = await second.tablet.db.getAll('outbox');
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    [1, 2],
  );
  assert.equal(new Set(rows.map(({ install }) => install)).size, 1);
});

test('a window that does not answer loses its turn all the same', async () => {
  const first = await unlocked(await tablet.page());
  first.windows.channel.onmessage = null;
  const second = await tablet.page();
  await second.takeOver();
  assert.equal(second.status, 'locked');
  await until(() => first.status === 'elsewhere');
});

test('when the first window closes, the second takes its place by itself', async () => {
  const first = await tablet.page();
  const second = await tablet.page();
  assert.equal(second.status, 'elsewhere');
  await first.stop();
  await until(() => second.status === 'locked');
  await unlocked(second);
});

test('a newer version of the app closes the store: this window stops, and can take it up again', async () => {
  const engine = await unlocked(await tablet.page());
  engine.tablet.db.close();
  engine.database.onClosed();
  assert.equal(engine.status, 'elsewhere');
  assert.deepEqual(engine.persons(), []);
  await engine.takeOver();
  assert.equal(engine.status, 'locked');
  await unlocked(engine);
});

test('words being typed when another window takes over are there when their author opens it', async () => {
  const first = await unlocked(await tablet.page());
  const person = first.persons()[0].id;
  const second = await tablet.page();
  const typed = first.saveDraft(person, { data: 'Mal au d' });
  await Promise.all([second.takeOver(), typed]);
  assert.equal(first.status, 'elsewhere');
  await unlocked(second);
  await second.opened.filled;
  assert.deepEqual(second.draft(person), { data: 'Mal au d' });
});

test('a newer version that asks for the store waits for the words being typed', async () => {
  const engine = await unlocked(await tablet.page());
  const person = engine.persons()[0].id;
  const { encrypt } = crypto.subtle;
  mock.method(crypto.subtle, 'encrypt', async (...args) => {
    await new Promise((done) => setTimeout(done, 100));
    return encrypt.apply(crypto.subtle, args);
  });
  engine.saveDraft(person, { data: 'Mal au d' }).catch(() => {});
  const asked = indexedDB.open(tablet.databaseName, 3);
  const newer = await new Promise((resolve, reject) => Object.assign(asked, { onsuccess: () => resolve(asked.result), onerror: reject }));
  const rows = await new Promise((resolve) => {
    const found = newer.transaction('drafts').objectStore('drafts').getAll();
    found.onsuccess = () => resolve(found.result);
  });
  newer.close();
  mock.restoreAll();
  assert.equal(rows.length, 1);
  assert.equal(engine.status, 'elsewhere');
});

test('locking one window locks the other', async () => {
  const first = await unlocked(await tablet.page());
  const second = await tablet.page();
  second.windows.tell('locked');
  await until(() => first.status !== 'unlocked');
  assert.deepEqual(first.persons(), []);
});
