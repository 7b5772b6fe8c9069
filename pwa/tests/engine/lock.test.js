import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
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
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

const isClosedOnServer = () => home.sessions.get(home.cookie).isOpen === false;

test('locking drops all that was read, and closes the server’s session', async () => {
  await engine.lock('button');
  assert.equal(engine.status, 'locked');
  assert.deepEqual([engine.persons(), engine.units(), engine.me, engine.vocabulary()], [[], [], null, null]);
  assert.equal(engine.opened, null);
  assert.ok(isClosedOnServer());
  assert.equal(await engine.tablet.db.get('meta', 'owes_lock'), false);
});

test('who was last here comes first on the wall', async () => {
  await engine.lock('button');
  assert.deepEqual(
    engine.wall.staff.map(({ firstName, lastHere }) => [firstName, lastHere]),
    [
      ['Aïcha', true],
      ['Nadia', false],
    ],
  );
});

test('locked offline, the server is told before anything else at the next contact', async () => {
  home.isUp = false;
  await engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur' } });
  await engine.contact.nudge();
  await engine.lock('button');
  assert.ok(!isClosedOnServer());
  home.isUp = true;
  home.requests = [];
  await engine.contact.nudge();
  assert.equal(home.requests[0].path, '/api/v1/lock');
  assert.ok(isClosedOnServer());
});

test('a machine that stopped without a goodbye owes its lock too', async () => {
  await tablet.crash();
  home.requests = [];
  const again = await tablet.page();
  await until(() => isClosedOnServer());
  assert.equal(again.status, 'locked');
  assert.equal(home.requests[0].path, '/api/v1/lock');
});

test('every reload is locked', async () => {
  await tablet.close();
  engine = await tablet.page();
  assert.equal(engine.status, 'locked');
  assert.deepEqual(engine.persons(), []);
});

test('a session that the server suspended locks the tablet, and says why', async () => {
  const notices = [];
  engine.addEventListener('change', ({ detail }) => detail.what === 'notice' && notices.push(detail.text));
  home.sessions.get(home.cookie).isOpen = false;
  await engine.contact.nudge();
  assert.equal(engine.status, 'locked');
  assert.match(notices[0], /serveur a fermé cette session/);
});

test('a tablet put away locks at once', async () => {
  engine.page.hide();
  await until(() => engine.status === 'locked');
});

test('a page that is left locks', async () => {
  engine.page.defaultView.dispatchEvent(new Event('pagehide'));
  assert.equal(engine.status, 'locked');
  await until(isClosedOnServer);
});

test('requests say for how long nobody touched the tablet, and only while it is open', async () => {
  home.requests = [];
  await engine.contact.nudge();
  const { headers } = home.requests.find(({ path }) => path.endsWith('changes'));
  assert.equal(headers['Chevet-Idle'], '0');
  await engine.lock('button');
  home.requests = [];
  await engine.contact.nudge();
  assert.ok(home.requests.every((request) => !('Chevet-Idle' in request.headers)));
});

test('a draft saved at the last moment waits for its author, and for nobody else', async () => {
  engine.addEventListener('locking', () => void engine.saveDraft(lenoir, { data: 'Mal au d' }));
  await engine.lock('idle');
  await engine.unlock(nadia.id);
  await engine.opened.filled;
  assert.equal(engine.draft(lenoir), null);
  await engine.lock('button');
  await tablet.close();
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await engine.opened.filled;
  assert.deepEqual(engine.draft(lenoir), { data: 'Mal au d' });
});

test('a page left online has told its lock, and the next one does not tell it again', async () => {
  const notes = new Map();
  globalThis.localStorage = {
    getItem: (name) => notes.get(name) ?? null,
    setItem: (name, text) => notes.set(name, text),
    removeItem: (name) => notes.delete(name),
  };
  try {
    await engine.lock('button');
    await engine.unlock(aicha.id);
    engine.page.defaultView.dispatchEvent(new Event('pagehide'));
    await tablet.crash();
    await engine.tablet.db.close();
    home.requests = [];
    engine = await tablet.page();
    await engine.contact.nudge();
    assert.ok(home.requests.every(({ path }) => path !== '/api/v1/lock'));
    assert.ok(isClosedOnServer());
    await engine.unlock(aicha.id);
    assert.equal(notes.size, 0);
  } finally {
    delete globalThis.localStorage;
  }
});

test('an entry being written while the tablet locks is kept all the same', async () => {
  home.isUp = false;
  const written = engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur' } });
  await engine.lock('idle');
  await written;
  assert.equal(engine.queue.count, 1);
  assert.equal(engine.wall.waiting.count, 1);
});

test('an answer that arrives after the lock brings nothing back', async () => {
  const { fetch } = home;
  let arrive;
  engine.server.fetch = async (path, init) => {
    const answer = await fetch(path, init);
    if (path.startsWith('/api/v1/changes')) await new Promise((resolve) => (arrive = resolve));
    return answer;
  };
  home.revision += 1;
  const round = engine.contact.nudge();
  await until(() => arrive);
  const locked = engine.lock('button');
  arrive();
  await Promise.all([round, locked]);
  assert.deepEqual(engine.persons(), []);
  assert.equal(engine.opened, null);
});
