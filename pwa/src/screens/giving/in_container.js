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
 * What is to be given, in one list until a container was read, then in two; also once everything it holds was told.
 * @template {Of} T @param {Hand} hand @param {T[]} open @param {Of[]} all told ones too @returns {{heading: string, doses: T[]}[]}
 */
export function grouped(hand, open, all) {
  if (!all.some((one) => isFromContainer(hand, one))) return [{ heading: '', doses: open }];
  const held = open.filter((one) => isFromContainer(hand, one));
  const beside = open.filter((one) => !held.includes(one));
  return [
    { heading: `Dans le pilulier (${held.length})`, doses: held },
    { heading: `Hors pilulier (${beside.length})`, doses: beside },
  ].filter(({ doses }) => doses.length);
}
