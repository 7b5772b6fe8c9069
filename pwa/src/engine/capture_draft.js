/**
 * A capture under way: pages of one document, each sealed and on the disk before anyone is told that it is safe. Every
 * change is one transaction: a tablet that stops between two of them has all of the one before. Finishing writes the
 * command and hands its parts over to be sent, together or not at all.
 */
import { captureBody, LARGEST_PAGE, MOST_PAGES } from '../lib/documents.js';
import { EngineError } from '../lib/engine_error.js';
import { newId } from '../lib/uuid.js';
import { sealCapture } from '../store/captures.js';
import { strictly } from '../store/database.js';
import { heldRow, openPart, sealPart } from '../store/parts.js';
import { readThumb, sealThumb, thumbKey } from '../store/thumbs.js';
import { isFull } from './failures.js';

/**
 * @typedef {import('../lib/bytes.js').Bytes} Bytes
 * @typedef {import('../store/captures.js').Capture} Capture
 * @typedef {import('../store/captures.js').CapturedPage} CapturedPage
 * @typedef {import('../store/captures.js').Corner} Corner
 * @typedef {{bytes: Bytes, mime: string, width?: number|null, height?: number|null, corners?: Corner[]|null, bw?: boolean,
 *   isBlurred?: boolean, thumb?: Uint8Array|null}} Shot one picture or file, as it is to be sent
 * @typedef {Omit<CapturedPage, 'part'|'thumb'> & {size: number}} ShownPage
 * @typedef {{kind?: string|null, note?: string|null, takenAt?: string|null, source: 'camera'|'file'|'share', wound?: string|null}} Told
 * @typedef {import('./doing.js').Doing} Engine
 * @typedef {import('../store/database.js').StoreName[]} Stores
 */

/** @type {Stores} */
const KEPT_IN = ['captures', 'parts', 'ciphertexts', 'thumbs'];
const NO_ROOM = 'La tablette n’a plus de place : cette page n’est pas gardée. Laissez partir ce qui attend, près du réseau, ou prenez une autre tablette.';
const NOT_KEPT = 'La tablette n’a pas pu garder cette page. Reprenez-la ; sinon, prenez une autre tablette.';

export class CaptureDraft {
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {Promise<string>|null} */
  #finishing = null;
  #isOver = false;

  /** @param {Engine} engine @param {import('./opened.js').Opened} opened @param {string} id @param {Capture} capture */
  constructor(engine, opened, id, capture) {
    this.engine = engine;
    this.opened = opened;
    this.id = id;
    /** @private */
    this.capture = capture;
  }

  get person() {
    return this.capture.person;
  }

  get startedAt() {
    return this.capture.startedAt;
  }

  get told() {
    return this.capture.told ?? null;
  }

  get wound() {
    return this.capture.wound ?? null;
  }

  /** In order; those taken out are there too, until the end. @returns {ShownPage[]} */
  get pages() {
    return this.capture.pages.map(({ part, thumb, ...page }) => ({ ...page, size: part.size }));
  }

  /** Bytes of what would be sent. */
  get size() {
    return this.#kept.reduce((sum, { part }) => sum + part.size, 0);
  }

  get #kept() {
    return this.capture.pages.filter(({ isRemoved }) => !isRemoved);
  }

  /** On the disk when it resolves. @param {Shot} shot @returns {Promise<string>} the page's id */
  add(shot) {
    return this.#next(async () => {
      if (this.#kept.length >= MOST_PAGES) throw new EngineError('invalid_text', { message: `Un document a ${MOST_PAGES} pages au plus. Terminez celui-ci, puis commencez-en un autre.` });
      const id = newId();
      await this.#keepShot(id, shot, null);
      return id;
    });
  }

  /** Takes the page again, at its place. @param {string} page @param {Shot} shot */
  replace(page, shot) {
    return this.#next(() => this.#keepShot(page, shot, this.#page(page)));
  }

  /** What is known of a page, its picture left as it is. @param {string} page @param {{corners?: Corner[]|null, bw?: boolean, isBlurred?: boolean}} more */
  change(page, more) {
    return this.#next(() => this.#keepPages(this.capture.pages.map((one) => (one.id === page ? { ...one, ...more } : one))));
  }

  /** What is said of the document before the end: it outlives a tablet that stops. @param {import('../store/captures.js').ToldSoFar} told */
  tell(told) {
    return this.#next(() => this.#keepPages(this.capture.pages, () => [], told));
  }

  /** @param {string} page */
  remove(page) {
    return this.#setRemoved(page, true);
  }

  /** @param {string} page that was taken out */
  restore(page) {
    return this.#setRemoved(page, false);
  }

  /** @param {string} page @param {number} to its place among those that are kept, from 0 */
  move(page, to) {
    return this.#next(() => {
      const one = this.#page(page);
      const others = this.#kept.filter(({ id }) => id !== page);
      const gone = this.capture.pages.filter(({ isRemoved, id }) => isRemoved && id !== page);
      return this.#keepPages([...others.slice(0, to), one, ...others.slice(to), ...gone]);
    });
  }

  /** The picture or file itself, in memory. @param {string} page @returns {Promise<Bytes>} */
  async open(page) {
    const { part } = this.#page(page);
    const ciphertext = await this.opened.db.get('ciphertexts', part.name);
    if (!ciphertext) throw new EngineError('storage_failed', { message: NOT_KEPT });
    return openPart(ciphertext, part);
  }

  /** @param {string} page @returns {Promise<Bytes|null>} an encoded picture */
  thumb(page) {
    const { db, keyring } = this.opened;
    return readThumb(db, keyring, this.capture.unit, this.#page(page).part.name);
  }

  /** The command, and the parts handed over, in one transaction. Twice is once. @param {Told} told @returns {Promise<string>} the document's id */
  finish(told) {
    this.#finishing ??= this.#next(() => this.#finish(told)).catch((error) => {
      this.#finishing = null;
      throw error;
    });
    return this.#finishing;
  }

  /** Nothing of it stays. */
  discard() {
    return this.#next(async () => {
      await this.#write((tx) => [tx.objectStore('captures').delete(this.id), ...this.capture.pages.flatMap((page) => this.#dropped(tx, page))]);
      this.#isOver = true;
    });
  }

  /** @param {string} page */
  #page(page) {
    const found = this.capture.pages.find(({ id }) => id === page);
    if (!found) throw new EngineError('storage_failed', { message: 'Cette page n’est plus dans la prise de vue.' });
    return found;
  }

  /** One change after the other. @template T @param {() => Promise<T>} change @returns {Promise<T>} */
  #next(change) {
    const mine = async () => {
      if (this.#isOver) throw new EngineError('storage_failed', { message: 'Cette prise de vue est déjà terminée.' });
      return change();
    };
    const done = this.#turn.then(mine, mine);
    this.#turn = done.catch(() => {});
    return done;
  }

  /** @param {string} id @param {Shot} shot @param {CapturedPage|null} before */
  async #keepShot(id, { bytes, mime, width = null, height = null, corners = null, bw = false, isBlurred = false, thumb = null }, before) {
    if (bytes.length === 0) throw new EngineError('invalid_text', { message: 'Ce fichier est vide : choisissez-en un autre.' });
    if (bytes.length > LARGEST_PAGE) throw new EngineError('invalid_text', { message: 'Ce fichier dépasse 12 Mo : il ne peut pas être joint. Photographiez les pages utiles, ou enregistrez-le en plus petit.' });
    const { part, ciphertext } = await sealPart(bytes);
    const small = thumb && (await sealThumb(this.opened.keyring, this.capture.unit, { name: part.name, document: this.id }, thumb));
    const page = { id, part, mime, width, height, corners, bw, isBlurred, isRemoved: false, thumb: Boolean(thumb) };
    const pages = before ? this.capture.pages.map((one) => (one.id === id ? page : one)) : [...this.capture.pages, page];
    await this.#keepPages(pages, (tx) => [
      ...(before ? this.#dropped(tx, before) : []),
      tx.objectStore('parts').put(heldRow(part, this.id)),
      tx.objectStore('ciphertexts').put(ciphertext, part.name),
      ...(small ? [tx.objectStore('thumbs').put(small)] : []),
    ]);
  }

  /** @param {string} page @param {boolean} isRemoved */
  #setRemoved(page, isRemoved) {
    return this.#next(() => this.#keepPages(this.capture.pages.map((one) => (one.id === page ? { ...one, isRemoved } : one))));
  }

  /** @param {CapturedPage[]} pages @param {(tx: any) => Promise<unknown>[]} [more] @param {import('../store/captures.js').ToldSoFar} [told] */
  async #keepPages(pages, more = () => [], told = this.capture.told) {
    const capture = { ...this.capture, pages, ...(told ? { told } : {}) };
    const row = await sealCapture(this.opened.drafts.author, this.id, capture);
    await this.#write((tx) => [tx.objectStore('captures').put(row), ...more(tx)]);
    this.capture = capture;
  }

  /** @param {(tx: any) => Promise<unknown>[]} work */
  async #write(work) {
    try {
      await strictly(this.opened.db, KEPT_IN, work);
    } catch (cause) {
      throw new EngineError(isFull(cause) ? 'storage_full' : 'storage_failed', { cause, message: isFull(cause) ? NO_ROOM : NOT_KEPT });
    }
  }

  /** @param {any} tx @param {CapturedPage} page @returns {Promise<unknown>[]} */
  #dropped(tx, { part: { name } }) {
    return [tx.objectStore('parts').delete(name), tx.objectStore('ciphertexts').delete(name), tx.objectStore('thumbs').delete(thumbKey(this.capture.unit, name))];
  }

  /** @param {Told} told */
  async #finish(told) {
    const kept = this.#kept;
    if (kept.length === 0) throw new EngineError('invalid_text', { message: 'Il n’y a encore aucune page : prenez-en une, ou choisissez un fichier.' });
    const gone = this.capture.pages.filter(({ isRemoved }) => isRemoved);
    const put = (/** @type {any} */ tx) => [
      tx.objectStore('captures').delete(this.id),
      ...gone.flatMap((page) => this.#dropped(tx, page)),
      ...kept.flatMap((page, no) => this.#handed(tx, page, no)),
    ];
    const body = captureBody(kept.map(({ part, ...page }) => ({ ...page, ...part })), told);
    await this.engine.record('document.capture', { id: this.id, person: this.person, body, beside: { stores: KEPT_IN, put } });
    this.#isOver = true;
    return this.id;
  }

  /** @param {any} tx @param {CapturedPage} page @param {number} no @returns {Promise<unknown>[]} */
  #handed(tx, { part, thumb }, no) {
    const thumbs = tx.objectStore('thumbs');
    const placed = async () => {
      const row = await thumbs.get(thumbKey(this.capture.unit, part.name));
      return row && thumbs.put({ ...row, no });
    };
    return [tx.objectStore('parts').put({ ...heldRow(part, this.id), no, state: 'waiting' }), ...(thumb ? [placed()] : [])];
  }
}
