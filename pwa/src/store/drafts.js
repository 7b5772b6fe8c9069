/**
 * Drafts wait for their author, sealed. On disk a row says whose it is and nothing more; the person it is about is
 * inside. Sealed to the author's public key; for an author whose passkey carries no key, under a store key of the team,
 * which is where the text would go anyway.
 *
 * Each letter is on its way to the disk at once: the key is agreed ahead, nothing waits for the letter before, and the
 * transaction is committed without being asked. What is lost by a page that goes away is what was typed while the last
 * sealing ran, a few milliseconds.
 */
import { fromUtf8, utf8 } from '../lib/bytes.js';
import { agreedKey, openCompact, publicKey, sealCompact } from '../lib/compact_jwe.js';
import { open, seal } from './sealing.js';

/**
 * @typedef {import('./database.js').Database} Database
 * @typedef {{staff: string, publicJwk: JsonWebKey|null, privateKey: CryptoKey|null,
 *   keyring: import('./keyring.js').Keyring}} Author
 */

const HEADER = { alg: 'ECDH-ES', enc: 'A256GCM', typ: 'chevet-draft+jwe' };

export class Drafts {
  /** @type {Map<string, any>} */
  #texts = new Map();
  /** @type {Map<string, number>} person → row */
  #rows = new Map();
  /** Persons whose draft was saved or dropped since the unlock. @type {Set<string>} */
  #saved = new Set();
  /** @type {Map<string, Promise<void>>} person → the last that was asked for */
  #writing = new Map();
  /** Agreed once: each text has its own nonce. @type {Promise<import('../lib/compact_jwe.js').AgreedKey>|null} */
  #agreed = null;

  /** @param {Database} db @param {Author} author */
  constructor(db, author) {
    this.db = db;
    this.author = author;
  }

  /** So that the first letter finds the key. */
  prepare() {
    this.#key()?.catch(() => {});
  }

  /** What has a draft: persons, and whatever else is being written about. */
  keys() {
    return [...this.#texts.keys()];
  }

  /** @param {string} person */
  get(person) {
    return this.#texts.get(person) ?? null;
  }

  /** Kept in memory at once, on disk when this resolves. @param {string} person @param {any} draft null: no more */
  save(person, draft) {
    this.#saved.add(person);
    if (draft === null) this.#texts.delete(person);
    else this.#texts.set(person, draft);
    const written = draft === null ? this.#drop(person) : this.#keep(person, draft);
    this.#writing.set(person, written);
    return written;
  }

  /** When everything asked for so far is on disk, or could not be put there. */
  settle() {
    return Promise.allSettled(this.#writing.values());
  }

  /** Those of the author, as last saved. What was typed since the unlock is newer. */
  async load() {
    const rows = (await this.db.getAll('drafts')).filter(({ staff }) => staff === this.author.staff);
    const texts = await Promise.all(rows.map((row) => this.#read(row)));
    for (const [at, { n }] of rows.entries()) {
      const text = texts[at];
      if (!text) continue;
      if (this.#saved.has(text.person)) await this.#forget(text.person, n);
      else {
        this.#rows.set(text.person, n);
        this.#texts.set(text.person, text.draft);
      }
    }
  }

  /** A draft that a newer one replaced. @param {string} person @param {number} n */
  async #forget(person, n) {
    if (this.#rows.get(person) !== n) await this.db.delete('drafts', n);
  }

  /** @param {{jwe?: string, block?: import('./database.js').Sealed}} row */
  #read({ jwe, block }) {
    return block ? open(this.author.keyring, this.#name(), block) : this.#openJwe(jwe ?? '');
  }

  /** @param {string} jwe */
  async #openJwe(jwe) {
    const { privateKey } = this.author;
    if (!privateKey) return null;
    try {
      return JSON.parse(fromUtf8(await openCompact(jwe, privateKey)));
    } catch {
      return null;
    }
  }

  /** @param {string} person @param {any} draft @returns {Promise<void>} */
  async #keep(person, draft) {
    const n = this.#rows.get(person) ?? randomNumber();
    this.#rows.set(person, n);
    const sealed = await this.#seal({ person, draft });
    // A later letter is already being sealed: only the last is written.
    if (this.#texts.get(person) !== draft) return this.#writing.get(person);
    await this.#commit((rows) => rows.put({ n, staff: this.author.staff, ...sealed }));
  }

  /** @param {string} person */
  async #drop(person) {
    const n = this.#rows.get(person);
    this.#rows.delete(person);
    if (n !== undefined) await this.#commit((rows) => rows.delete(n));
  }

  /** @param {(rows: import('idb').IDBPObjectStore<any, ['drafts'], 'drafts', 'readwrite'>) => Promise<unknown>} work */
  async #commit(work) {
    const tx = this.db.transaction('drafts', 'readwrite');
    const asked = work(/** @type {any} */ (tx.store));
    tx.commit();
    await Promise.all([asked, tx.done]);
  }

  /** @param {{person: string, draft: any}} text */
  async #seal(text) {
    const { keyring } = this.author;
    const key = this.#key();
    if (!key) return { block: await seal(keyring, keyring.units()[0], this.#name(), text) };
    return { jwe: await sealCompact(utf8(JSON.stringify(text)), HEADER, await key) };
  }

  #key() {
    const { publicJwk } = this.author;
    if (!publicJwk) return null;
    this.#agreed ??= publicKey(publicJwk).then(agreedKey);
    return this.#agreed;
  }

  #name() {
    return `draft/${this.author.staff}`;
  }
}

/** A row says nothing, not even when it was made. */
const randomNumber = () => Number(crypto.getRandomValues(new BigUint64Array(1))[0] >> 16n);
