/**
 * The text of a label's QR code: app/areas/rounds/labels/tokens.py says the same, and why. Fetched where something is scanned.
 */

/** @typedef {{kind: 'person'|'container', digest: Promise<string>}} Token digest: 64 hexadecimal digits */

const READ = /^(?:.{3})?(CHEVET([PC])[BCDEFGHIJKLNOPRSTUVXY]{30})$/;

/**
 * The label in what a scanner sent; null when it is none of ours.
 *
 * @param {string} text
 * @returns {Token|null}
 */
export function parse(text) {
  const found = READ.exec(text.replace(/\s/g, '').toUpperCase());
  return found && { kind: found[2] === 'P' ? 'person' : 'container', digest: digestOf(found[1]) };
}

/** @param {string} text @returns {Promise<string>} */
async function digestOf(text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
