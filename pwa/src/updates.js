/**
 * The worker that starts the bedside with no network. A new version waits until the tablet is locked: it never
 * interrupts a gesture.
 */

/** Script addresses are a trusted sink: this policy lets through the worker's and nothing else. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('chevet', {
  createScriptURL(/** @type {string} */ url) {
    if (url !== '/worker.js') throw new TypeError('not a script of Chevet');
    return url;
  },
});

/** The worker fetches the shell for another day: whoever opens the tablet now comes first. */
const PATIENCE = 2_500;

/** A tablet that nobody touches looks by itself whether a new version is there. */
const LOOKED_EVERY = 60 * 60 * 1000;

/**
 * @typedef {object} Page
 * @property {() => boolean} isFree nobody is reading or writing here
 * @property {() => Promise<unknown>} whenKept when drafts and the rest of the last lock are on the disk
 * @property {ServiceWorkerContainer} [serviceWorker]
 * @property {() => void} [reload]
 */

/** @param {Page} page @returns {Promise<() => void>} to be called at each lock */
export async function followUpdates(page) {
  const serviceWorker = page.serviceWorker ?? globalThis.navigator?.serviceWorker;
  if (!serviceWorker) return () => {};
  const turnOver = turningOver(serviceWorker, page);
  if (!serviceWorker.controller) await new Promise((done) => setTimeout(done, PATIENCE));
  try {
    const registration = await serviceWorker.register(policy ? policy.createScriptURL('/worker.js') : '/worker.js');
    const activate = activating(registration, page);
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', () => page.isFree() && activate());
    });
    setInterval(() => look(registration), LOOKED_EVERY);
    // The version may have come, and the lock too, before this page listened.
    void activate();
    return () => {
      turnOver();
      activate();
      look(registration);
    };
  } catch {
    // Without a worker everything works but the cold start offline: a private window, or storage that is full.
    return () => {};
  }
}

/**
 * Another version has taken over: this page starts again with it, now if nobody needs it, else at the next lock. Until
 * then its own pieces are still served.
 * @param {ServiceWorkerContainer} serviceWorker @param {Page} page
 */
function turningOver(serviceWorker, { isFree, whenKept, reload = () => location.reload() }) {
  let isControlled = Boolean(serviceWorker.controller);
  let isOld = false;
  const turnOver = async () => {
    if (!isOld || !isFree()) return;
    await whenKept();
    if (isFree()) reload();
  };
  serviceWorker.addEventListener('controllerchange', () => {
    // The very first worker takes charge of the page that installed it.
    isOld = isControlled;
    isControlled = true;
    void turnOver();
  });
  return turnOver;
}

/** Lets the version that waits take over, once what the lock had to write is written. @param {ServiceWorkerRegistration} registration @param {Page} page */
function activating(registration, { isFree, whenKept }) {
  return async () => {
    await whenKept();
    if (isFree()) registration.waiting?.postMessage('activate');
  };
}

/** @param {ServiceWorkerRegistration} registration */
function look(registration) {
  registration.update().catch(() => {});
}
