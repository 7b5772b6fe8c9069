/**
 * Documents, as the bedside says them: what a capture tells the server. Pure.
 */

/** As many parts as a command may name. */
export const MOST_PAGES = 40;

/**
 * @typedef {{name: string, size: number, key: string, iv: string, plain: string, mime: string, width: number|null,
 *   height: number|null, corners: [number, number][]|null, bw: boolean}} Part
 * @typedef {{kind?: string|null, note?: string|null, takenAt?: string|null, source: 'camera'|'file'|'share', wound?: string|null}} Told
 */

/** The body of `document.capture`. @param {Part[]} pages in order @param {Told} told */
export function captureBody(pages, { kind = null, note = null, takenAt = null, source, wound = null }) {
  const parts = pages.map(({ name, size, key, iv, plain, mime, width, height, corners, bw }) => ({ name, size, key, iv, plain, mime, width, height, corners, bw }));
  return { parts, kind, note: note?.trim() || null, taken_at: takenAt, source, wound };
}
