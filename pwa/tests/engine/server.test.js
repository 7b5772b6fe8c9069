import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal, Unreachable } from '../../src/lib/answers.js';
import { Server } from '../../src/engine/server.js';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const answering = (make) => {
  const told = { reached: [], times: [] };
  const server = new Server({
    fetch: async () => make(),
    onReach: (one) => told.reached.push(one),
    onTime: (one) => told.times.push(one),
  });
  return { server, told };
};

test('an answer tells the server’s time, and that it was reached', async () => {
  const { server, told } = answering(() => new Response('{"now":"2026-11-21T08:00:00Z"}', { headers: JSON_TYPE }));
  assert.equal((await server.get('/x')).now, '2026-11-21T08:00:00Z');
  assert.deepEqual(told.reached, [true]);
  assert.ok(told.times[0].answeredAt >= told.times[0].askedAt);
});

test('a refusal carries its code and its French words', async () => {
  const problem = JSON.stringify({ title: 'Refus', detail: 'Session verrouillée.', code: 'suspended' });
  const { server, told } = answering(
    () => new Response(problem, { status: 401, headers: { 'Content-Type': 'application/problem+json' } }),
  );
  await assert.rejects(server.get('/x'), (error) => {
    assert.ok(error instanceof Refusal);
    assert.deepEqual([error.status, error.code, error.detail], [401, 'suspended', 'Session verrouillée.']);
    return true;
  });
  assert.deepEqual(told.reached, [true]);
});

const NOBODY = {
  'no network': () => {
    throw new TypeError('Failed to fetch');
  },
  'the sign-in page of a hotel': () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }),
  'a refusal that is not ours': () => new Response('<html>', { status: 403, headers: { 'Content-Type': 'text/html' } }),
  'a proxy without its server': () => new Response('', { status: 502 }),
  'an answer cut short': () => new Response('{"now":', { headers: JSON_TYPE }),
};

for (const [name, make] of Object.entries(NOBODY)) {
  test(`${name} is no server`, async () => {
    const { server, told } = answering(make);
    await assert.rejects(server.post('/x', {}), Unreachable);
    assert.deepEqual(told.reached, [false]);
  });
}

test('a server in trouble was reached, even when it cannot say so', async () => {
  const { server, told } = answering(() => new Response('oops', { status: 500 }));
  await assert.rejects(server.post('/x', {}), (error) => error instanceof Refusal && error.status === 500);
  assert.deepEqual(told.reached, [true]);
});

test('a request takes no redirect, no cache, and cookies of its own site only', async () => {
  let asked;
  const server = new Server({
    fetch: async (path, init) => ((asked = init), new Response('{}', { headers: JSON_TYPE })),
    idle: () => 7,
  });
  await server.post('/x', { a: 1 }, { keepalive: true });
  const { redirect, cache, credentials, keepalive, body, headers } = asked;
  assert.deepEqual(
    { redirect, cache, credentials, keepalive, body },
    { redirect: 'error', cache: 'no-store', credentials: 'same-origin', keepalive: true, body: '{"a":1}' },
  );
  assert.deepEqual(headers, { Accept: 'application/json', 'Content-Type': 'application/json', 'Chevet-Idle': '7' });
});
