/**
 * Drafts wait for their author, sealed. On disk a row says whose it is and nothing more; the person it is about is
 * inside. Sealed to the author's public key; for an author whose passkey carries no key, under a store key of the team,
 * which is where the text would go anyway.
 */
import { compactDecrypt } from 'jose';
import { fromUtf8, utf8 } from '../lib/bytes.js';
import { agreedKey, publicKey, sealCompact } from '../lib/compact_jwe.js';
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
    this.#saved.add(person);
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
    const agreed = await agreedKey(await publicKey(publicJwk));
    return { jwe: await sealCompact(utf8(JSON.stringify(text)), HEADER, agreed) };
  }

  #name() {
    return `draft/${this.author.staff}`;
  }
}
