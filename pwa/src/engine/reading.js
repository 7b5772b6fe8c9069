/**
 * What screens read of what an unlock opened: plain values, always ready.
 */
import { EngineError } from '../lib/engine_error.js';
import { KEY as ROUND, isUnderWay } from '../lib/round.js';
import { Standing } from './standing.js';

/**
 * @typedef {{id: string, firstName: string, role: string, roleLabel: string, permissions: Set<string>}} Me
 * @typedef {import('./opened.js').Opened} Opened
 * @typedef {import('../store/merge.js').Entry} Entry
 * @typedef {import('../store/follow_ups.js').FollowUp} FollowUp
 * @typedef {import('../store/memory.js').Person} Person
 */

/** What waits longer says why. */
const PATIENCE = 60 * 60 * 1000;

export class Reading extends Standing {
  /** @type {Me|null} */
  me = null;
  /** What the reader has yet to accept before anything else is shown. @type {import('../lib/rows.js').Charter|null} */
  charter = null;
  /** @protected @type {Opened|null} all that an unlock opened; null: locked */
  opened = null;

  /** @param {string} permission */
  may(permission) {
    return this.me?.permissions.has(permission) ?? false;
  }

  /** How much happened to the reader's keys that they have not answered. */
  get keyNotices() {
    return this.opened?.keyNotices ?? 0;
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

  /** As the team's list calls a professional. @param {string} staff @returns {string|null} */
  nameOf(staff) {
    return this.opened?.memory.nameOf(staff) ?? null;
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

  /** What the feed tells of a person under a kind, as it came. @param {Parameters<import('../store/memory.js').Memory['rowsOf']>[0]} kind @param {string} personId */
  rowsOf(kind, personId) {
    return this.opened?.memory.rowsOf(kind, personId) ?? [];
  }

  /** What was done on this tablet, of one type, and is not yet told by the feed. @param {string} type @returns {import('../store/facts.js').Fact[]} */
  factsOf(type) {
    return [...(this.opened?.memory.facts.values() ?? [])].filter((fact) => fact.type === type);
  }

  /** What the server put aside and the reader may decide, oldest first. @returns {import('./review.js').Item[]} */
  review() {
    const { opened } = this;
    return opened?.review.items(opened.memory, this.may('quarantine.review')) ?? [];
  }

  /** What the server has asked to wait with, for longer than anyone would expect. @returns {import('../store/facts.js').Fact[]} */
  waitingLong() {
    const limit = new Date(Date.now() - PATIENCE).toISOString();
    const facts = [...(this.opened?.memory.facts.values() ?? [])];
    return facts.filter(({ state, reason, at }) => state === 'waiting' && reason && at < limit);
  }

  vocabulary() {
    return this.opened?.memory.vocabulary() ?? null;
  }

  /** The six to offer first. @param {string} personId */
  usualCibles(personId) {
    return this.opened?.memory.usualCibles(personId) ?? [];
  }

  /** When all that the tablet keeps is in memory, drafts too. @returns {Promise<void>} */
  get filled() {
    return this.opened?.filled ?? Promise.resolve();
  }

  /** The reader's own round, if one is under way. @returns {import('../lib/round.js').Round|null} */
  round() {
    const round = this.draft(ROUND);
    return isUnderWay(round, new Date()) ? round : null;
  }

  /** Persons about whom the reader left something unfinished. @returns {Person[]} */
  drafted() {
    return (this.opened?.drafts.keys() ?? []).flatMap((key) => this.person(key) ?? []);
  }

  /** The author's own. @param {string} personId @returns {any} */
  draft(personId) {
    return this.opened?.drafts.get(personId) ?? null;
  }

  needOpened() {
    if (!this.opened) throw new EngineError(this.status === 'elsewhere' ? 'elsewhere' : 'locked');
    return this.opened;
  }

  /** @protected @param {boolean} online */
  keepFreshness(online) {
    this.keepFresh(this.opened?.asOf() ?? null, online);
  }
}
