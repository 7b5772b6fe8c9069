import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let nadia;

beforeEach(async () => {
  home = await Home.make({ units: ['Glycines', 'Acacias'], persons: 4 });
  aicha = await home.hire('Aïcha');
  nadia = await home.hire('Nadia', { role: 'nurse' });
  tablet = new Profile(home);
});
afterEach(() => tablet.close());

/** A tablet that has been open once, online, and was closed. */
async function visited() {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  await until(async () => (await engine.tablet.db.count('blocks')) >= 4);
  await tablet.close();
}

test('a script beside this one may bring its own way in', async () => {
  const lea = await home.hire('Léa', { hasKey: false });
  const engine = await tablet.page();
  const keys = home.units.map(({ id, key, version }) => ({ unit: id, version, key: key.slice() }));
  const session = { id: 's', jwk: {}, thumbprint: '', privateKey: null };
  const unlocker = {
    accepts: ({ credentials }) => credentials.length === 0,
    unlock: async () => ({ session, storeKeys: keys, userKey: null, proof: null, resume: null, until: null }),
  };
  engine.page.dispatchEvent(new CustomEvent('chevet:visitor', { detail: (met) => met.use(unlocker) }));
  await engine.unlock(lea.id);
  assert.equal(engine.me.firstName, 'Léa');
});

test('a tablet that the home does not know shows nothing, and keeps nothing readable', async () => {
  await visited();
  const { fetch } = home;
  home.fetch = async (path, init) => {
    const body = JSON.stringify({ title: 'Non enrôlée', code: 'revoked' });
    return path === '/api/v1/wall'
      ? new Response(body, { status: 401, headers: { 'Content-Type': 'application/problem+json' } })
      : fetch(path, init);
  };
  const engine = await tablet.page();
  await until(() => engine.status === 'not-enrolled');
  assert.equal(engine.wall, null);
  assert.equal(await engine.tablet.db.count('blocks'), 0);
});

test('a unit that is no longer ours leaves the tablet', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  const [gone] = home.units.splice(0, 1);
  home.revision += 1;
  await engine.contact.nudge();
  assert.deepEqual(
    engine.units().map(({ name }) => name),
    ['Acacias'],
  );
  assert.ok((await engine.tablet.db.getAllKeys('blocks')).every((key) => !key.startsWith(gone.id)));
});

test('a store key that was replaced seals again what is open, and the old one opens nothing that stays', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  for (const unit of home.units) Object.assign(unit, { version: 2, key: crypto.getRandomValues(new Uint8Array(32)) });
  engine.tablet.wallAt = 0;
  await engine.contact.nudge();
  const blocks = await engine.tablet.db.getAll('blocks');
  assert.deepEqual([...new Set(blocks.map(({ version }) => version))], [2]);
  await tablet.close();
  home.isUp = false;
  const again = await tablet.page();
  await again.unlock(nadia.id);
  assert.equal(again.persons().length, 4);
});

test('a key that was replaced while the tablet was locked: whoever stays reads on, and seals again', async () => {
  await visited();
  const locked = await tablet.page();
  home.isUp = false;
  await locked.unlock(aicha.id);
  const lenoir = locked.persons()[0].id;
  await locked.record('transmission.record', { person: lenoir, body: { cible: 'douleur' } });
  await locked.lock('button');
  home.isUp = true;
  home.fetch = ((fetch) => async (path, init) => (path === '/api/v1/outbox' ? new Response('', { status: 503 }) : fetch(path, init)))(home.fetch);
  for (const unit of home.units) {
    const { key, version } = unit;
    Object.assign(unit, { before: [{ key, version }], version: 2, key: crypto.getRandomValues(new Uint8Array(32)) });
  }
  locked.tablet.wallAt = 0;
  await locked.contact.nudge();
  home.isUp = false;
  await locked.unlock(nadia.id);
  await locked.opened.filled;
  assert.equal(locked.persons().length, 4);
  assert.equal(locked.opened.memory.facts.size, 1);
  const versions = async (store) => [...new Set((await locked.tablet.db.getAll(store)).map(({ version }) => version))];
  assert.deepEqual(await versions('blocks'), [2]);
  assert.deepEqual(await versions('pending'), [2]);
  await locked.lock('button');
  for (const unit of home.units) unit.before = [];
  home.isUp = true;
  locked.tablet.wallAt = 0;
  await locked.contact.nudge();
  home.isUp = false;
  await locked.unlock(aicha.id);
  assert.equal(locked.persons().length, 4);
});

const questions = () => home.requests.filter(({ path }) => path === '/api/v1/changes').map(({ body }) => body.units);

test('units that come whole are asked for one by one, then all of them in one question', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  await engine.contact.nudge();
  assert.deepEqual(
    questions().slice(0, 2),
    home.units.map(({ id }) => [{ unit: id }]),
  );
  home.requests = [];
  home.revision += 1;
  await engine.contact.nudge();
  const [asked] = questions();
  assert.equal(questions().length, 1);
  assert.deepEqual(asked.map(({ unit }) => unit).sort(), home.units.map(({ id }) => id).sort());
  assert.ok(asked.every(({ cursor }) => cursor));
});

test('a unit of which the server cannot tell stays as it was, and the others go on', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  await engine.contact.nudge();
  const [failing, other] = home.units.map(({ id }) => id);
  const cursorOf = (unit) => engine.opened.marks.get(unit).cursor;
  const before = cursorOf(failing);
  home.unreadable = failing;
  home.revision += 1;
  await engine.contact.nudge();
  assert.equal(cursorOf(failing), before);
  assert.equal(cursorOf(other), `c${home.revision}`);
  assert.equal(engine.persons().length, 4);
  home.unreadable = null;
  await engine.contact.nudge();
  assert.equal(cursorOf(failing), cursorOf(other));
});
