/// <reference path="./build.d.ts" />
/**
 * Makes the bedside start with no network. It keeps the shell and its assets, all of one version, and nothing else: no
 * answer of the API, no page of the office, nothing about anybody. What another app shares passes through its memory alone. A new version waits until the page says "activate",
 * which it does when the tablet is locked. The version before stays too: a page that still runs it finds its pieces.
 */

/** These are written in by the build. @type {string} */
const VERSION = __VERSION__;
/** @type {string[]} */
const ASSETS = __PRECACHE__;
/** Heavy, and not needed to start: kept when the page says that it has time. @type {string[]} */
const LATER = __LATER__;

const SHELL = '/';
const PREFIX = 'chevet-shell-';
const CACHE = PREFIX + VERSION;
const SHARED = '/partager';
const BEDSIDE = /^\/(?:$|partager\/?$|personnes(?:\/|$)|transmissions?\/?$|tour(?:\/|$)|tournee\/?$|a-(?:faire|revoir)\/?$)/;
/** How long what was shared waits for the page that takes it. */
const KEPT = 60_000;
/** How long a page may wait for a network that is there but does not answer. */
const PATIENCE = 3_000;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener('install', (event) => {
  // 'reload' goes past the browser's own cache: a stale page would ask for assets of another version.
  const wanted = [SHELL, ...ASSETS].map((url) => new Request(url, { cache: 'reload' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)));
});

worker.addEventListener('activate', (event) => event.waitUntil(dropOldShells().then(() => worker.clients.claim())));

worker.addEventListener('message', (event) => {
  if (event.data === 'activate') worker.skipWaiting();
  if (event.data === 'keep') event.waitUntil(keepLater());
  if (event.data === 'shared') handOver(/** @type {Client} */ (event.source));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === 'POST' && url.origin === location.origin && url.pathname === SHARED) return event.respondWith(take(event));
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(keptElseFetched(request));
  else if (request.mode === 'navigate' && BEDSIDE.test(url.pathname)) event.respondWith(fetchedElseShell(request));
});

/** What another app just shared, until a page takes it: in memory, in no cache. @type {FormDataEntryValue[]} */
let shared = [];

/** @param {FetchEvent} event */
async function take(event) {
  shared = (await event.request.formData()).getAll('files');
  // A worker that is put to sleep forgets.
  event.waitUntil(new Promise((done) => setTimeout(done, KEPT)).then(() => (shared = [])));
  return Response.redirect(new URL(SHARED, location.origin).href, 303);
}

/** @param {Client} page */
function handOver(page) {
  page.postMessage({ shared });
  shared = [];
}

/** In the order in which they were made. */
async function shells() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/** All but the one before this. */
async function dropOldShells() {
  const names = await shells();
  const older = names.slice(0, names.indexOf(CACHE));
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

/** What an older version kept is taken from it; what cannot be had now is asked for again at the next "keep". */
async function keepLater() {
  const cache = await caches.open(CACHE);
  for (const url of LATER) {
    if (await cache.match(url)) continue;
    const answer = await keptElseFetched(new Request(url)).catch(() => null);
    if (answer?.ok) await cache.put(url, answer);
  }
}

/** Names hold a hash of what they name: the same name is the same file, whichever version kept it. @param {Request} request */
async function keptElseFetched(request) {
  for (const cacheName of [CACHE, ...(await shells())]) {
    const kept = await caches.match(request.url, { cacheName });
    if (kept) return kept;
  }
  return fetch(request);
}

/** @param {Request} request */
async function fetchedElseShell(request) {
  const shell = await caches.match(SHELL, { cacheName: CACHE });
  if (!shell) return fetch(request);
  const signal = AbortSignal.timeout(PATIENCE);
  const page = await fetch(request, { signal }).catch(() => null);
  // A server that is down behind its proxy, or a hotel's sign-in page: the tablet opens all the same.
  return page?.ok && !page.redirected ? page : shell;
}
