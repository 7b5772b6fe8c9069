/**
 * Which character a keyboard reader meant, by the places of the keys that it pressed. A reader set for one keyboard on a
 * tablet set for another, or a caps lock left on, change what a key gives; the place of the key stays true, and whether
 * figures were sent with Shift tells how the reader is set.
 */

const CODES = [
  ...['Backquote', ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 0].map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  ...[...'QWERTYUIOP'].map((letter) => `Key${letter}`), 'BracketLeft', 'BracketRight',
  ...[...'ASDFGHJKL'].map((letter) => `Key${letter}`), 'Semicolon', 'Quote', 'Backslash',
  'IntlBackslash', ...[...'ZXCVBNM'].map((letter) => `Key${letter}`), 'Comma', 'Period', 'Slash',
];
const QWERTY = ['`1234567890-=qwertyuiop[]asdfghjkl;\'\\<zxcvbnm,./', '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|>ZXCVBNM<>?'];
const AZERTY = ['²&é"\'(-è_çà)=azertyuiop^$qsdfghjklmù*<wxcvbn,;:!', '~1234567890°+AZERTYUIOP¨£QSDFGHJKLM%µ>WXCVBN?./§'];
const FIGURE = /^Digit[0-9]$/;
const NUMPAD = /^Numpad([0-9])$/;
const FIGURES = /[0-9]{7}/;

/** @typedef {{key: string, code: string, shift: boolean, caps: boolean}} Stroke `code` is '' where the device does not tell the place */

/** @param {Stroke[]} strokes @returns {string} what the reader sent */
export function textOf(strokes) {
  const typed = strokes.map(({ key }) => key).join('');
  const isCaps = strokes.some(({ caps }) => caps);
  if (!strokes.some(({ code }) => FIGURE.test(code)) || (FIGURES.test(typed) && !isCaps)) return isCaps ? typed.toUpperCase() : typed;
  const placed = strokes.map((stroke) => charAt(stroke, layoutOf(strokes))).join('');
  // Some readers undo the caps lock and some do not; what is printed on packs and labels is in capitals.
  return isCaps ? placed.toUpperCase() : placed;
}

/** French keyboards give figures with Shift. @param {Stroke[]} strokes */
function layoutOf(strokes) {
  const figures = strokes.filter(({ code }) => FIGURE.test(code));
  return figures.filter(({ shift }) => shift).length * 2 > figures.length ? AZERTY : QWERTY;
}

/** @param {Stroke} stroke @param {string[]} layout */
function charAt({ key, code, shift }, layout) {
  const place = CODES.indexOf(code);
  return NUMPAD.exec(code)?.[1] ?? (place < 0 ? key : layout[shift ? 1 : 0][place]);
}
