/**
 * Strong unlocks of this page, on which quick ones lean for some hours. They live in its memory only: a reload, the end
 * of those hours, or anything odd drops them, and the key is asked for with its code again.
 */

/**
 * @typedef {{session: string, credential: string, openedAt: number, userKey: CryptoKey|null}} Strong session: its id;
 *   userKey: null for a passkey that cannot hold one
 * @typedef {import('./passkey_unlocker.js').Door} Door
 * @typedef {import('./passkey_unlocker.js').Attempt} Attempt
 */

const HOUR = 60 * 60 * 1000;

export class Parked {
  /** @type {Map<string, Strong>} by professional */
  #strong = new Map();

  /** What this person may lean on now. @param {Pick<Door, 'wall'|'staff'|'now'>} door @returns {Strong|null} */
  of({ wall, staff, now }) {
    const strong = this.#strong.get(staff.id);
    if (!strong) return null;
    const age = now().getTime() - strong.openedAt;
    const isHere = staff.credentials.some(({ id }) => id === strong.credential);
    if (isHere && age >= 0 && age < (wall.quick_hours ?? 0) * HOUR) return strong;
    this.forget(staff.id);
    return null;
  }

  /** Keeps a strong unlock; a quick one leaves what it leans on as it was. @param {Attempt} attempt @param {{id: string}} credential @param {CryptoKey|null} userKey */
  keep({ door: { staff, now }, session, strong }, credential, userKey) {
    if (strong) return;
    this.#strong.set(staff.id, { session: session.id, credential: credential.id, openedAt: now().getTime(), userKey });
  }

  /** @param {string} staff */
  forget(staff) {
    this.#strong.delete(staff);
  }

  clear() {
    this.#strong.clear();
  }
}
