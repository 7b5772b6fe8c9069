/**
 * What tablet and server have told each other of numbers: which install counts here and how far, what came before it,
 * which numbers never arrived, how far backups reach, and since which epoch of the server.
 */
import { newId } from '../lib/uuid.js';
import { strictly } from '../store/database.js';
import { numberingOf } from './numbering.js';

/**
 * @typedef {import('../store/database.js').Database} Database
 * @typedef {import('./numbering.js').Prior} Prior
 * @typedef {{install: string, ranges: [number, number][], count: number}} Missing
 * @typedef {{missing: Missing[], unknown: boolean, understood: string|null}} Loss understood: what a reader was told of
 * @typedef {{epoch?: string, durable_through?: string|null, missing?: Missing[], missing_unknown?: boolean,
 *   prior_noted?: boolean}} Told the part of an answer that is about numbers
 */

/** @type {Loss} */
const NOTHING = { missing: [], unknown: false, understood: null };

export class Ledger {
  install = '';
  seq = 0;
  /** The device that these numbers are of; null before the tablet is one of the home's. @type {string|null} */
  device = null;
  /** Oldest first; each is told until the server has noted it. @type {Prior[]} */
  priors = [];
  /** @type {string|null} */
  epoch = null;
  /** @type {string|null} */
  durableThrough = null;
  /** @type {Loss} */
  loss = NOTHING;

  /** @param {Database} db @param {import('./canary.js').Canary} canary */
  constructor(db, canary) {
    this.db = db;
    this.canary = canary;
  }

  /** Reads it all again; begins a new numbering when the old one cannot go on. */
  async read() {
    const { store } = this.db.transaction('meta');
    const names = ['install', 'seq', 'install_device', 'wall', 'priors', 'epoch', 'durable_through', 'loss'];
    const [install, seq = 0, device, wall, priors, epoch, durable, loss] = await Promise.all(
      names.map((name) => store.get(name)),
    );
    this.device = device ?? wall?.device.id ?? null;
    Object.assign(this, { priors: priors ?? [], epoch: epoch ?? null, durableThrough: durable ?? null, loss: loss ?? NOTHING });
    const numbering = numberingOf(install ? { install, seq } : null, this.canary.read(), newId);
    if (install !== numbering.install) await this.#begin(numbering);
    else Object.assign(this, { install, seq });
    this.canary.write(this.install, this.seq);
  }

  /** @param {import('./numbering.js').Numbering} numbering */
  async #begin({ install, seq, prior }) {
    if (prior && !(prior === 'unknown' && this.canary.isJustEnrolled)) this.priors = [...this.priors, prior];
    await strictly(this.db, ['meta'], (tx) => {
      const meta = tx.objectStore('meta');
      return [meta.put(install, 'install'), meta.put(seq, 'seq'), meta.put(this.priors, 'priors')];
    });
    Object.assign(this, { install, seq });
  }

  /** These numbers are of this device; a tablet that was enrolled anew begins new ones. @param {string} device */
  async belongTo(device) {
    if (this.device === device) return;
    const before = this.device;
    this.device = device;
    if (before) {
      await this.#begin({ install: newId(), seq: 0, prior: { install: this.install, last_seq: this.seq } });
      this.canary.write(this.install, this.seq);
    }
    await this.db.put('meta', device, 'install_device');
  }

  /** The tablet has never been one of the home's since its store began: there is nothing before it. */
  async beginsHere() {
    if (this.device) return;
    this.priors = this.priors.filter((prior) => prior !== 'unknown');
    await this.db.put('meta', this.priors, 'priors');
  }

  /** A number is taken for ever. @param {number} seq */
  taken(seq) {
    this.seq = seq;
    this.canary.write(this.install, seq);
  }

  /** Which numbers have not arrived, and whether the one who reads here was told of it. */
  get lost() {
    const { missing, unknown, understood } = this.loss;
    if (missing.length === 0 && !unknown) return null;
    const count = missing.reduce((sum, one) => sum + one.count, 0);
    const parts = missing.map(({ install, ranges }) => ({ ranges, isEarlier: install !== this.install }));
    return { count: unknown ? null : count, parts, unknown, isUnderstood: understood === signatureOf(this.loss) };
  }

  /** The reader of the tablet knows; the office goes on seeing it. */
  async understand() {
    await this.#keepLoss({ ...this.loss, understood: signatureOf(this.loss) });
  }

  /** @param {Told} told @returns {Promise<boolean>} whether what is lost has changed */
  async note({ durable_through = null, missing = [], missing_unknown = false, prior_noted = false }) {
    if (prior_noted && this.priors.length > 0) {
      this.priors = this.priors.slice(1);
      await this.db.put('meta', this.priors, 'priors');
    }
    if (durable_through !== this.durableThrough) {
      this.durableThrough = durable_through;
      await this.db.put('meta', durable_through, 'durable_through');
    }
    const loss = { ...this.loss, missing, unknown: missing_unknown };
    if (signatureOf(loss) === signatureOf(this.loss)) return false;
    await this.#keepLoss(loss);
    return true;
  }

  /** @param {Loss} loss */
  async #keepLoss(loss) {
    this.loss = loss;
    await this.db.put('meta', loss, 'loss');
  }
}

/** @param {Loss} loss */
const signatureOf = ({ missing, unknown }) => JSON.stringify([missing.map(({ install, ranges }) => [install, ranges]), unknown]);
