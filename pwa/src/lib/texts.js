/**
 * What a text must be to travel: the server refuses the rest, so the author is told before anything is kept.
 */

export const LONGEST = 4000;

const UNPAIRED = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** What is wrong with a text, in French, or null. @param {string} text */
export function faultOf(text) {
  if (text.includes('\0') || UNPAIRED.test(text))
    return 'Ce texte contient un caractère illisible. Retirez-le, puis enregistrez.';
  if ([...text].length > LONGEST) return `Ce texte dépasse ${LONGEST} caractères. Raccourcissez-le, puis enregistrez.`;
  return null;
}

/** The first fault of any text inside a command's body, at whatever depth. @param {unknown} value @returns {string|null} */
export function faultIn(value) {
  if (typeof value === 'string') return faultOf(value);
  if (value === null || typeof value !== 'object') return null;
  for (const part of Object.values(value)) {
    const fault = faultIn(part);
    if (fault) return fault;
  }
  return null;
}
