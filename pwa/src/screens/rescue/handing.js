/**
 * A file given out of the page: saved, or handed to whatever the tablet shares with.
 */

/** @typedef {import('../../engine/rescue.js').Part} Part */

const KEPT_MS = 60_000;

/** @param {Part} part */
const fileOf = ({ name, text }) => new File([text], name, { type: 'text/plain' });

/** @param {Part} part */
export function save(part) {
  const href = URL.createObjectURL(fileOf(part));
  Object.assign(document.createElement('a'), { href, download: part.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
}

/** @param {Part} part */
export const canShare = (part) => navigator.canShare?.({ files: [fileOf(part)] }) ?? false;

/** Whoever closes the sharing sheet has changed their mind: the file is still here. @param {Part} part */
export const share = (part) => navigator.share({ files: [fileOf(part)] }).catch(() => {});
