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
  nadia = await home.hire('Nadia', { role: 'nurse' });
  tablet = new Profile(home);
  engine = await opened(aicha);
  await until(() => engine.persons().length === 3);
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

async function opened(staff, profile = tablet) {
  const page = await profile.page();
  await page.unlock(staff.id);
  await page.opened.filled;
  return page;
}

/** The same tablet after its browser was closed. */
async function restarted(staff) {
  await tablet.close();
  return opened(staff);
}

const ask = (more = {}) => {
  const follow_up = { id: newId(), due_at: new Date(Date.now() + 3_600_000).toISOString(), what: null, role: null, ...more };
  return engine.record('transmission.record', { person: lenoir, body: { cible: 'douleur', follow_up } });
};
const close = (one) =>
  engine.record('follow_up.close', { person: lenoir, body: { follow_up: one.id, outcome: 'done', result: null, chips: ['soulagée'] } });
const due = () => engine.followUpsOf(lenoir);

test('with no network, what one asks another closes on the same tablet, and the server gets both', async () => {
  home.isUp = false;
  const { id } = await ask();
  const [one] = due();
  assert.deepEqual([one.entry, one.label, one.state, one.mine], [id, 'Douleur', 'waiting', true]);

  engine = await restarted(nadia);
  assert.deepEqual(due().map(({ authorName, mine }) => [authorName, mine]), [['Aïcha Benali', false]]);
  const closing = await close(due()[0]);
  assert.equal(due()[0].closed.by, nadia.id);

  home.isUp = true;
  await until(() => home.applied.has(closing.id));
  await until(() => engine.opened.memory.facts.size === 0);
  assert.deepEqual([due()[0].closed.chips, due()[0].state], [['soulagée'], 'received']);

  const other = new Profile(home);
  const there = await opened(aicha, other);
  await until(() => there.followUps().length === 1);
  assert.deepEqual([there.followUps()[0].closed.by, there.followUpsFrom(there.entries(lenoir)[0])[0].id], [nadia.id, one.id]);
  await other.close();
});

test('a close is taken back, on the tablet at once', async () => {
  await ask();
  const closing = await close(due()[0]);
  await engine.record('follow_up.reopen', { person: lenoir, body: { follow_up: due()[0].id, close: closing.id } });
  assert.equal(due()[0].closed, null);
  await until(() => engine.opened.memory.facts.size === 0);
  assert.equal(due()[0].closed, null);
});

test('an entry that is undone takes what it asked with it', async () => {
  home.isUp = false;
  const { id } = await ask();
  await engine.undo(id);
  assert.deepEqual(due(), []);
});

test('after a restart with no network it is still to be done: it rests sealed', async () => {
  await ask({ what: 'La hanche au lever' });
  await until(() => engine.opened.memory.facts.size === 0);
  await until(async () => (await engine.tablet.db.getAllKeys('blocks')).some((key) => key.endsWith(`${lenoir}/follow_ups`)));
  const row = (await engine.tablet.db.getAll('blocks')).find(({ key }) => key.endsWith('/follow_ups'));
  assert.equal(new TextDecoder('latin1').decode(row.sealed).includes('hanche'), false);
  home.isUp = false;
  engine = await restarted(nadia);
  assert.deepEqual(due().map(({ what }) => what), ['La hanche au lever']);
});
