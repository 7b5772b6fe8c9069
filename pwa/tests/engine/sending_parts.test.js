/** Pages reach the server after their command, once, whatever stops on the way, and stay until a backup has them. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openDraft } from '../../src/engine/documents.js';
import { PIECE } from '../../src/outbox/part_requests.js';
import { pruneParts } from '../../src/outbox/parts.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';
import { json, page } from './paper.js';

let home;
let aicha;
let tablet;
let engine;
let lenoir;

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  await engine.contact.nudge();
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

async function captured(...pages) {
  const draft = await openDraft(engine, lenoir);
  for (const one of pages) await draft.add(one);
  return draft.finish({ source: 'camera' });
}

const rows = () => engine.tablet.db.getAll('parts');
const isSent = async (count) => (await rows()).filter(({ state }) => state === 'complete').length === count;
const urgent = () => engine.contact.nudge();

test('pages follow their command, and the header counts them until they are there', async () => {
  home.isUp = false;
  const id = await captured(page('1'), page('2'));
  await until(() => engine.queue.pages === 2);
  assert.equal(engine.wall.waiting.pages, 2);
  home.isUp = true;
  await urgent();
  await until(() => isSent(2));
  const command = home.requests.findIndex(({ path, body }) => path === '/api/v1/outbox' && body.envelopes.length > 0);
  const first = home.requests.findIndex(({ path }) => path.startsWith('/api/v1/parts/'));
  assert.ok(home.applied.has(id) && command < first, 'the command went first');
  await until(() => engine.queue.pages === 0);
  assert.equal(engine.wall.waiting.pages, 0);
});

test('a large file goes in pieces, and goes on from where a cut stopped it', async () => {
  home.paper.instead = (method) => (method === 'PUT' && home.paper.asked.length === 4 ? json(503, {}) : null);
  await captured(page('large', PIECE * 3 + 7));
  await until(() => home.paper.asked.length >= 4);
  await urgent();
  await until(() => isSent(1));
  const [[name, bytes]] = [...home.paper.written];
  assert.equal(bytes, home.paper.whole.get(name).length, 'nothing was written twice');
  assert.equal(home.paper.asked.filter((one) => one.startsWith('HEAD')).length, 1, 'only a part that was begun is asked for');
});

test('an answer that was lost is asked for, not sent again', async () => {
  home.losesAnswers = true;
  await captured(page('1'));
  await until(() => home.requests.some(({ path }) => path === '/api/v1/outbox'));
  home.losesAnswers = false;
  home.paper.instead = (method) => {
    if (method === 'PUT') home.losesAnswers = true;
    return null;
  };
  await urgent();
  await until(() => home.paper.whole.size === 1);
  home.losesAnswers = false;
  home.paper.instead = () => null;
  await urgent();
  await until(() => isSent(1));
  assert.equal(home.paper.asked.filter((one) => one.startsWith('PUT')).length, 1);
});

test('the pages of what was put aside are sent, and stay here until somebody has decided', async () => {
  home.outcomeOf = () => 'quarantined';
  await captured(page('1'));
  await until(() => isSent(1));
  const limits = { now: new Date(Date.now() + 30 * 86_400_000), durableThrough: null, isLow: true };
  await pruneParts(engine.tablet.db, limits);
  assert.equal((await rows()).length, 1);
  const [row] = await engine.tablet.db.getAll('outbox');
  await engine.tablet.db.put('outbox', { ...row, state: 'acknowledged', outcome: 'settled' });
  await pruneParts(engine.tablet.db, limits);
  assert.equal((await rows()).length, 0);
});

test('pages wait while their command has no answer that stands', async () => {
  home.outcomeOf = () => 'later';
  await captured(page('1'));
  await until(async () => (await engine.tablet.db.getAll('outbox')).some(({ outcome }) => outcome === 'later'));
  await urgent();
  assert.equal(home.paper.asked.length, 0);
  home.outcomeOf = () => 'applied';
  await urgent();
  await until(() => isSent(1));
});

test('a page that the server has stays sealed here until a backup covers it, or 14 days have passed', async () => {
  await captured(page('1'));
  await until(() => isSent(1));
  const [{ complete_at, name }] = await rows();
  const { db } = engine.tablet;
  const before = new Date(Date.parse(complete_at) - 1).toISOString();
  await pruneParts(db, { now: new Date(), durableThrough: before, isLow: false });
  assert.equal((await rows()).length, 1);
  await pruneParts(db, { now: new Date(), durableThrough: complete_at, isLow: false });
  assert.deepEqual([await db.count('parts'), await db.get('ciphertexts', name), await db.count('thumbs')], [0, undefined, 1]);
});

test('a tablet without room lets go of what the server has at once', async () => {
  await captured(page('1'));
  await until(() => isSent(1));
  tablet.storage.room = { usage: 95, quota: 100 };
  await engine.room.look({ now: true });
  await urgent();
  await until(async () => (await rows()).length === 0);
});

test('a server that was restored is offered the pages again, and gets those it lost', async () => {
  const backup = home.backup();
  await captured(page('1'));
  await until(() => isSent(1));
  home.paper.whole.clear();
  home.restore(backup);
  await urgent();
  await until(() => home.paper.whole.size === 1);
  await until(() => isSent(1));
});

test('a page that the disk has spoilt is not sent, and says so', async () => {
  home.isUp = false;
  await captured(page('1'), page('2'));
  const { db } = engine.tablet;
  const [{ name }] = (await rows()).sort((one, other) => one.no - other.no);
  await db.put('ciphertexts', new ArrayBuffer(30), name);
  home.isUp = true;
  await urgent();
  await until(() => isSent(1));
  assert.match((await db.get('parts', name)).why, /n’est plus entière/);
  assert.equal(home.paper.asked.some((one) => one.includes(name)), false);
});

test('a file that the server will never take is not sent again, for the reason it gave', async () => {
  home.paper.instead = (method) => (method === 'PUT' ? json(413, { detail: 'Ce fichier dépasse 12 Mo.' }) : null);
  await captured(page('1'));
  await until(async () => (await rows())[0].state === 'refused');
  assert.equal((await rows())[0].why, 'Ce fichier dépasse 12 Mo.');
  const { length } = home.paper.asked;
  await urgent();
  assert.equal(home.paper.asked.length, length);
});

test('a tablet that is asked to wait waits, and the next gesture tries again', async () => {
  home.paper.instead = () => json(429, { detail: 'La suite partira plus tard.' });
  await captured(page('1'));
  await until(() => home.paper.asked.length === 1);
  home.paper.instead = () => null;
  assert.equal((await rows())[0].state, 'waiting');
  await urgent();
  await until(() => isSent(1));
});

test('what arrived damaged goes again, whole', async () => {
  let damaged = 0;
  home.paper.instead = (method) => (method === 'PUT' && damaged++ === 0 ? json(422, { code: 'hash_differs' }) : null);
  await captured(page('1'));
  await until(() => isSent(1));
  assert.equal(damaged, 2);
});

test('a window that lost its turn sends no more', async () => {
  home.isUp = false;
  await captured(page('1'));
  const second = await tablet.page();
  await second.takeOver();
  home.isUp = true;
  await engine.contact.nudge();
  assert.equal(home.paper.asked.length, 0);
  await second.contact.nudge();
  await until(() => home.paper.whole.size === 1);
});
