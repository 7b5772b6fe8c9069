import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let nadia;
let helene;
let engine;
let lenoir;

beforeEach(async () => {
  home = await Home.make();
  [aicha, nadia, helene] = await Promise.all(['Aïcha', 'Nadia', 'Hélène'].map((name) => home.hire(name)));
  helene.permissions.push('quarantine.review');
  tablet = new Profile(home);
  engine = await opened(aicha);
  lenoir = engine.persons()[0].id;
  home.outcomeOf = ({ body }) => (body.data === 'abîmée' ? 'quarantined' : 'applied');
});
afterEach(() => tablet.close());

async function opened(staff) {
  const page = engine ?? (await tablet.page());
  await page.unlock(staff.id);
  await until(() => page.persons().length === 3);
  await page.opened.filled;
  await page.contact.nudge();
  return page;
}

const write = (data) => engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur', data } });
const texts = () => engine.review().map(({ body }) => body.data);

async function putAside() {
  const { id } = await write('abîmée');
  await until(() => engine.review().length === 1);
  return id;
}

test.afterEach(() => (engine = undefined));

test('what was put aside waits for its author with the reason, network or not', async () => {
  const id = await putAside();
  home.isUp = false;
  await tablet.crash();
  engine = undefined;
  engine = await opened(aicha);
  const [{ command, mine, reason, person, body }] = engine.review();
  assert.deepEqual({ command, mine, reason, person }, { command: id, mine: true, reason: 'Illisible.', person: lenoir });
  assert.equal(body.data, 'abîmée');
});

test('a colleague does not get it to decide; who judges for the home does', async () => {
  await putAside();
  await opened(nadia);
  assert.deepEqual(texts(), []);
  await opened(helene);
  await until(() => texts().length === 1);
  assert.equal(engine.review()[0].mine, false);
});

test('what the server and the tablet both know is there once, with the server’s own number', async () => {
  await putAside();
  engine.lookAtReview();
  await until(() => engine.review()[0].quarantine !== null);
  assert.equal(engine.review().length, 1);
  assert.equal(engine.review()[0].device, 'Tablette 1');
});

test('left out with a reason, it goes from the list and from the person’s page at once, and for good', async () => {
  const id = await putAside();
  assert.ok(engine.entries(lenoir).some((entry) => entry.id === id));
  home.isUp = false;
  await engine.settle(engine.review()[0], { reason: 'Saisie en double' });
  assert.deepEqual(texts(), []);
  assert.ok(!engine.entries(lenoir).some((entry) => entry.id === id));
  home.isUp = true;
  await engine.contact.nudge();
  await until(() => engine.queue.quarantined === 0);
  const told = [...home.applied.values()].find(({ type }) => type === 'quarantine.settle');
  assert.deepEqual(told.body.outcome, 'dismissed');
  assert.deepEqual([told.body.command, told.body.reason, told.body.as], [id, 'Saisie en double', null]);
  await tablet.crash();
  engine = undefined;
  engine = await opened(aicha);
  assert.deepEqual(texts(), []);
  assert.ok(!engine.entries(lenoir).some((entry) => entry.id === id));
});

test('a decision that leaves while the tablet is locked ends it at the next unlock', async () => {
  await putAside();
  home.isUp = false;
  await engine.settle(engine.review()[0], { reason: 'Saisie en double' });
  await engine.lock('button');
  home.isUp = true;
  await until(async () => (await engine.contact.nudge(), engine.queue.count === 0));
  assert.equal(engine.queue.quarantined, 1);
  home.isUp = false;
  await engine.unlock(aicha.id);
  await engine.opened.filled;
  assert.deepEqual(await engine.tablet.db.countFromIndex('outbox', 'by_state', IDBKeyRange.bound(['quarantined', 0], ['quarantined', Infinity])), 0);
  assert.deepEqual(texts(), []);
});

test('filed again, the first one is settled as the new one', async () => {
  const id = await putAside();
  const [item] = engine.review();
  const { id: again } = await write('réparée');
  await engine.settle(item, { as: again });
  await until(() => engine.queue.quarantined === 0 && engine.queue.count === 0);
  const told = [...home.applied.values()].find(({ type }) => type === 'quarantine.settle');
  assert.deepEqual([told.body.outcome, told.body.command, told.body.as], ['refiled', id, again]);
  assert.deepEqual(texts(), []);
});

test('what the server filed after all leaves the list by itself', async () => {
  const id = await putAside();
  home.apply({ ...home.aside.get(id), id, at: home.aside.get(id).at });
  home.aside.clear();
  await engine.contact.nudge();
  await until(() => engine.queue.quarantined === 0);
  assert.deepEqual(texts(), []);
  assert.equal(engine.entries(lenoir).filter((entry) => entry.id === id).length, 1);
});

test('a decision that was itself put aside decides nothing', async () => {
  await putAside();
  home.outcomeOf = () => 'quarantined';
  await engine.settle(engine.review()[0], { reason: 'Saisie en double' });
  await until(() => engine.queue.quarantined === 2);
  await opened(aicha);
  assert.deepEqual(texts(), ['abîmée']);
});

test('what waits for more than an hour says why', async () => {
  home.outcomeOf = () => 'later';
  await write('sans suite');
  await until(async () => (await engine.tablet.db.getAll('outbox')).at(-1).reason === 'Pas encore.');
  assert.deepEqual(engine.waitingLong(), []);
  const [fact] = engine.opened.memory.facts.values();
  fact.at = new Date(Date.now() - 61 * 60_000).toISOString();
  assert.deepEqual(engine.waitingLong().map(({ reason }) => reason), ['Pas encore.']);
});
