/**
 * Which boxes may not be given any more: medication/recalls.py says the same, and why. Fetched where something is scanned.
 */

/**
 * @typedef {{id: string, label: string, cip13: string|null, gtin: string, batch: string|null, reason: string, since: string,
 *   ended: string|null}} RecallRow a row of the feed; batch: null for every batch; days as ISO dates
 * @typedef {{recall: RecallRow, isSure: boolean}} Recalled isSure: false when the batch was not read
 */

/** A batch as it is compared: capitals, without any space. @param {string} text */
export const foldBatch = (text) => text.replace(/\s/g, '').toUpperCase();

/**
 * The recall that a pack falls under that day, a sure one before one that may be.
 *
 * @param {{gtin: string|null, cip13: string|null, batch: string|null}} code
 * @param {RecallRow[]} recalls
 * @param {string} on the day as an ISO date
 * @returns {Recalled|null}
 */
export function recallOf(code, recalls, on) {
  const about = recalls.filter((one) => holds(one, on) && isPack(code, one));
  const batch = foldBatch(code.batch ?? '');
  const sure = about.find((one) => one.batch === null || (batch && foldBatch(one.batch) === batch));
  if (sure) return { recall: sure, isSure: true };
  return about.length && !batch ? { recall: about[0], isSure: false } : null;
}

/** @param {RecallRow} recall @param {string} on */
const holds = ({ since, ended }, on) => since <= on && (ended === null || on < ended);

/** @param {{gtin: string|null, cip13: string|null}} code @param {RecallRow} recall */
const isPack = (code, recall) =>
  (code.gtin !== null && code.gtin === recall.gtin) || (code.cip13 !== null && code.cip13 === recall.cip13);
