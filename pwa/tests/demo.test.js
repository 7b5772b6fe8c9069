import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Refusal, Unreachable } from '../src/lib/answers.js';
import { toBase64url } from '../src/lib/bytes.js';

const KEY = toBase64url(new Uint8Array(32).fill(7));
const STAFF = { id: 'aicha', credentials: [] };
const notes = new Map();
const page = new EventTarget();
page.querySelectorAll = () => [];
globalThis.document = page;
globalThis.sessionStorage = {
  getItem: (name) => notes.get(name) ?? null,
  removeItem: (name) => notes.delete(name),
};
await import('../src/demo.js');

let posts;
let answer;
let engine;

beforeEach(() => {
  posts = [];
  notes.clear();
  answer = ({ session, staff }) => ({
    device: 'd1',
    staff,
    session,
    next: '/personnes',
    store_keys: [{ unit: 'u1', version: 1, key: KEY }],
  });
  engine = new EventTarget();
  Object.assign(engine, { status: 'locked', wall: { staff: [STAFF] }, unlocked: [], unlockers: [] });
  engine.use = (unlocker) => engine.unlockers.push(unlocker);
  engine.unlock = async (staff) => engine.unlocked.push(staff);
});

/** The way in that the script brings to an engine. */
function met() {
  page.dispatchEvent(new CustomEvent('chevet:engine', { detail: engine }));
  return engine.unlockers[0];
}

const server = {
  async post(path, body) {
    posts.push([path, body]);
    const told = answer(body);
    if (told instanceof Error) throw told;
    return told;
  },
};

const door = (more = {}) => ({
  wall: { device: { id: 'd1' } },
  staff: STAFF,
  server,
  now: () => new Date('2026-11-21T08:00:00Z'),
  ...more,
});

test('it lets in from the wall those who have no passkey, and nobody else', () => {
  const unlocker = met();
  assert.equal(unlocker.accepts(STAFF), true);
  assert.equal(unlocker.accepts({ credentials: [{ id: 'x' }] }), false);
});

test('whoever was chosen on the demo’s page is let in once, when the wall is there', () => {
  notes.set('chevet-demo-staff', 'aicha');
  engine.status = 'starting';
  met();
  assert.deepEqual(engine.unlocked, []);
  engine.status = 'locked';
  engine.dispatchEvent(new Event('change'));
  engine.dispatchEvent(new Event('change'));
  assert.deepEqual(engine.unlocked, ['aicha']);
});

test('online the server opens the session and hands the keys over', async () => {
  const { session, storeKeys, proof } = await met().unlock(door());
  assert.deepEqual(posts, [['/demo/entrer', { staff: 'aicha', session: session.id, jwk: session.jwk }]]);
  assert.deepEqual([...storeKeys[0].key], Array(32).fill(7));
  assert.deepEqual([proof.basis, proof.session, proof.assertion], ['demo', session.id, null]);
});

test('offline it opens with what it kept, and its proof has no assertion', async () => {
  const unlocker = met();
  await unlocker.unlock(door());
  answer = () => new Unreachable('cut');
  const { session, storeKeys, proof, resume } = await unlocker.unlock(door());
  assert.equal(storeKeys[0].unit, 'u1');
  const about = { session: session.id, device: 'd1', staff: 'aicha', jwk: session.jwk };
  assert.deepEqual(proof, { ...about, nonce: '', basis: 'demo', at: '2026-11-21T08:00:00.000Z', assertion: null });
  posts = [];
  answer = () => ({ nonce: 'AQ' });
  await resume();
  assert.deepEqual(
    posts.map(([path]) => path),
    ['/api/v1/unlock/nonce', '/api/v1/unlock'],
  );
});

test('offline it opens nothing on a tablet that never entered', async () => {
  const elsewhere = door({ isOffline: true, wall: { device: { id: 'another' } } });
  await assert.rejects(met().unlock(elsewhere), { code: 'no_store_key' });
});

test('a door that is closed says so in the server’s words', async () => {
  answer = () => new Refusal(404, { detail: 'Cette page n’existe pas.' });
  await assert.rejects(met().unlock(door()), { code: 'refused', message: 'Cette page n’existe pas.' });
});
