/**
 * Small things said properly: where a person lives, a phrase that stands alone.
 */

/** "chambre 21"; "Studio 3" as it is; nothing for someone who lives at home. @param {string|null} room */
export const roomWords = (room) => (room && /^\d+\s?\p{L}?$/u.test(room) ? `chambre ${room}` : (room ?? ''));

/** Ready-made phrases are kept in lower case, since they follow others; alone, they begin with a capital. @param {string} phrase */
export const capitalised = (phrase) => phrase.charAt(0).toLocaleUpperCase('fr') + phrase.slice(1);
