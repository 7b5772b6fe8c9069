import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, test } from 'node:test';

const SOURCE = await readFile(new URL('../worker.js', import.meta.url), 'utf8');
const ORIGIN = 'https://chevet.example';
const ASSETS = ['/assets/main-AAAA0001.js', '/assets/bedside-AAAA0002.css'];
const LATER = ['/assets/reader-AAAA0003.wasm'];

/** A browser as small as a worker needs: caches, a network that may be cut, and the events it is sent. */
class Browser {
  constructor() {
    this.stores = new Map();
    this.network = new Map();
    this.isOffline = false;
    this.asked = [];
    this.claimed = 0;
    this.skipped = 0;
  }

  load(version) {
    const listeners = {};
    const worker = {
      addEventListener: (name, listener) => (listeners[name] = listener),
      skipWaiting: () => (this.skipped += 1),
      clients: { claim: async () => (this.claimed += 1) },
    };
    const names = ['self', 'caches', 'fetch', 'location', 'Request', '__VERSION__', '__PRECACHE__', '__LATER__'];
    const values = [worker, this.caches(), this.fetch, { origin: ORIGIN }, FakeRequest, version, ASSETS, LATER];
    new Function(...names, SOURCE)(...values);
    return listeners;
  }

  fetch = async (request) => {
    const { pathname } = new URL(request.url ?? request, ORIGIN);
    this.asked.push(pathname);
    if (this.isOffline) throw new TypeError('Failed to fetch');
    return this.network.get(pathname) ?? new Response('', { status: 404 });
  };

  caches() {
    const store = (name) => this.stores.get(name) ?? this.stores.set(name, new Map()).get(name);
    const path = (request) => new URL(request.url ?? request, ORIGIN).pathname;
    return {
      open: async (name) => ({
        addAll: async (requests) => {
          for (const request of requests) store(name).set(path(request), await this.fetch(request));
        },
        match: async (request) => store(name).get(path(request)),
        put: async (request, answer) => void store(name).set(path(request), answer),
      }),
      keys: async () => [...this.stores.keys()],
      delete: async (name) => this.stores.delete(name),
      match: async (request, { cacheName }) => this.stores.get(cacheName)?.get(path(request)),
    };
  }

  async send(listener, event = {}) {
    const waits = [];
    let answer;
    listener({ ...event, waitUntil: (wait) => waits.push(wait), respondWith: (given) => (answer = given) });
    await Promise.all(waits);
    return answer;
  }

  ask(worker, pathname, { mode = 'navigate', method = 'GET', origin = ORIGIN } = {}) {
    return this.send(worker.fetch, { request: { url: `${origin}${pathname}`, mode, method } });
  }
}

class FakeRequest {
  constructor(url, { cache } = {}) {
    Object.assign(this, { url: new URL(url, ORIGIN).href, cache });
  }
}

/** @type {Browser} */
let browser;
let worker;

beforeEach(async () => {
  browser = new Browser();
  browser.network.set('/', new Response('shell'));
  browser.network.set('/personnes', new Response('fresh page'));
  for (const asset of [...ASSETS, ...LATER]) browser.network.set(asset, new Response(asset));
  worker = browser.load('v1');
  await browser.send(worker.install);
  browser.asked = [];
});

test('installing keeps the shell and its assets, and nothing else', () => {
  assert.deepEqual([...browser.stores.keys()], ['chevet-shell-v1']);
  assert.deepEqual([...browser.stores.get('chevet-shell-v1').keys()], ['/', ...ASSETS]);
});

test('an asset is answered from what was kept, without asking the network', async () => {
  const answer = await browser.ask(worker, ASSETS[0], { mode: 'cors' });
  assert.equal(await answer.text(), ASSETS[0]);
  assert.deepEqual(browser.asked, []);
});

test('with a network, a page comes from the network', async () => {
  const answer = await browser.ask(worker, '/personnes');
  assert.equal(await answer.text(), 'fresh page');
});

for (const path of ['/', '/personnes', '/personnes/0192d1aa-0000-7000-8000-000000000001', '/transmissions', '/transmission', '/a-revoir', '/tournee', '/partager']) {
  test(`with no network, ${path} is answered by the shell`, async () => {
    browser.isOffline = true;
    const answer = await browser.ask(worker, path);
    assert.equal(await answer.text(), 'shell');
  });
}

test('a server that is down behind its proxy does not hide the shell', async () => {
  browser.network.set('/personnes', new Response('Bad gateway', { status: 502 }));
  const answer = await browser.ask(worker, '/personnes');
  assert.equal(await answer.text(), 'shell');
});

test('what another app shares passes through memory alone, to the page that asks, once', async () => {
  const form = new FormData();
  form.append('files', new File(['secret'], 'lettre.pdf', { type: 'application/pdf' }));
  const request = { url: `${ORIGIN}/partager`, mode: 'navigate', method: 'POST', formData: async () => form };
  let answer;
  worker.fetch({ request, waitUntil: () => {}, respondWith: (given) => (answer = given) });
  const { status, headers } = await answer;
  assert.deepEqual([status, headers.get('Location')], [303, `${ORIGIN}/partager`]);
  const told = [];
  const source = { postMessage: ({ shared }) => told.push(shared.map(({ name }) => name)) };
  await browser.send(worker.message, { data: 'shared', source });
  await browser.send(worker.message, { data: 'shared', source });
  assert.deepEqual(told, [['lettre.pdf'], []]);
  assert.equal(JSON.stringify([...browser.stores].map(([, kept]) => [...kept.keys()])).includes('partager'), false);
  assert.equal(browser.asked.includes('/partager'), false, 'nothing of it was sent');
});

for (const path of ['/bureau', '/bureau/personnes', '/demo', '/invitation/secret', '/appareil/secret', '/personnesX']) {
  test(`${path} is left to the browser`, async () => {
    assert.equal(await browser.ask(worker, path), undefined);
  });
}

test('the API is left to the browser, read or written, and never kept', async () => {
  assert.equal(await browser.ask(worker, '/api/v1/changes', { mode: 'cors' }), undefined);
  assert.equal(await browser.ask(worker, '/api/v1/outbox', { mode: 'cors', method: 'POST' }), undefined);
  assert.equal(browser.stores.get('chevet-shell-v1').size, 1 + ASSETS.length);
});

test('another origin is left to the browser', async () => {
  assert.equal(await browser.ask(worker, ASSETS[0], { mode: 'cors', origin: 'https://other.example' }), undefined);
});

test('a new version waits until the page says so', async () => {
  await browser.send(worker.message, { data: 'anything' });
  assert.equal(browser.skipped, 0);
  await browser.send(worker.message, { data: 'activate' });
  assert.equal(browser.skipped, 1);
});

test('activating takes the open pages over and drops what is older than the version before', async () => {
  browser.stores = new Map([['chevet-shell-v0', new Map()], ['someone-elses', new Map()], ...browser.stores]);
  const next = browser.load('v2');
  browser.network.set('/', new Response('new shell'));
  await browser.send(next.install);
  await browser.send(next.activate);
  assert.deepEqual([...browser.stores.keys()].sort(), ['chevet-shell-v1', 'chevet-shell-v2', 'someone-elses']);
  assert.equal(browser.claimed, 1);
});

test('a page of the version before still finds its pieces, wherever they are no more', async () => {
  browser.stores.get('chevet-shell-v1').set('/assets/later-OLD00001.js', new Response('old piece'));
  const next = browser.load('v2');
  await browser.send(next.install);
  await browser.send(next.activate);
  browser.isOffline = true;
  const answer = await browser.ask(next, '/assets/later-OLD00001.js', { mode: 'cors' });
  assert.equal(await answer.text(), 'old piece');
});

test('an asset that no version kept comes from the network', async () => {
  browser.network.set('/assets/office-AAAA0003.css', new Response('office'));
  const answer = await browser.ask(worker, '/assets/office-AAAA0003.css', { mode: 'no-cors' });
  assert.equal(await answer.text(), 'office');
});

test('an installation that cannot fetch every asset fails, and the version before stays', async () => {
  browser.isOffline = true;
  const next = browser.load('v2');
  await assert.rejects(browser.send(next.install));
});

test('what is heavy is kept when the page has time, and not before', async () => {
  const kept = browser.stores.get('chevet-shell-v1');
  assert.equal(kept.has(LATER[0]), false);
  await browser.send(worker.message, { data: 'keep' });
  browser.isOffline = true;
  const answer = await browser.ask(worker, LATER[0], { mode: 'cors' });
  assert.equal(await answer.text(), LATER[0]);
});

test('what is heavy and kept is not fetched again, by this version or the next', async () => {
  await browser.send(worker.message, { data: 'keep' });
  browser.asked = [];
  await browser.send(worker.message, { data: 'keep' });
  const next = browser.load('v2');
  await browser.send(next.message, { data: 'keep' });
  assert.deepEqual(browser.asked, []);
  assert.ok(browser.stores.get('chevet-shell-v2').has(LATER[0]));
});

test('with no network, what is heavy waits for another time', async () => {
  browser.isOffline = true;
  await browser.send(worker.message, { data: 'keep' });
  assert.equal(browser.stores.get('chevet-shell-v1').has(LATER[0]), false);
  browser.isOffline = false;
  await browser.send(worker.message, { data: 'keep' });
  assert.ok(browser.stores.get('chevet-shell-v1').has(LATER[0]));
});
