/**
 * The worker in which pictures are worked on, asked in words. What it holds goes with it.
 */
/** @typedef {import('./darkroom_worker.js').Developed} Developed */
/** @typedef {import('./darkroom_worker.js').Laid} Laid */
/** @typedef {import('../../lib/homography.js').Point} Point */
/** @typedef {{bytes: Uint8Array<ArrayBuffer>|null, mime: string}} Source bytes null: the last shot */

/** @type {string} */
let address = '';

/** Script addresses are a trusted sink: this policy lets through this one worker. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('chevet-darkroom', {
  createScriptURL(/** @type {string} */ url) {
    if (url !== address) throw new TypeError('not the darkroom');
    return url;
  },
});

/** The program is a file of its own, which alone knows what it is called once it is built. */
async function started() {
  ({ ADDRESS: address } = await import('./darkroom_worker.js'));
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
}

export class Darkroom {
  /** @type {Map<number, {done: (value: any) => void, fail: (error: Error) => void}>} */
  #asked = new Map();
  #last = 0;
  #isClosed = false;
  #worker = started();

  constructor() {
    this.#worker.then(
      (worker) => {
        worker.onmessage = this.#onAnswer;
        worker.onerror = () => this.#failAll();
      },
      () => this.#failAll(),
    );
  }

  #onAnswer = (/** @type {MessageEvent} */ { data: { id, value, problem } }) => {
    const waiting = this.#asked.get(id);
    this.#asked.delete(id);
    if (problem) waiting?.fail(new Error(problem));
    else waiting?.done(value);
  };

  /** @param {ImageBitmap} frame given away @returns {Promise<{found: import('../../lib/corners.js').Proposed|null, light: number}>} light: 0 to 255 */
  look(frame) {
    return this.#ask('look', { frame }, [frame]);
  }

  /** @param {Blob|ImageBitmap} shot given away @param {boolean} isPage @returns {Promise<Developed>} */
  develop(shot, isPage) {
    return this.#ask('develop', { shot, isPage }, shot instanceof Blob ? [] : [shot]);
  }

  /** The last shot cut out anew. @param {Point[]|null} corners @returns {Promise<Developed>} */
  recut(corners) {
    return this.#ask('recut', { corners });
  }

  /** @param {Source & {corners: Point[]|null, bw: boolean, side: number}} asked @returns {Promise<Laid>} */
  lay(asked) {
    return this.#ask('lay', asked);
  }

  /** @param {Source & {side: number}} asked @returns {Promise<{picture: ImageBitmap}>} */
  show(asked) {
    return this.#ask('show', asked);
  }

  /** The last shot is not needed any more. */
  release() {
    return this.#ask('release', null);
  }

  close() {
    this.#isClosed = true;
    this.#worker.then((worker) => worker.terminate(), () => {});
    this.#failAll();
  }

  #failAll() {
    for (const { fail } of this.#asked.values()) fail(new Error('the darkroom is closed'));
    this.#asked.clear();
  }

  /** @param {string} name @param {any} asked @param {Transferable[]} [given] @returns {Promise<any>} */
  async #ask(name, asked, given = []) {
    const worker = await this.#worker;
    if (this.#isClosed) throw new Error('the darkroom is closed');
    const id = ++this.#last;
    return new Promise((done, fail) => {
      this.#asked.set(id, { done, fail });
      worker.postMessage({ id, name, asked }, given);
    });
  }
}
