/**
 * What one unlock opened: who, with which session, and what they may read. Everything secret of the page hangs here;
 * dropping it is what locking means.
 */
import { openStoreKeys } from '../auth/user_key.js';
import { readDays, readHeads } from '../store/blocks.js';
import { Drafts } from '../store/drafts.js';
import { readFacts, stateOf } from '../store/facts.js';
import { readMarks } from '../store/feed.js';
import { Keyring } from '../store/keyring.js';
import { Memory } from '../store/memory.js';
import { letGo, quarantinedIds } from '../outbox/quarantined.js';
import { Review, settledBy } from './review.js';

/**
 * @typedef {import('./tablet.js').Tablet} Tablet
 * @typedef {import('../lib/rows.js').WallStaff} WallStaff
 * @typedef {import('../auth/passkey_unlocker.js').Opened} Unlocked
 * @typedef {import('../store/feed.js').Mark} Mark
 */

export class Opened {
  keyring = new Keyring();
  /** @type {Map<string, Mark>} */
  marks = new Map();
  /** When the days, facts and drafts are in memory too. @type {Promise<void>} */
  filled = Promise.resolve();
  /** Persons whose dossier was opened in this session, and said so. @type {Set<string>} */
  visited = new Set();
  review = new Review();
  /** @type {Set<string>} units whose blocks no longer open */
  #broken = new Set();

  /** @param {Tablet} tablet @param {WallStaff} staff @param {Unlocked} unlocked */
  constructor(tablet, staff, { session, userKey, proof, resume, until, keyNotices = 0 }) {
    this.db = tablet.db;
    this.late = tablet.late;
    this.staff = staff;
    this.session = session;
    this.userKey = userKey;
    this.proof = proof;
    this.resume = resume;
    this.until = until;
    this.keyNotices = keyNotices;
    this.memory = new Memory({ me: staff.id, nameOf: (id) => nameOnWall(tablet, id) });
    const author = { staff: staff.id, publicJwk: staff.public_jwk, privateKey: userKey, keyring: this.keyring };
    this.drafts = new Drafts(this.db, author);
  }

  /** The name colleagues read beside what this person writes. */
  get name() {
    return this.memory.nameOf(this.staff.id) ?? this.staff.first_name;
  }

  get units() {
    return [...this.memory.slices.keys()];
  }

  /** Enough to draw the list. @param {Tablet} tablet @param {import('../auth/user_key.js').StoreKey[]} storeKeys */
  async open(tablet, storeKeys) {
    await Promise.all(storeKeys.map(({ unit, version, key }) => this.keyring.add(unit, version, key)));
    const units = this.keyring.units();
    const [{ slices, broken }, marks] = await Promise.all([
      readHeads(this.db, this.keyring, units),
      readMarks(this.db, units),
      // Only what the server has not had must be on disk before anything is written under it.
      this.resume ? tablet.keepProof(this.session.id, this.proof, false) : null,
    ]);
    if (!this.resume) tablet.keepProof(this.session.id, this.proof, true).catch(() => {});
    this.drafts.prepare();
    this.memory.slices = slices;
    this.marks = marks;
    this.#broken = broken;
    this.memory.touch();
  }

  /** The rest, read while the list is already on screen. @param {Date} now */
  async fill(now) {
    const { db, keyring, memory } = this;
    const [facts, broken] = await Promise.all([
      readFacts(db, keyring),
      readDays(db, keyring, memory.slices),
      this.drafts.load(),
    ]);
    // What was written since the unlock is newer than what was read.
    memory.facts = new Map([...facts, ...memory.facts]);
    for (const slice of memory.slices.values()) slice.prune(now);
    const unread = new Set([...this.#broken, ...broken]);
    for (const unit of unread) this.marks.set(unit, { cursor: null, as_of: null });
    memory.touch();
    // Should the disk refuse, the next unlock does it: the key before is still there for a while.
    if (keyring.renewed().length > 0) await this.late().then(({ resealOld }) => resealOld(this, unread)).catch(() => {});
    await this.settle();
  }

  /** Store keys that were replaced meanwhile: what is open here is sealed again under the new ones. @param {WallStaff} staff */
  async renew(staff) {
    const { userKey } = this;
    const fresh = staff.store_keys.filter(({ unit, version }) => !this.keyring.has(unit, version));
    if (!userKey || fresh.length === 0) return;
    await this.filled;
    for (const { unit, version, key } of await openStoreKeys(userKey, fresh)) {
      await this.keyring.add(unit, version, key);
      await (await this.late()).resealUnit(this, unit);
    }
  }

  /** The oldest of the instants at which each unit was last known whole. @returns {Date|null} */
  asOf() {
    const known = [...this.marks.values()].map(({ as_of }) => as_of);
    if (known.length === 0 || known.includes(null)) return null;
    return new Date(Math.min(...known.map((at) => Date.parse(/** @type {string} */ (at)))));
  }

  /**
   * Lets go of what was put aside and is no longer to be decided: the server has the decision, or has filed it after all.
   * @returns {Promise<boolean>} whether there was some
   */
  async settle() {
    const { db, memory } = this;
    const decided = settledBy([...memory.facts.values()].filter(({ state }) => state === 'received'));
    const isFiled = (/** @type {string} */ id) => [...memory.slices.values()].some((slice) => slice.entry(id) ?? slice.kept('document').has(id));
    const over = (await quarantinedIds(db)).filter((id) => decided.includes(id) || isFiled(id));
    if (over.length === 0) return false;
    await letGo(db, over);
    for (const id of over) {
      this.review.settle({ command: id, quarantine: null });
      memory.facts.delete(id);
    }
    memory.touchFacts();
    return true;
  }

  /**
   * The server was restored: each unit is asked for whole, and what was done here waits again until it is told so.
   */
  forgetFeed() {
    for (const unit of this.marks.keys()) this.marks.set(unit, { cursor: null, as_of: this.marks.get(unit)?.as_of ?? null });
    for (const fact of this.memory.facts.values()) {
      if (fact.state === 'received') Object.assign(fact, { state: 'waiting', receivedAt: 0 });
    }
    this.memory.touchFacts();
  }

  /** The server answered: where each fact now stands. @param {import('../outbox/rows.js').Row[]} rows */
  note(rows) {
    for (const row of rows) {
      const fact = this.memory.facts.get(row.id);
      if (fact) Object.assign(fact, stateOf(row), { receivedAt: Date.now() });
    }
    this.memory.touchFacts();
  }

  /** The unit whose team shares a fact. @param {string|null} person @param {any} body @returns {string|null} */
  unitFor(person, body) {
    const { memory } = this;
    if (person) return memory.unitOf(person);
    const entry = memory.entry(body.entry ?? body.entries?.[0] ?? '');
    return entry ? memory.unitOf(entry.person) : (this.units[0] ?? null);
  }
}

/** @param {Tablet} tablet @param {string} id */
function nameOnWall({ wall }, id) {
  return wall?.staff.find((staff) => staff.id === id)?.first_name ?? null;
}
