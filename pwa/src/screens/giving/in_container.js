/**
 * Giving from a container that was read: what it holds comes first and is given with one tap; what is due and is not in it
 * stays apart, so that a pillbox that looks complete hides nothing.
 */

/**
 * @typedef {{dose: {id: string}|null, line: {id: string}|null}} Of
 * @typedef {{scanOf: (of: Of) => {how: string}|null}} Hand
 */

/** Whether it lies in the container that was read. @param {Hand} hand @param {Of} one */
export const isFromContainer = (hand, one) => hand.scanOf(one)?.how === 'container';

/**
 * What is to be given, in one list until a container was read, then in two.
 * @template {Of} T @param {Hand} hand @param {T[]} open @returns {{heading: string, doses: T[]}[]}
 */
export function grouped(hand, open) {
  const held = open.filter((one) => isFromContainer(hand, one));
  const beside = open.filter((one) => !held.includes(one));
  if (held.length === 0) return [{ heading: '', doses: beside }];
  const groups = [{ heading: `Dans le pilulier (${held.length})`, doses: held }];
  return beside.length ? [...groups, { heading: `Hors pilulier (${beside.length})`, doses: beside }] : groups;
}
