import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { actionChallenge, digestOf } from '../../src/auth/action.js';
import { confirmWith, witnessesFor } from '../../src/engine/confirming.js';
import { fromBase64url, fromUtf8, toBase64url } from '../../src/lib/bytes.js';
import { newId } from '../../src/lib/uuid.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let tablet;
afterEach(() => tablet.close());

/** Aïcha at work, Bruno beside her. */
async function bedside(options) {
  const home = await Home.make();
  const [aicha, bruno] = [await home.hire('Aïcha'), await home.hire('Bruno', options)];
  tablet = new Profile(home);
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length > 0);
  return { home, engine, aicha, bruno, person: engine.persons()[0].id };
}

const wanted = (bruno) => [{ role: 'witness', staff: bruno.id }];
const BODY = { cible: 'douleur', data: 'Une alliance.' };

test('a witness confirms with their own key, and the session stays its author’s', async () => {
  const { home, engine, aicha, bruno, person } = await bedside();
  const session = engine.opened.session.id;
  const { id } = await engine.record('transmission.record', { person, body: BODY, confirm: confirmWith(engine, wanted(bruno)) });
  assert.equal(engine.me.id, aicha.id);
  assert.equal(engine.opened.session.id, session);
  const asked = home.authenticator.asked.at(-1);
  assert.equal(asked.userVerification, 'required');
  assert.equal(asked.extensions, undefined, 'no PRF: the witness opens nothing');
  assert.deepEqual(asked.allowCredentials.map((one) => toBase64url(one.id)), [bruno.credentials[0].id]);
  assert.equal(engine.entries(person).find((entry) => entry.id === id).witness, bruno.id);
});

test('what the key signs is the command that is sent', async () => {
  const { home, engine, bruno, person } = await bedside();
  await engine.record('transmission.record', { person, body: BODY, confirm: confirmWith(engine, wanted(bruno)) });
  await engine.contact.nudge();
  const command = [...home.applied.values()].find(({ type }) => type === 'transmission.record');
  const [{ assertion, nonce, staff, role }] = command.confirmations;
  const digest = await digestOf(command);
  const challenge = await actionChallenge({ nonce, device: home.device.id, staff, digest });
  const shown = JSON.parse(fromUtf8(fromBase64url(assertion.response.clientDataJSON))).challenge;
  assert.deepEqual([role, staff, shown], ['witness', bruno.id, toBase64url(challenge)]);
});

test('without the network the lease serves, and once it is over nothing is written', async () => {
  const { home, engine, bruno, person } = await bedside();
  home.isUp = false;
  const before = engine.entries(person).length;
  await engine.record('transmission.record', { person, body: BODY, confirm: confirmWith(engine, wanted(bruno)) });
  assert.equal(engine.entries(person).length, before + 1);
  engine.tablet.wall.lease.expires_at = '2020-01-01T00:00:00Z';
  const late = engine.record('transmission.record', { person, body: BODY, confirm: confirmWith(engine, wanted(bruno)) });
  await assert.rejects(late, { code: 'lease_expired' });
  assert.equal(engine.entries(person).length, before + 1);
});

test('a key that does not answer leaves nothing written, and says whose it was', async () => {
  const { home, engine, bruno, person } = await bedside();
  const before = engine.entries(person).length;
  home.authenticator.refuses = new DOMException('no', 'NotAllowedError');
  const asked = engine.record('transmission.record', { person, body: BODY, confirm: confirmWith(engine, wanted(bruno)) });
  await assert.rejects(asked, { code: 'cancelled', message: /La clé de Bruno n’a pas répondu.*Rien n’est enregistré/ });
  assert.equal(engine.entries(person).length, before);
});

test('a lock while the key is looked for leaves nothing written', async () => {
  const { home, engine, bruno, person } = await bedside();
  const get = home.authenticator.get;
  const confirm = confirmWith(engine, wanted(bruno));
  engine.credentials.get = async (options) => {
    await engine.lock('button');
    return get(options);
  };
  await assert.rejects(engine.record('transmission.record', { person, body: BODY, confirm }), { code: 'locked' });
  assert.equal((await engine.tablet.db.getAll('outbox')).length, 0);
});

test('who may stand by: a colleague of the unit, with the right and a key, never oneself', async () => {
  const { home, engine, aicha, bruno } = await bedside();
  const [keyless, elsewhere, reader] = [await home.hire('Claude', { hasKey: false }), await home.hire('Denise'), await home.hire('Eve')];
  elsewhere.units = [newId()];
  reader.permissions = ['journal.read'];
  await engine.tablet.keepWall(await home.wall());
  const unit = home.units[0].id;
  assert.deepEqual(witnessesFor(engine, { unit, permission: 'journal.write' }).map(({ id }) => id), [bruno.id]);
  assert.ok(![keyless, aicha].some(({ id }) => witnessesFor(engine, { unit, permission: 'journal.write' }).some((one) => one.id === id)));
});
