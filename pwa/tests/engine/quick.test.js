import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;
let nadia;
let engine;

beforeEach(async () => {
  home = await Home.make({ persons: 4 });
  aicha = await home.hire('Aïcha');
  nadia = await home.hire('Nadia', { role: 'nurse' });
  tablet = new Profile(home);
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  await until(async () => (await engine.tablet.db.count('blocks')) > 0);
});
afterEach(() => tablet.close());

const asked = () => home.authenticator.asked.at(-1);
const proofs = () => home.requests.filter(({ path }) => path === '/api/v1/unlock').map(({ body }) => body.proof);

test('after a strong unlock the same key comes back by touch, without what opens the user’s key', async () => {
  await engine.lock('asked');
  assert.ok(engine.isQuick(aicha.id));
  assert.ok(!engine.isQuick(nadia.id));
  await engine.unlock(aicha.id);
  assert.equal(asked().userVerification, 'discouraged');
  assert.equal(asked().allowCredentials.length, 1);
  assert.equal(asked().extensions.prf, undefined);
  assert.equal(engine.persons().length, 4);
  const [strong, quick] = proofs();
  assert.equal(strong.strong, undefined);
  assert.equal(quick.strong, strong.session);
});

test('colleagues take turns, each strongly once, then by touch', async () => {
  await engine.unlock(nadia.id);
  assert.equal(asked().userVerification, 'required');
  for (const one of [aicha, nadia, aicha]) {
    await engine.unlock(one.id);
    assert.equal(asked().userVerification, 'discouraged');
    assert.equal(engine.me.id, one.id);
  }
  const strong = proofs().filter(({ strong }) => !strong);
  assert.equal(strong.length, 2);
  assert.ok(proofs().every(({ strong: leaned }) => !leaned || strong.some(({ session }) => session === leaned)));
});

test('offline too, with the keys that the page still holds', async () => {
  await engine.lock('asked');
  home.isUp = false;
  await engine.unlock(aicha.id);
  assert.equal(asked().userVerification, 'discouraged');
  assert.equal(engine.persons().length, 4);
  home.isUp = true;
  await engine.contact.nudge();
  assert.equal(home.sessions.get(home.cookie).staff, aicha.id);
  assert.equal(engine.status, 'unlocked');
});

test('a reload forgets everybody: the code is asked again', async () => {
  await tablet.close();
  engine = await tablet.page();
  assert.ok(!engine.isQuick(aicha.id));
  await engine.unlock(aicha.id);
  assert.equal(asked().userVerification, 'required');
});

test('a home that wants the code each time gets it', async () => {
  await engine.lock('asked');
  home.quickHours = 0;
  engine.tablet.wallAt = 0;
  await engine.contact.nudge();
  assert.ok(!engine.isQuick(aicha.id));
  await engine.unlock(aicha.id);
  assert.equal(asked().userVerification, 'required');
});

test('the hours of the home end it', async () => {
  await engine.lock('asked');
  const now = engine.tablet.clock.estimate.bind(engine.tablet.clock);
  const eight = 8 * 60 * 60 * 1000;
  engine.tablet.clock.estimate = () => new Date(now().getTime() + eight - 10_000);
  assert.ok(engine.isQuick(aicha.id));
  engine.tablet.clock.estimate = () => new Date(now().getTime() + eight);
  assert.ok(!engine.isQuick(aicha.id));
});

test('when the server wants the code, the next try asks for it', async () => {
  await engine.lock('asked');
  home.sessions.clear();
  await assert.rejects(engine.unlock(aicha.id), { code: 'refused' });
  await engine.unlock(aicha.id);
  assert.equal(asked().userVerification, 'required');
});

test('a key that was not shown in time changes nothing', async () => {
  await engine.lock('asked');
  home.authenticator.refuses = new DOMException('late', 'NotAllowedError');
  await assert.rejects(engine.unlock(aicha.id), { code: 'cancelled' });
  assert.ok(engine.isQuick(aicha.id));
});

test('a tablet taken over by another window, or withdrawn, lets nobody come back quickly', async () => {
  await engine.lock('elsewhere');
  assert.ok(!engine.isQuick(aicha.id));
});

test('drafts wait for their author, and no colleague who comes back sees them', async () => {
  const [{ id }] = engine.persons();
  await engine.saveDraft(id, { data: 'À moitié' });
  await engine.unlock(nadia.id);
  assert.equal(engine.draft(id), null);
  await engine.unlock(aicha.id);
  await until(() => engine.draft(id)?.data === 'À moitié');
});
