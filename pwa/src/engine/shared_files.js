/**
 * What another app shared, from the worker's memory to this page's: it is written nowhere. Taken as soon as the page is
 * there, since the worker does not keep it long; whoever unlocks first finds it, and a lock forgets it.
 */

const PATIENCE = 3_000;

/** @type {File[]} */
let files = [];

/** @type {Promise<void>|null} */
let taking = null;

/** @param {ServiceWorkerContainer} [serviceWorker] @returns {Promise<void>} when they are here, or will not come */
export function takeShared(serviceWorker = globalThis.navigator?.serviceWorker) {
  taking ??= new Promise((done) => {
    if (!serviceWorker?.controller) return done();
    const heard = (/** @type {MessageEvent} */ { data }) => {
      if (!Array.isArray(data?.shared)) return;
      files = data.shared.filter((/** @type {unknown} */ one) => one instanceof File);
      serviceWorker.removeEventListener('message', heard);
      done();
    };
    serviceWorker.addEventListener('message', heard);
    serviceWorker.startMessages();
    serviceWorker.controller.postMessage('shared');
    setTimeout(done, PATIENCE);
  });
  return taking;
}

export const sharedFiles = () => files;

/** They were handed on, or whoever they were for has gone. */
export function forgetShared() {
  files = [];
}

if (globalThis.document) void takeShared();
