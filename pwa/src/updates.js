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

/** @param {() => boolean} isLocked @returns {Promise<() => void>} to be called at each lock */
export async function followUpdates(isLocked) {
  if (!('serviceWorker' in navigator)) return () => {};
  const { serviceWorker } = navigator;
  const updating = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener('controllerchange', () => {
    if (updating && isLocked()) location.reload();
  });
  if (!updating) await new Promise((done) => setTimeout(done, PATIENCE));
  try {
    const registration = await serviceWorker.register(policy ? policy.createScriptURL('/worker.js') : '/worker.js');
    return () => activate(registration);
  } catch {
    // Without a worker everything works but the cold start offline: a private window, or storage that is full.
    return () => {};
  }
}

/** @param {ServiceWorkerRegistration} registration */
function activate(registration) {
  registration.waiting?.postMessage('activate');
  registration.update().catch(() => {});
}
