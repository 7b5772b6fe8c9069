/**
 * One file on its way in: read, judged, sent batch by batch, gone on with where a cut stopped it; or a receipt, taken.
 */
import { carry, judge, nothingCarried, receiptOf, takeReceipt, whyStopped } from '../../engine/rescue.js';
import { carryPages } from '../../engine/rescue_pages.js';
import { FileFault, LARGEST } from '../../outbox/rescue_file.js';

/** @typedef {import('../../engine/rescue.js').Rescue} Rescue */
/** @typedef {'reading'|'sending'|'stopped'|'done'|'receipt'|'refused'} Phase */

export class Carrying {
  /** @type {Phase} */
  phase = 'reading';
  /** In French: why it stopped, or was refused. */
  problem = '';
  /** @type {Rescue|null} */
  rescue = null;
  carried = nothingCarried();
  /** Pages of documents, in place of a rescue. @type {import('../../outbox/page_file.js').PageFile|null} */
  pages = null;
  /** How many were waiting for the receipt. */
  settled = 0;

  /** @param {import('../../engine/rescue.js').Means} means @param {() => void} onChange */
  constructor(means, onChange) {
    this.means = means;
    this.onChange = onChange;
  }

  /** @param {File} file */
  async begin(file) {
    this.onChange();
    try {
      if (file.size > LARGEST) throw new FileFault('too_large');
      const read = await judge(this.means, await file.text());
      if ('receipt' in read) return await this.#take(read.receipt, read.isOurs);
      if (read.isOurs) return this.#refuse('Ce fichier vient de cette tablette. Portez-le à une autre, ou au bureau.');
      if ('pages' in read) this.pages = read.pages ?? null;
      else this.rescue = read.rescue;
    } catch (error) {
      return this.#refuse(error instanceof FileFault ? error.message : 'Ce fichier ne peut pas être lu. Choisissez-le à nouveau.');
    }
    return this.send();
  }

  /** From where it was left. */
  send = async () => {
    const { pages, carried } = this;
    this.#become('sending');
    try {
      if (pages) await carryPages(this.means, pages, carried, this.onChange);
      else await carry(this.means, /** @type {Rescue} */ (this.rescue), carried, this.onChange);
      this.#become('done');
    } catch (error) {
      this.problem = whyStopped(error);
      this.#become('stopped');
    }
  };

  get receipt() {
    const { means, rescue, carried } = this;
    return rescue && carried.receipts.length > 0 ? receiptOf(means, rescue, carried.receipts) : null;
  }

  /** @param {import('../../outbox/rescue_file.js').Receipt} receipt @param {boolean} isOurs */
  async #take(receipt, isOurs) {
    if (!isOurs) return this.#refuse('Ce reçu est celui d’une autre tablette : rapportez-le à celle qui a exporté le fichier.');
    this.settled = await takeReceipt(this.means, receipt);
    this.#become('receipt');
  }

  /** @param {string} problem */
  #refuse(problem) {
    this.problem = problem;
    this.#become('refused');
  }

  /** @param {Phase} phase */
  #become(phase) {
    this.phase = phase;
    this.onChange();
  }
}
