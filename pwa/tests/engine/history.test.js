import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let engine;
let person;
let aicha;
/** @type {Record<string, string>[]} */
let asked;
/** @type {string[]} */
let addresses;
let answer;

const row = (id, more = {}) => ({
  id,
  person,
  author: aicha.id,
  cible: 'douleur',
  label: 'Douleur',
  vocabulary: 1,
  data: 'Il y a longtemps',
  actions: null,
  result: null,
  chips: { data: [], actions: [], result: [] },
  importance: 'normal',
  to_read: false,
  alarm: false,
  incomplete: false,
  occurred_at: '2021-03-04T08:00:00Z',
  received_at: '2021-03-04T08:00:01Z',
  flags: [],
  acknowledged: null,
  additions: [],
  read_by: [],
  expires_at: '2021-03-11T08:00:00Z',
  ...more,
});

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  person = engine.persons()[0].id;
  asked = [];
  addresses = [];
  answer = () => [200, { entries: [row('o2'), row('o1')], next: 'further', total: 40 }];
  const { fetch } = home;
  home.fetch = async (path, init) => {
    if (!path.startsWith(`/api/v1/persons/${person}/entries`) || !home.isUp) return fetch(path, init);
    asked.push(init.body ? JSON.parse(init.body) : Object.fromEntries(new URLSearchParams(path.split('?')[1])));
    addresses.push(path);
    const [status, body] = answer();
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  };
  engine.server.fetch = home.fetch;
});
afterEach(() => tablet.close());

test('older transmissions are asked of the server, read like the others, and none of them is written on disk', async () => {
  const blocks = await engine.tablet.db.count('blocks');
  const { ids, next, total } = await engine.history(person, { before: 'there', q: 'mal', cible: '', author: undefined });
  assert.deepEqual([ids, next, total], [['o2', 'o1'], 'further', 40]);
  assert.deepEqual(asked[0], { before: 'there', q: 'mal' });
  assert.ok(!addresses[0].includes('mal'), 'words are in no address');
  await engine.history(person, { before: 'there', cible: 'chute' });
  assert.deepEqual(asked[1], { before: 'there', cible: 'chute' });
  const [one] = engine.olderEntries(ids);
  assert.deepEqual([one.mine, one.unread, one.state], [true, false, 'received']);
  assert.equal(engine.entries(person).length, 0);
  assert.equal(await engine.tablet.db.count('blocks'), blocks);
});

test('they are forgotten at the lock', async () => {
  const { ids } = await engine.history(person);
  await engine.lock('button');
  assert.deepEqual(engine.olderEntries(ids), []);
  await engine.unlock(aicha.id);
  assert.deepEqual(engine.olderEntries(ids), []);
});

test('without the network it says so, and where what it has is', async () => {
  home.isUp = false;
  await assert.rejects(engine.history(person), ({ code, message }) => code === 'history_offline' && message.includes('sur la tablette'));
});

test('a refusal and a broken answer each have their sentence', async () => {
  answer = () => [404, { title: 'Introuvable' }];
  await assert.rejects(engine.history(person), ({ code }) => code === 'history_gone');
  answer = () => [500, { title: 'Panne' }];
  await assert.rejects(engine.history(person), ({ code }) => code === 'server_error');
});

test('an older transmission can be completed and corrected where it stands', async () => {
  const { ids } = await engine.history(person);
  await engine.record('transmission.complete', { person, body: { entry: 'o2', data: 'Va mieux' } });
  await engine.record('transmission.correct', { person, body: { entry: 'o1', reason: 'précision', cible: 'douleur', data: 'Au bras' } });
  const [two, one] = engine.olderEntries(ids);
  assert.deepEqual(two.additions.map(({ data }) => data), ['Va mieux']);
  assert.deepEqual([one.data, one.versions[0].data, one.occurred_at], ['Au bras', 'Il y a longtemps', '2021-03-04T08:00:00Z']);
});
