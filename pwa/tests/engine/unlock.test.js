import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';
import { at } from './records.js';

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

test('the wall shows who may open, those on duty first, and nobody’s keys', async () => {
  home.staff[0].on_duty = false;
  const engine = await tablet.page();
  assert.equal(engine.status, 'locked');
  assert.deepEqual(
    engine.wall.staff.map(({ firstName, onDuty }) => [firstName, onDuty]),
    [
      ['Nadia', true],
      ['Aïcha', false],
    ],
  );
  assert.deepEqual(Object.keys(engine.wall.staff[0]).sort(), ['firstName', 'id', 'lastHere', 'onDuty', 'roleLabel']);
});

test('online, a passkey opens the persons of the tablet’s units', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  assert.equal(engine.status, 'unlocked');
  assert.equal(engine.me.firstName, 'Aïcha');
  assert.ok(engine.may('journal.write') && !engine.may('everything'));
  await until(() => engine.persons().length === 4);
  assert.deepEqual(
    engine.units().map(({ name }) => name),
    ['Acacias', 'Glycines'],
  );
  await until(() => engine.freshness.asOf);
});

test('only that person’s passkeys are asked for, with the user verified', async () => {
  const engine = await tablet.page();
  await engine.unlock(nadia.id);
  const [asked] = home.authenticator.asked;
  assert.equal(asked.allowCredentials.length, 1);
  assert.equal(asked.userVerification, 'required');
  assert.equal(asked.rpId, 'localhost');
});

test('who registered a key since the wall was kept opens without waiting for the next one', async () => {
  const engine = await tablet.page();
  const kept = structuredClone(engine.tablet.wall);
  kept.staff.find(({ id }) => id === aicha.id).credentials = [];
  Object.assign(engine.tablet, { wall: kept, wallAt: Date.now() - 30_000 });
  await engine.unlock(aicha.id);
  assert.equal(engine.status, 'unlocked');
});

test('who registered the tablet’s own passkey since then is asked for their code', async () => {
  const engine = await tablet.page();
  const kept = structuredClone(engine.tablet.wall);
  kept.staff.find(({ id }) => id === aicha.id).credentials = [];
  Object.assign(engine.tablet, { wall: kept, wallAt: Date.now() - 30_000 });
  const code = { salt: 'AAAAAAAAAAAAAAAAAAAAAA', iterations: 600_000, is_blocked: false, must_change: false };
  for (const one of home.staff.find(({ id }) => id === aicha.id).credentials) one.code = code;
  await assert.rejects(engine.unlock(aicha.id), { code: 'code_wanted' });
  assert.deepEqual(engine.codeOf(aicha.id), { isBlocked: false, mustChange: false, hasOther: false });
});

test('with no network and no key on the kept wall, it says so', async () => {
  const engine = await tablet.page();
  engine.tablet.wall.staff.find(({ id }) => id === aicha.id).credentials = [];
  engine.tablet.wallAt = 0;
  home.isUp = false;
  await assert.rejects(engine.unlock(aicha.id), { code: 'no_credential' });
});

test('what opens the user’s key never leaves the page', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 4);
  const sent = JSON.stringify(home.requests.map(({ body }) => body));
  assert.ok(!sent.includes('results') && !sent.includes('THE-SECRET'));
});

test('offline after a restart, the tablet opens on what it has, and says how old it is', async () => {
  await visited();
  home.isUp = false;
  const engine = await tablet.page();
  assert.equal(engine.status, 'locked');
  await engine.unlock(nadia.id);
  assert.equal(engine.persons().length, 4);
  assert.ok(engine.freshness.asOf instanceof Date);
  await until(() => !engine.freshness.online);
});

test('back online it resumes without a gesture, under the same session', async () => {
  await visited();
  home.isUp = false;
  const engine = await tablet.page();
  await engine.unlock(nadia.id);
  const asked = home.authenticator.asked.length;
  home.isUp = true;
  await engine.contact.nudge();
  assert.equal(home.sessions.get(home.cookie).staff, nadia.id);
  assert.equal(home.authenticator.asked.length, asked);
  assert.ok(
    home.requests.some(
      ({ path, body }) => path === '/api/v1/unlock' && body.possession && body.proof.basis === 'lease',
    ),
  );
  assert.equal(engine.status, 'unlocked');
});

test('a server that refuses the offline unlock locks the tablet, and says so', async () => {
  await visited();
  home.isUp = false;
  const engine = await tablet.page();
  await engine.unlock(nadia.id);
  home.isUp = true;
  home.lease = { ...home.lease, nonce: 'AAAA' };
  const notices = [];
  engine.addEventListener('change', ({ detail }) => detail.what === 'notice' && notices.push(detail.text));
  await engine.contact.nudge();
  assert.equal(engine.status, 'locked');
  assert.equal(notices.length, 1);
});

const refused = async (engine, staff, code, words) => {
  await assert.rejects(engine.unlock(staff), (error) => {
    assert.equal(error.name, 'EngineError');
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
  assert.equal(engine.status, 'locked');
  assert.equal(engine.me, null);
};

test('without PRF the server hands the keys over, online', async () => {
  const lea = await home.hire('Léa', { prf: false });
  const engine = await tablet.page();
  await engine.unlock(lea.id);
  await until(() => engine.persons().length === 4);
});

test('without PRF and without network, the screen says why and that it waits', async () => {
  const lea = await home.hire('Léa', { prf: false });
  await visited();
  home.isUp = false;
  await refused(
    await tablet.page(),
    lea.id,
    'offline_no_prf',
    /Sans réseau, cette clé ne peut pas ouvrir.*dès que le réseau revient/,
  );
  assert.equal(home.authenticator.asked.length, 1);
});

test('a tablet that saw no network for longer than its lease stays closed', async () => {
  home.lease = { ...home.lease, expires_at: at(-1) };
  await visited();
  home.isUp = false;
  await refused(await tablet.page(), aicha.id, 'lease_expired', /trop longtemps/);
});

test('a lease that ends while the tablet is open offline closes it', async () => {
  await visited();
  home.isUp = false;
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await engine.contact.nudge();
  assert.equal(engine.status, 'unlocked');
  engine.tablet.clock.device = () => Date.now() + 73 * 3_600_000;
  await engine.contact.nudge();
  assert.equal(engine.status, 'locked');
});

test('someone without a passkey is told where to get one', async () => {
  const lea = await home.hire('Léa', { hasKey: false });
  await refused(await tablet.page(), lea.id, 'no_credential', /invitation/);
});

test('a first name that is not on the wall opens nothing', async () => {
  await refused(await tablet.page(), 'chloé', 'unknown_staff', /affectation/);
});

test('a passkey that was not shown leaves the tablet locked, ready to try again', async () => {
  const engine = await tablet.page();
  home.authenticator.refuses = new DOMException('timed out', 'NotAllowedError');
  await refused(engine, aicha.id, 'cancelled', /touchez à nouveau/);
  await engine.unlock(aicha.id);
  assert.equal(engine.status, 'unlocked');
});

test('another first name touched meanwhile takes the place of the first', async () => {
  const engine = await tablet.page();
  const first = engine.unlock(aicha.id);
  const second = engine.unlock(nadia.id);
  await assert.rejects(first, { code: 'cancelled' });
  await second;
  assert.equal(engine.me.firstName, 'Nadia');
});

test('a network cut between the passkey and the answer says to try again', async () => {
  const engine = await tablet.page();
  const { get } = home.authenticator;
  home.authenticator.get = async (options) => {
    home.isUp = false;
    return get(options);
  };
  engine.contact.stop();
  await assert.rejects(engine.unlock(aicha.id), { code: 'network_lost', message: /touchez à nouveau/ });
  assert.equal(engine.status, 'locked');
});

test('a key that was not shown opened nothing: there is no lock to tell the server of', async () => {
  const engine = await tablet.page();
  home.authenticator.refuses = new DOMException('not shown', 'NotAllowedError');
  await assert.rejects(engine.unlock(aicha.id), { code: 'cancelled' });
  await engine.unlock(aicha.id);
  assert.equal(engine.status, 'unlocked');
  assert.deepEqual(home.requests.filter(({ path }) => path === '/api/v1/lock'), []);
  await engine.lock('button');
  assert.equal(home.requests.filter(({ path }) => path === '/api/v1/lock').length, 1);
});

test('an opening that the server refused owes no lock either', async () => {
  const engine = await tablet.page();
  home.lease.nonce = 'another';
  const { add } = Set.prototype;
  home.nonces.add = function (nonce) {
    return add.call(this, `${nonce}-spoilt`);
  };
  await assert.rejects(engine.unlock(aicha.id), { code: 'refused' });
  assert.equal(engine.tablet.owesLock, false);
});

test('the charter is told to whoever has yet to accept it, once, and to nobody else', async () => {
  home.charter = { version: 2, title: 'Charte', opening: [], parts: [] };
  nadia.has_accepted = true;
  const engine = await tablet.page();
  await engine.unlock(nadia.id);
  assert.equal(engine.charter, null);
  await engine.unlock(aicha.id);
  assert.equal(engine.charter.version, 2);
  const { id } = await engine.record('charter.accept', { body: { version: 2 } });
  await until(() => home.applied.has(id));
});
