import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Refusal, Unreachable } from '../../src/lib/answers.js';
import { Sender } from '../../src/outbox/sender.js';
import { fill, freshStore } from './store.js';

const NOW = '2026-11-21T08:00:00Z';
let db;
let posts;
let answer;
let sender;
let current;

const number = (jwe) => Number(jwe.slice('jwe-'.length));
const all =
  (outcome) =>
  ({ envelopes }) => ({
    now: NOW,
    epoch: 'e',
    durable_through: null,
    results: envelopes.map((jwe) => ({ id: `id-${number(jwe)}`, outcome })),
  });
const states = async () => (await db.getAll('outbox')).map(({ state }) => state);

beforeEach(async () => {
  db = await freshStore();
  posts = [];
  current = null;
  answer = all('applied');
  const server = {
    async post(path, body) {
      posts.push(body);
      const told = answer(body);
      if (told instanceof Error) throw told;
      return told;
    },
  };
  sender = new Sender(db, server, {
    install: 'i1',
    lastSeq: () => 9,
    currentSession: () => current,
    onAnswer: () => {},
  });
});
afterEach(() => db.close());

test('everything that waits is sent in order, and kept once acknowledged', async () => {
  await fill(db, [{}, {}, {}]);
  assert.equal(await sender.pass(), 3);
  const { install, last_seq, sessions, envelopes } = posts[0];
  assert.deepEqual(
    { install, last_seq, sessions, envelopes },
    { install: 'i1', last_seq: 9, sessions: [], envelopes: ['jwe-1', 'jwe-2', 'jwe-3'] },
  );
  assert.deepEqual(await states(), ['acknowledged', 'acknowledged', 'acknowledged']);
  assert.equal((await db.get('outbox', 1)).acknowledged_at, NOW);
});

test('nothing that waits means no request', async () => {
  await sender.pass();
  assert.equal(posts.length, 0);
});

test('a duplicate is as good as applied', async () => {
  await fill(db, [{}]);
  answer = all('duplicate');
  await sender.pass();
  assert.deepEqual(await states(), ['acknowledged']);
});

test('what is set aside is kept, with the reason', async () => {
  await fill(db, [{}]);
  answer = () => ({
    now: NOW,
    results: [{ id: 'id-1', outcome: 'quarantined', code: 'author', reason: 'Auteur inconnu.' }],
  });
  await sender.pass();
  const { state, code, reason, jwe } = await db.get('outbox', 1);
  assert.deepEqual(
    { state, code, reason, jwe },
    { state: 'quarantined', code: 'author', reason: 'Auteur inconnu.', jwe: 'jwe-1' },
  );
});

test('"later" keeps its place, holds up nobody, and is tried again after a while', async () => {
  await fill(db, [{}, {}]);
  answer = () => ({
    now: NOW,
    results: [
      { id: 'id-1', outcome: 'later' },
      { id: 'id-2', outcome: 'applied' },
    ],
  });
  await sender.pass();
  assert.deepEqual(await states(), ['waiting', 'acknowledged']);
  assert.equal(sender.backoff.isOver(), false);
  answer = all('applied');
  await sender.pass();
  assert.deepEqual(posts[1].envelopes, ['jwe-1']);
  assert.equal(sender.backoff.isOver(), true);
});

test('two hundred and one envelopes go in two batches', async () => {
  await fill(
    db,
    Array.from({ length: 201 }, () => ({})),
  );
  await sender.pass();
  assert.deepEqual(
    posts.map(({ envelopes }) => envelopes.length),
    [200, 1],
  );
  assert.equal(new Set(await states()).size, 1);
});

const FAILURES = {
  'no network': new Unreachable('cut'),
  'a server in trouble': new Refusal(500, {}),
  'a device that is not known': new Refusal(401, {}),
  'a refusal': new Refusal(403, {}),
  'too many requests': new Refusal(429, {}),
};

for (const [name, error] of Object.entries(FAILURES)) {
  test(`${name} leaves everything as it was`, async () => {
    await fill(db, [{}, {}]);
    const before = await db.getAll('outbox');
    answer = () => error;
    assert.equal(await sender.pass(), 0);
    assert.deepEqual(await db.getAll('outbox'), before);
    assert.equal(posts.length, 1);
    assert.equal(sender.backoff.isOver(), false);
    assert.equal(sender.reached, error instanceof Refusal);
  });
}

const STRANGE = {
  'too few answers': { now: NOW, results: [{ id: 'id-1', outcome: 'applied' }] },
  'answers about other envelopes': {
    now: NOW,
    results: [
      { id: 'id-2', outcome: 'applied' },
      { id: 'id-1', outcome: 'applied' },
    ],
  },
  'no answers at all': { now: NOW },
};

for (const [name, told] of Object.entries(STRANGE)) {
  test(`${name} is no answer: nothing is marked`, async () => {
    await fill(db, [{}, {}]);
    answer = () => told;
    await sender.pass();
    assert.deepEqual(await states(), ['waiting', 'waiting']);
  });
}

test('a batch refused whole is cut until the one that troubles it stands alone, and the others pass', async () => {
  await fill(db, [{}, {}, {}, {}, {}]);
  answer = (body) => (body.envelopes.includes('jwe-3') ? new Refusal(400, {}) : all('applied')(body));
  await sender.pass();
  assert.deepEqual(await states(), ['acknowledged', 'acknowledged', 'waiting', 'acknowledged', 'acknowledged']);
});

test('when even single envelopes are refused, the pass stops', async () => {
  await fill(
    db,
    Array.from({ length: 50 }, () => ({})),
  );
  answer = () => new Refusal(413, {});
  await sender.pass();
  assert.ok(posts.length < 12, `${posts.length} requests`);
  assert.equal((await states()).filter((state) => state === 'waiting').length, 50);
});

test('a cut in the middle keeps what was answered', async () => {
  await fill(
    db,
    Array.from({ length: 250 }, () => ({})),
  );
  answer = (body) => (posts.length === 1 ? all('applied')(body) : new Unreachable('cut'));
  assert.equal(await sender.pass(), 200);
  assert.equal((await states()).filter((state) => state === 'waiting').length, 50);
});

test('the proof of an unlock goes first, with the envelopes it explains, until they have their answer', async () => {
  await fill(db, [{}]);
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  answer = all('later');
  await sender.pass();
  assert.deepEqual(posts[0].sessions, ['proof-1']);
  assert.equal(await db.count('proofs'), 1);
  answer = all('applied');
  await sender.pass();
  assert.deepEqual(posts[1].sessions, ['proof-1']);
  assert.equal(await db.count('proofs'), 0);
});

test('an unlock that wrote nothing is told once all the same', async () => {
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  await sender.pass();
  assert.deepEqual(
    posts.map(({ sessions }) => sessions),
    [['proof-1']],
  );
  assert.equal(await db.count('proofs'), 0);
});

test('the proof of the session that is open stays, and is not told again and again', async () => {
  current = 's1';
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  await sender.pass();
  await sender.pass();
  assert.equal(posts.length, 1);
  assert.equal(await db.count('proofs'), 1);
});

test('a proof stays when nothing answered', async () => {
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  answer = () => new Unreachable('cut');
  await sender.pass();
  assert.deepEqual(await db.getAll('proofs'), [{ session: 's1', jwe: 'proof-1', sent: false }]);
});
