/**
 * Which personal codes are refused, because somebody would try them first. The server decides (`code_choice.py`); this
 * says so while the fingers are still there.
 */
export const LEAST = 6;
export const MOST = 12;

const RISING = '01234567890123456789';
const FALLING = [...RISING].reverse().join('');
const FAVOURITES =
  '112233 123321 142536 147258 147852 147369 159357 159753 246810 258456 321654 456789 741852 753951 789456 963852 135790 314159 11223344 12344321 14725836 31415926 1123581321'.split(
    ' ',
  );

/** Why this code cannot be chosen; null when it can. @param {string} code @returns {string|null} */
export function codeProblem(code) {
  if (!/^[0-9]{6,12}$/.test(code)) return `Entre ${LEAST} et ${MOST} chiffres.`;
  if (RISING.includes(code) || FALLING.includes(code)) return 'Les chiffres se suivent : ce code serait essayé en premier.';
  if (isRepeated(code)) return 'Les mêmes chiffres se répètent : ce code serait essayé en premier.';
  if (isDate(code)) return 'Ce code ressemble à une date, que d’autres peuvent connaître.';
  return FAVOURITES.includes(code) ? 'Ce code est trop courant : il serait essayé en premier.' : null;
}

/** One group of up to half the digits, over and over, the last time perhaps cut. @param {string} code */
function isRepeated(code) {
  if (new Set(code).size < 3) return true;
  for (let length = 1; length <= code.length / 2; length += 1) {
    if (code.slice(0, length).repeat(code.length).startsWith(code)) return true;
  }
  return false;
}

/** A day of the last or the present century, as people write them. @param {string} code */
function isDate(code) {
  const part = (/** @type {number} */ at, length = 2) => Number(code.slice(at, at + length));
  if (code.length === 6) {
    return [
      [0, 2, 4],
      [4, 2, 0],
      [2, 0, 4],
    ].some(([d, m, y]) => [1900, 2000].some((century) => exists(century + part(y), part(m), part(d))));
  }
  if (code.length !== 8) return false;
  return [
    [0, 2, 4],
    [6, 4, 0],
    [2, 0, 4],
  ].some(([d, m, y]) => part(y, 4) >= 1900 && part(y, 4) < 2100 && exists(part(y, 4), part(m), part(d)));
}

/** @param {number} year @param {number} month @param {number} day */
function exists(year, month, day) {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}
