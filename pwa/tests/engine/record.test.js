import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let nadia;
let engine;
let lenoir;

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  nadia = await home.hire('Nadia');
  tablet = new Profile(home);
  engine = await opened(aicha);
  await until(() => engine.persons().length === 3);
  lenoir = engine.persons()[0].id;
});
afterEach(async () => {
  mock.restoreAll();
  await tablet.close();
});

async function opened(staff) {
  const page = await tablet.page();
  await page.unlock(staff.id);
  await page.opened.filled;
  return page;
}

/** The same tablet after its browser was closed. */
async function restarted(staff) {
  await tablet.close();
  return opened(staff);
}

const write = (body = {}, more = {}) =>
  engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur', ...body }, ...more });
const outbox = () => engine.tablet.db.getAll('outbox');
const shown = (id) => engine.entries(lenoir).find((entry) => entry.id === id);

test('an entry is on the tablet, and shown, when recording resolves; the network comes after', async () => {
  home.isUp = false;
  const { id } = await write({ data: 'Mal au dos' });
  assert.deepEqual(
    (await outbox()).map((row) => [row.id, row.seq, row.state]),
    [[id, 1, 'waiting']],
  );
  const { state, authorName, mine, label, data } = shown(id);
  assert.deepEqual(
    { state, authorName, mine, label, data },
    { state: 'waiting', authorName: 'Aïcha Benali', mine: true, label: 'Douleur', data: 'Mal au dos' },
  );
  assert.equal(engine.queue.count, 1);
  assert.ok(engine.queue.oldestAt instanceof Date);
  assert.equal(engine.person(lenoir).latest.id, id);
});

test('the server gets it once, with its author, its time and the version of its words', async () => {
  const before = new Date().toISOString();
  const { id } = await write({ data: 'Mal au dos' });
  await until(() => home.applied.has(id));
  const { author, person, at, body, install, device } = home.applied.get(id);
  assert.deepEqual([author, person, device], [aicha.id, lenoir, home.device.id]);
  assert.ok(at >= before);
  assert.equal(install, engine.tablet.ledger.install);
  assert.deepEqual(body, { vocabulary: 1, importance: 'normal', to_read: false, cible: 'douleur', data: 'Mal au dos' });
});

test('after a restart with no network, the next colleague sees it as waiting', async () => {
  home.isUp = false;
  const { id } = await write({ data: 'Mal au dos' });
  engine = await restarted(nadia);
  const { state, authorName, unread } = shown(id);
  assert.deepEqual({ state, authorName, unread }, { state: 'waiting', authorName: 'Aïcha Benali', unread: true });
  assert.equal(engine.queue.count, 1);
});

test('eleven entries by two colleagues offline, a restart, then the network: each once, by its author', async () => {
  home.isUp = false;
  engine = await restarted(aicha);
  const { id } = await write();
  engine = await restarted(nadia);
  assert.equal(shown(id).state, 'waiting');
  for (let n = 0; n < 10; n++) await write({ data: `n° ${n}` });
  await tablet.close();
  home.isUp = true;
  engine = await tablet.page();
  await until(() => home.applied.size === 11);
  const authors = [...home.applied.values()].map(({ author }) => author);
  assert.deepEqual(authors, [aicha.id, ...Array(10).fill(nadia.id)]);
  assert.deepEqual(
    [...home.applied.values()].map(({ seq }) => seq),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
  await until(async () => (await engine.tablet.db.getAll('proofs')).every(({ sent }) => sent));
});

test('a text that cannot travel is refused before anything is kept', async () => {
  await assert.rejects(write({ data: 'a\0b' }), { code: 'invalid_text', message: /illisible/ });
  await assert.rejects(write({ data: 'x'.repeat(4001) }), { code: 'invalid_text', message: /4000/ });
  assert.equal((await outbox()).length, 0);
  await write();
  assert.equal((await outbox())[0].seq, 1);
});

test('a person who is not on this tablet gets no entry', async () => {
  await assert.rejects(write({}, { person: 'somebody' }), { code: 'unknown_person' });
});

test('a full tablet says that it kept nothing, and the next number is still free', async () => {
  const { db } = engine.tablet;
  const { transaction } = db;
  mock.method(db, 'transaction', (stores, ...rest) => {
    if (stores.includes?.('pending')) throw new DOMException('full', 'QuotaExceededError');
    return transaction.call(db, stores, ...rest);
  });
  await assert.rejects(write(), { code: 'storage_full', message: /n’est pas enregistré/ });
  mock.restoreAll();
  assert.equal(engine.entries(lenoir).length, 0);
  await write();
  assert.deepEqual(
    (await outbox()).map(({ seq }) => seq),
    [1],
  );
});

test('an alarm is pinned until a nurse acknowledges it, at once on this tablet', async () => {
  home.isUp = false;
  const { id } = await write({ cible: 'chute' });
  assert.deepEqual(
    engine.alarms().map((entry) => entry.id),
    [id],
  );
  assert.equal(engine.person(lenoir).alarms, 1);
  await engine.record('transmission.acknowledge', { person: lenoir, body: { entry: id } });
  assert.deepEqual(engine.alarms(), []);
});

test('reading is said once for each entry', async () => {
  const { id } = await write();
  await until(() => engine.opened.memory.facts.size === 0);
  engine = await restarted(nadia);
  await until(() => shown(id)?.unread);
  await engine.record('transmission.read', { person: lenoir, body: { entries: [id] } });
  assert.equal(shown(id).unread, false);
  await engine.record('transmission.read', { person: lenoir, body: { entries: [id] } });
  assert.equal((await outbox()).length, 2);
});

test('opening a dossier is said once for each person and session, and shows nothing', async () => {
  for (let n = 0; n < 3; n++) await engine.record('person.open', { person: lenoir });
  assert.equal((await outbox()).length, 1);
  assert.equal(await engine.tablet.db.count('pending'), 0);
  assert.equal(engine.entries(lenoir).length, 0);
});

test('an entry is on the screen while the disk still works', async () => {
  const seen = [];
  engine.addEventListener('change', () => seen.push(engine.entries(lenoir).length));
  const written = write();
  await Promise.resolve();
  assert.deepEqual([seen[0], await engine.tablet.db.count('outbox')], [1, 0]);
  await written;
});

test('a locked tablet records nothing', async () => {
  await engine.lock('button');
  await assert.rejects(write(), { code: 'locked' });
});
