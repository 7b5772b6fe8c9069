/**
 * The store keys that the person signed in may use, by unit and version. In memory only; dropped at lock.
 */

/** @typedef {import('../lib/bytes.js').Bytes} Bytes */

export class Keyring {
  /** @type {Map<string, Map<number, CryptoKey>>} */
  #keys = new Map();

  /** @param {string} unit @param {number} version @param {Bytes} raw 32 bytes, overwritten here */
  async add(unit, version, raw) {
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    raw.fill(0);
    const versions = this.#keys.get(unit) ?? new Map();
    versions.set(version, key);
    this.#keys.set(unit, versions);
  }

  units() {
    return [...this.#keys.keys()];
  }

  /** Units of which a key was replaced not long ago: some of what is on disk may still be sealed under it. */
  renewed() {
    return this.units().filter((unit) => (this.#keys.get(unit)?.size ?? 0) > 1);
  }

  /** @param {string} unit @param {number} version */
  has(unit, version) {
    return this.#keys.get(unit)?.has(version) ?? false;
  }

  /** The key to seal with. @param {string} unit */
  newest(unit) {
    const versions = this.#keys.get(unit);
    if (!versions) return null;
    const version = Math.max(...versions.keys());
    return { version, key: /** @type {CryptoKey} */ (versions.get(version)) };
  }

  /** The key that opens what was sealed with this version. @param {string} unit @param {number} version */
  find(unit, version) {
    return this.#keys.get(unit)?.get(version) ?? null;
  }
}
