/**
 * The half of the engine that screens read: plain values, always ready, and the event that says they changed.
 */
import { EngineError } from '../lib/engine_error.js';

/**
 * @typedef {'starting'|'not-enrolled'|'locked'|'unlocking'|'unlocked'|'elsewhere'} Status
 * @typedef {{id: string, firstName: string, role: string, roleLabel: string, permissions: Set<string>}} Me
 * @typedef {'status'|'wall'|'rows'|'queue'|'freshness'|'notice'} What
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {import('../store/merge.js').Entry} Entry
 * @typedef {import('../store/follow_ups.js').FollowUp} FollowUp
 * @typedef {import('../store/memory.js').Person} Person
 */

/** How often an age that merely grew is worth drawing again. */
const FRESHNESS_STEP = 20_000;

export class Reading extends EventTarget {
  #freshAt = 0;
  /** @type {Status} */
  status = 'starting';
  /** @type {ReturnType<import('./tablet.js').Tablet['shownWall']>} */
  wall = null;
  /** @type {Me|null} */
  me = null;
  /** @type {{count: number, oldestAt: Date|null, quarantined: number, sending: boolean}} */
  queue = { count: 0, oldestAt: null, quarantined: 0, sending: false };
  /** @type {{asOf: Date|null, online: boolean}} */
  freshness = { asOf: null, online: globalThis.navigator?.onLine !== false };
  /** @protected @type {Opened|null} all that an unlock opened; null: locked */
  opened = null;

  /** @param {string} permission */
  may(permission) {
    return this.me?.permissions.has(permission) ?? false;
  }

  units() {
    return this.opened?.memory.units() ?? [];
  }

  /** In walking order. @param {string} [unitId] @returns {Person[]} */
  persons(unitId) {
    return this.opened?.memory.persons(unitId) ?? [];
  }

  /** @param {string} id @returns {Person|null} */
  person(id) {
    return this.opened?.memory.person(id) ?? null;
  }

  /** Newest first. @param {string} personId @returns {Entry[]} */
  entries(personId) {
    return this.opened?.memory.entries(personId) ?? [];
  }

  /** Newest first. @param {string} [unitId] @returns {Entry[]} */
  unitEntries(unitId) {
    return this.opened?.memory.unitEntries(unitId) ?? [];
  }

  /** Entries that `history` told of, with what was done since. @param {string[]} ids newest first @returns {Entry[]} */
  olderEntries(ids) {
    return this.opened?.memory.olderEntries(ids) ?? [];
  }

  /** Alarm entries that nobody acknowledged. @returns {Entry[]} */
  alarms() {
    return this.opened?.memory.alarms() ?? [];
  }

  /** What remains to be done and what was done lately, earliest due first. @param {string} [unitId] @returns {FollowUp[]} */
  followUps(unitId) {
    return this.opened?.memory.followUps(unitId) ?? [];
  }

  /** @param {string} personId @returns {FollowUp[]} */
  followUpsOf(personId) {
    return this.followUps().filter(({ person }) => person === personId);
  }

  /** What was asked with an entry. @param {Entry} entry @returns {FollowUp[]} */
  followUpsFrom(entry) {
    return this.opened?.memory.followUpsFrom(entry) ?? [];
  }

  vocabulary() {
    return this.opened?.memory.vocabulary() ?? null;
  }

  /** The six to offer first. @param {string} personId */
  usualCibles(personId) {
    return this.opened?.memory.usualCibles(personId) ?? [];
  }

  /** The author's own. @param {string} personId @returns {any} */
  draft(personId) {
    return this.opened?.drafts.get(personId) ?? null;
  }

  /** @protected */
  needOpened() {
    if (!this.opened) throw new EngineError(this.status === 'elsewhere' ? 'elsewhere' : 'locked');
    return this.opened;
  }

  /** @protected @param {What} what @param {object} [more] */
  emit(what, more = {}) {
    this.dispatchEvent(new CustomEvent('change', { detail: { what, ...more } }));
  }

  /** @protected @param {Status} status */
  become(status) {
    if (this.status === status) return;
    this.status = status;
    this.emit('status');
  }

  /** @protected @param {Partial<Reading['queue']>} change */
  keepQueue(change) {
    this.queue = { ...this.queue, ...change };
    this.emit('queue');
  }

  /** @protected @param {boolean} isSending */
  keepSending(isSending) {
    const sending = isSending && this.queue.count > 0;
    if (sending !== this.queue.sending) this.keepQueue({ sending });
  }

  /** @protected @param {boolean} online */
  keepFreshness(online) {
    const asOf = this.opened?.asOf() ?? null;
    const before = this.freshness;
    this.freshness = { asOf, online };
    const isNews = online !== before.online || !asOf !== !before.asOf;
    if (!isNews && Date.now() - this.#freshAt < FRESHNESS_STEP) return;
    this.#freshAt = Date.now();
    this.emit('freshness');
  }

  /** @protected @param {string|null|undefined} text in French */
  notify(text) {
    if (text) this.emit('notice', { text });
  }
}
