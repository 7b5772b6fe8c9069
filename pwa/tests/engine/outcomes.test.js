import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { newId } from '../../src/lib/uuid.js';
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
afterEach(() => tablet.close());

async function opened(staff) {
  const page = await tablet.page();
  await page.unlock(staff.id);
  await page.opened.filled;
  return page;
}

const write = (body = {}, more = {}) =>
  engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur', ...body }, ...more });
const outbox = () => engine.tablet.db.getAll('outbox');
const shown = (id) => engine.entries(lenoir).find((entry) => entry.id === id);

test('it stays shown from the tap to the server’s row, and the fact then goes', async () => {
  const seen = new Set();
  const id = newId();
  engine.addEventListener('change', () => seen.add(shown(id)?.state ?? 'nowhere'));
  home.isUp = false;
  await write({}, { id });
  seen.delete('nowhere');
  home.isUp = true;
  await until(() => engine.opened.memory.facts.size === 0);
  assert.deepEqual([...seen].sort(), ['received', 'waiting']);
  await until(async () => (await engine.tablet.db.count('pending')) === 0);
  assert.equal((await outbox())[0].state, 'acknowledged');
  await until(() => engine.queue.count === 0);
});

test('an answer that was lost after the commit is a duplicate next time, and one row', async () => {
  home.losesAnswers = true;
  const { id } = await write();
  await until(() => home.applied.has(id));
  assert.equal((await outbox())[0].state, 'waiting');
  home.losesAnswers = false;
  await until(async () => (await engine.contact.nudge(), (await outbox())[0].state === 'acknowledged'));
  assert.equal((await outbox())[0].outcome, 'duplicate');
  assert.equal(home.rows.length, 1);
});

test('what the server sets aside is kept, shown to its author, and said', async () => {
  home.outcomeOf = () => 'quarantined';
  const notices = [];
  engine.addEventListener('change', ({ detail }) => detail.what === 'notice' && notices.push(detail.text));
  const { id } = await write();
  await until(() => engine.queue.quarantined === 1);
  assert.deepEqual([shown(id).state, shown(id).reason], ['quarantined', 'Illisible.']);
  assert.match(notices[0], /gardée à part\. Illisible\./);
  assert.equal(engine.queue.count, 0);
});

test('a server that comes back gets what waits at once, however long it was away', async () => {
  home.isUp = false;
  const { id } = await write();
  await engine.contact.nudge();
  engine.contact.sender.backoff.notBefore = Date.now() + 60_000;
  home.isUp = true;
  await engine.server.get('/api/v1/wall');
  await until(() => home.applied.has(id), 1_000);
});

test('"later" keeps it waiting and tries again', async () => {
  home.outcomeOf = () => 'later';
  const { id } = await write();
  await until(async () => home.requests.filter(({ path }) => path.endsWith('outbox')).length >= 1);
  assert.equal((await outbox())[0].state, 'waiting');
  home.outcomeOf = () => 'applied';
  await until(async () => (await engine.contact.nudge(), home.applied.has(id)));
});

test('an entry undone before it was sent is shown nowhere, and both gestures reach the server', async () => {
  home.isUp = false;
  const { id } = await write();
  await engine.undo(id);
  assert.equal(shown(id), undefined);
  home.isUp = true;
  await until(() => home.applied.size === 2);
  await until(async () => (await engine.contact.nudge(), engine.opened.memory.facts.size === 0));
  assert.equal(shown(id), undefined);
  assert.equal(await engine.tablet.db.count('pending'), 0);
});

test('what another tablet wrote comes with the next poll', async () => {
  const other = new Profile(home);
  const there = await other.page();
  const { id } = await write({ data: 'Mal au dos' });
  await until(() => home.applied.has(id));
  await there.unlock(nadia.id);
  await until(() => there.entries(lenoir).some((entry) => entry.id === id));
  assert.equal(there.entries(lenoir)[0].authorName, 'Aïcha Benali');
  assert.equal(there.person(lenoir).unread, 1);
  await other.close();
});
