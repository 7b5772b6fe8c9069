import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openUnread, writersOf } from '../../src/engine/unread.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';
import { at } from './records.js';

const NOTE = { label: 'a'.repeat(64), what: 'given', boxes: ['03400935281388'], text: null };
const NEVER = new AbortController().signal;

let home;
let tablet;
let lea;

beforeEach(async () => {
  home = await Home.make({ units: ['Glycines'], persons: 2 });
  await home.hire('Aïcha');
  lea = await home.hire('Léa', { prf: false });
  tablet = new Profile(home);
});
afterEach(() => tablet.close());

/** A tablet that has met its home, locked, whose network was cut. */
async function cutOff() {
  const engine = await tablet.page();
  home.isUp = false;
  return engine;
}

test('what is noted waits sealed, and no copy of it stays', async () => {
  const engine = await cutOff();
  const unread = await openUnread(engine, lea.id, NEVER);
  await unread.note(NOTE);
  const { db } = engine.tablet;
  assert.deepEqual([await db.count('outbox'), await db.count('pending')], [1, 0]);
  assert.equal(engine.status, 'locked');
  assert.deepEqual(engine.persons(), []);
});

test('back on the network the server has it, signed, about nobody it names', async () => {
  const engine = await cutOff();
  const unread = await openUnread(engine, lea.id, NEVER);
  await unread.note(NOTE);
  home.isUp = true;
  await engine.contact.nudge();
  await until(() => home.applied.size === 1);
  const [command] = home.applied.values();
  assert.deepEqual([command.type, command.author, command.person, command.body], ['label.note', lea.id, null, NOTE]);
});

test('the key is shown over the lease of this tablet', async () => {
  const engine = await cutOff();
  await openUnread(engine, lea.id, NEVER);
  const [proof] = await engine.tablet.db.getAll('proofs');
  assert.deepEqual([proof.sent, proof.met], [false, false]);
  assert.equal(home.authenticator.asked.at(-1).userVerification, 'required');
});

test('a lease that ended writes no more than it reads', async () => {
  home.lease = { ...home.lease, expires_at: at(-1) };
  const engine = await cutOff();
  await assert.rejects(openUnread(engine, lea.id, NEVER), ({ code }) => code === 'lease_expired');
});

test('the tablet’s own passkey proves nobody without its code', async () => {
  lea.credentials[0].code = { salt: 'x', iterations: 1, is_blocked: false, must_change: false };
  const engine = await cutOff();
  assert.deepEqual(writersOf(engine), []);
  await assert.rejects(openUnread(engine, lea.id, NEVER), ({ code }) => code === 'offline_no_prf');
});

test('it is offered to those whose key opens nothing offline, and to nobody else', async () => {
  const engine = await cutOff();
  assert.deepEqual(writersOf(engine).map(({ firstName }) => firstName), ['Léa']);
});
