/**
 * What keeps captures on the disk, handed over by the screens that stay: this script need not bring the store again.
 */

/** @type {Pick<typeof import('../../engine/documents.js'), 'openDraft'|'resumeDrafts'|'roomWords'>} */
export const drafting = /** @type {any} */ ({});
