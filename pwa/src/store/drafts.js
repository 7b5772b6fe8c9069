/**
 * Drafts wait for their author, sealed. On disk a row says whose it is and nothing more; the person it is about is
 * inside. Sealed to the author's public key; for an author whose passkey carries no key, under a store key of the team,
 * which is where the text would go anyway.
 */
import { CompactEncrypt, compactDecrypt } from 'jose';
import { fromUtf8, utf8 } from '../lib/bytes.js';
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
  #writing = Promise.resolve();

  /** @param {Database} db @param {Author} author */
  constructor(db, author) {
    this.db = db;
    this.author = author;
  }

  /** @param {string} person */
  get(person) {
    return this.#texts.get(person) ?? null;
  }

  /** Kept in memory at once, on disk when this resolves. @param {string} person @param {any} draft null: no more */
  save(person, draft) {
    if (draft === null) this.#texts.delete(person);
    else this.#texts.set(person, draft);
    const write = () => this.#write(person, draft);
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }

  /** When everything asked for so far is on disk. */
  settle() {
    return this.#writing.catch(() => {});
  }

  async load() {
    const rows = (await this.db.getAll('drafts')).filter(({ staff }) => staff === this.author.staff);
    await Promise.all(rows.map((row) => this.#read(row)));
  }

  /** @param {{n: number, jwe?: string, block?: import('./database.js').Sealed}} row */
  async #read({ n, jwe, block }) {
    const text = block ? await open(this.author.keyring, this.#name(), block) : await this.#openJwe(jwe ?? '');
    if (!text || this.#rows.has(text.person)) return;
    this.#rows.set(text.person, n);
    if (!this.#texts.has(text.person)) this.#texts.set(text.person, text.draft);
  }

  /** @param {string} jwe */
  async #openJwe(jwe) {
    const { privateKey } = this.author;
    if (!privateKey) return null;
    try {
      return JSON.parse(fromUtf8(new Uint8Array((await compactDecrypt(jwe, privateKey)).plaintext)));
    } catch {
      return null;
    }
  }

  /** @param {string} person @param {any} draft */
  async #write(person, draft) {
    const n = this.#rows.get(person);
    if (draft === null) {
      this.#rows.delete(person);
      if (n !== undefined) await this.db.delete('drafts', n);
      return;
    }
    // A later keystroke already waits its turn: seal only the last.
    if (this.#texts.get(person) !== draft) return;
    const sealed = await this.#seal({ person, draft });
    const row = { staff: this.author.staff, ...sealed, ...(n === undefined ? {} : { n }) };
    this.#rows.set(person, await this.db.put('drafts', /** @type {any} */ (row)));
  }

  /** @param {{person: string, draft: any}} text */
  async #seal(text) {
    const { publicJwk, keyring } = this.author;
    if (!publicJwk) return { block: await seal(keyring, keyring.units()[0], this.#name(), text) };
    const jwe = new CompactEncrypt(utf8(JSON.stringify(text))).setProtectedHeader(HEADER);
    return { jwe: await jwe.encrypt(/** @type {any} */ (publicJwk)) };
  }

  #name() {
    return `draft/${this.author.staff}`;
  }
}
