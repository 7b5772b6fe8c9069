/**
 * This page among the tablet's other windows: which one writes, and the word that goes round when one locks.
 */
import { Turn } from '../outbox/turn.js';

/**
 * @typedef {{locks: any, onGain: () => void, onLose: () => void, onAsked: () => Promise<void>, onLocked: () => void}} Options
 *   onAsked: another window wants to write; onLocked: another window was locked
 */

/** How long a reload waits for the page it replaces to let go, before it says that another window is open. */
const PATIENCE = 800;

export class Windows {
  /** @param {Options} options */
  constructor({ locks, onGain, onLose, onAsked, onLocked }) {
    this.channel = new BroadcastChannel('chevet');
    this.turn = new Turn({ locks, onGain, onLose, ask: () => this.tell('release') });
    this.channel.onmessage = async ({ data }) => {
      if (data === 'locked') onLocked();
      if (data !== 'release' || !this.turn.held) return;
      await onAsked();
      this.turn.release();
    };
  }

  /** @returns {Promise<boolean>} whether this window writes, as far as can be told soon */
  async enter() {
    this.turn.queue();
    for (const end = Date.now() + PATIENCE; !this.turn.held && Date.now() < end;) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.turn.held;
  }

  /** @param {'locked'|'release'} what */
  tell(what) {
    this.channel.postMessage(what);
  }

  close() {
    this.channel.close();
    this.turn.leave();
  }
}
