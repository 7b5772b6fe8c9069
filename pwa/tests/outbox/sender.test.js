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
let prior;

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
  prior = null;
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
    install: () => 'i1',
    prior: () => prior,
    state: () => ({ waiting: 2 }),
    onAnswer: () => {},
  });
});
afterEach(() => db.close());

test('everything that waits is sent in order, and kept once acknowledged', async () => {
  await fill(db, [{}, {}, {}]);
  await db.put('meta', 9, 'seq');
  assert.equal(await sender.pass(), 3);
  const { sent_at, ...told } = posts[0];
  assert.deepEqual(told, {
    install: 'i1',
    last_seq: 9,
    held: [[1, 3]],
    tablet: { waiting: 2 },
    sessions: [],
    envelopes: ['jwe-1', 'jwe-2', 'jwe-3'],
  });
  assert.ok(sent_at);
  assert.deepEqual(await states(), ['acknowledged', 'acknowledged', 'acknowledged']);
});

test('an envelope counts as the server’s from when the answer came: it was not committed later', async () => {
  await fill(db, [{}]);
  const { post } = sender.server;
  sender.server.post = async (...args) => (await new Promise((done) => setTimeout(done, 30)), post(...args));
  await sender.pass();
  const { acknowledged_at } = await db.get('outbox', 1);
  const late = Date.parse(acknowledged_at) - Date.parse(NOW);
  assert.ok(late >= 25 && late < 5_000, `${late} ms`);
});

test('what it holds is told without what was answered, and without another install’s', async () => {
  const rows = Array.from({ length: 203 }, (_, at) => (at === 1 ? { state: 'acknowledged' } : {}));
  await fill(db, [...rows, { install: 'i0', seq: 7 }]);
  answer = ({ envelopes }) => ({
    now: NOW,
    results: envelopes.map((jwe) => ({ id: `id-${number(jwe)}`, outcome: number(jwe) === 5 ? 'later' : 'applied' })),
  });
  await sender.pass();
  assert.deepEqual(posts.map(({ held }) => held), [[[1, 1], [3, 203]], [[5, 5], [202, 203]]]);
});

test('what came before this install is told until it was noted', async () => {
  prior = { install: 'i0', last_seq: 16 };
  await sender.pass({ isReport: true });
  assert.deepEqual(posts[0].prior, { install: 'i0', last_seq: 16 });
  assert.deepEqual(posts[0].envelopes, []);
  prior = null;
  await sender.pass({ isReport: true });
  assert.equal('prior' in posts[1], false);
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
      { id: 'id-1', outcome: 'later', code: 'parent_missing', reason: 'Pas encore.' },
      { id: 'id-2', outcome: 'applied' },
    ],
  });
  await sender.pass();
  assert.deepEqual(await states(), ['waiting', 'acknowledged']);
  assert.equal((await db.get('outbox', 1)).reason, 'Pas encore.');
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

const proofs = async () => (await db.getAll('proofs')).map(({ session, sent }) => [session, sent]);

test('the proof of an offline unlock goes with the envelopes it explains until they have their answer, then rests', async () => {
  await fill(db, [{}]);
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  answer = all('later');
  await sender.pass();
  answer = all('applied');
  await sender.pass();
  await fill(db, [{ id: 'id-2', jwe: 'jwe-2', session: 's2' }]);
  await sender.pass();
  assert.deepEqual(posts.map(({ sessions }) => sessions), [['proof-1'], ['proof-1'], []]);
  assert.deepEqual(await proofs(), [['s1', true]]);
});

test('an unlock that wrote nothing is told once all the same', async () => {
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  await sender.pass();
  await sender.pass();
  assert.deepEqual(posts.map(({ sessions }) => sessions), [['proof-1']]);
});

test('the proof of a session that the server opened is told only once it has forgotten', async () => {
  await fill(db, [{}]);
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: true, met: true });
  answer = () => ({ now: NOW, results: [{ id: 'id-1', outcome: 'later', code: 'unknown_session', reason: 'Inconnue.' }] });
  await sender.pass();
  answer = all('applied');
  await sender.pass();
  assert.deepEqual(posts.map(({ sessions }) => sessions), [[], ['proof-1']]);
});

test('the server is never told more proofs than it takes, those that are needed first', async () => {
  for (let at = 1; at <= 230; at += 1) await db.put('proofs', { session: `s${at}`, jwe: `proof-${at}`, sent: false });
  await fill(db, [{ session: 's230' }]);
  await sender.pass();
  assert.equal(posts[0].sessions.length, 200);
  assert.equal(posts[0].sessions[0], 'proof-230');
  await sender.pass();
  assert.equal(posts[1].sessions.length, 30);
});

test('a proof stays when nothing answered', async () => {
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: false });
  answer = () => new Unreachable('cut');
  await sender.pass();
  assert.deepEqual(await proofs(), [['s1', false]]);
});

test('how far a long sending is, is told', async () => {
  const told = [];
  sender.options.onProgress = (...step) => told.push(step);
  await fill(
    db,
    Array.from({ length: 250 }, () => ({})),
  );
  await sender.pass();
  assert.deepEqual(told, [[200, 250], [250, 250]]);
});
