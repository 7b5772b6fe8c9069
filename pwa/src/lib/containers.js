/**
 * What a container holds of the moment at hand, and what is due then and is not in it ("hors pilulier"):
 * medication/container_contents.py says the same, and why.
 */
import { atHand, isOpen, waitingOf } from './scan_timing.js';

/**
 * The doses of its person to be given now; where none of it is at its hour, the last behind.
 *
 * @param {import('./scan_timing.js').Container} container
 * @param {import('./scan_timing.js').Context} context
 * @returns {{inside: string[], outside: string[]}} ids of doses by their hour: to be given from it, and from elsewhere
 */
export function contents(container, context) {
  const within = new Set(container.slots.flatMap(({ items }) => items.map(({ dose }) => dose)));
  const hers = context.doses.filter(({ person }) => person === container.person);
  const inside = atHand(
    hers.filter(({ id }) => within.has(id)),
    context,
  );
  const hours = inside.map(({ due_at }) => due_at);
  const outside = waitingOf(hers, context).filter(
    (one) => !within.has(one.id) && (isOpen(one, context) || hours.includes(one.due_at)),
  );
  return { inside: inside.map(({ id }) => id), outside: outside.map(({ id }) => id) };
}
