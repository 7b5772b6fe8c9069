/**
 * A scanner that types: it is told from a hand by its speed. What it sends never stays in a field, presses no button and
 * starts no shortcut; what a hand types is left alone. The separator comes as Ctrl-], F8, or ASCII 29 typed on the
 * numeric pad; names of it are mended by `scanned_text.js`.
 */
import { textOf } from './key_places.js';
import { GS } from './scanned_text.js';

/** @typedef {import('./key_places.js').Stroke} Stroke */
/** @typedef {HTMLInputElement|HTMLTextAreaElement} Field */

/** No hand strikes so many keys so fast. */
const QUICK = 60;
const FEWEST = 7;
/** A known reader may hesitate, over the air; after that it has finished, with or without Enter. */
const PAUSE = 150;
/** After a pause, keys that the page was too busy to hear still come first. */
const QUEUED = 20;
const ENDS = ['Enter', 'Tab'];
const MODIFIERS = ['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph', 'Meta', 'NumLock'];

/**
 * @param {EventTarget} node where keys are heard, the document as a rule
 * @param {(scan: {text: string, how: 'wedge'}) => void} onScan
 * @returns {() => void} stops listening
 */
export function listen(node, onScan) {
  const burst = new Burst((text) => onScan({ text, how: 'wedge' }));
  const [down, up] = /** @type {((event: Event) => void)[]} */ ([burst.down, burst.up]);
  node.addEventListener('keydown', down, { capture: true });
  node.addEventListener('keyup', up, { capture: true });
  return () => {
    burst.drop();
    node.removeEventListener('keydown', down, { capture: true });
    node.removeEventListener('keyup', up, { capture: true });
  };
}

class Burst {
  /** @type {Stroke[]} */
  #strokes = [];
  #last = -Infinity;
  #ended = -Infinity;
  /** Figures struck on the numeric pad while Alt is held: a character by its number. */
  #number = '';
  /** @type {{field: Field, value: string, at: number|null}|null} what the field held before */
  #before = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {(text: string) => void} onText */
  constructor(onText) {
    this.onText = onText;
  }

  get #isReader() {
    return this.#strokes.length >= FEWEST;
  }

  /** @param {KeyboardEvent} event */
  down = (event) => {
    if (event.repeat || event.isComposing) return this.drop();
    if (event.timeStamp - this.#last > (this.#isReader ? PAUSE : QUICK)) this.#end(this.#last);
    this.#last = event.timeStamp;
    if (MODIFIERS.includes(event.key)) return;
    if (isEnd(event)) return this.#onEnd(event);
    if (event.altKey && /^Numpad[0-9]$/.test(event.code)) return void (this.#number += event.code.slice(-1));
    const stroke = strokeOf(event);
    if (stroke) this.#add(stroke, event);
    else this.drop();
  };

  /** @param {KeyboardEvent} event */
  up = (event) => {
    if (event.key !== 'Alt' || !this.#number) return;
    this.#last = event.timeStamp;
    const key = String.fromCharCode(Number(this.#number));
    this.#number = '';
    this.#add({ key, code: '', shift: false, caps: false }, event);
  };

  drop() {
    clearTimeout(this.#timer);
    this.#strokes = [];
    this.#number = '';
    this.#before = null;
  }

  /** @param {Stroke} stroke @param {KeyboardEvent} event */
  #add(stroke, event) {
    if (this.#strokes.length === 0) this.#before = kept(event.target);
    this.#strokes.push(stroke);
    if (this.#isReader) this.#take(event);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#timer = setTimeout(() => this.#end(this.#last), QUEUED)), PAUSE);
  }

  /** @param {KeyboardEvent} event */
  #take(event) {
    event.preventDefault();
    event.stopPropagation();
    putBack(this.#before);
    this.#before = null;
  }

  /** @param {KeyboardEvent} event some readers end with two keys */
  #onEnd(event) {
    const isSecond = event.timeStamp - this.#ended < PAUSE;
    if (this.#isReader || isSecond) this.#take(event);
    this.#end(event.timeStamp);
  }

  /** @param {number} at */
  #end(at) {
    const text = this.#isReader ? textOf(this.#strokes) : '';
    this.drop();
    if (!text) return;
    this.#ended = at;
    this.onText(text);
  }
}

/** @param {KeyboardEvent} event a line feed comes as Ctrl-J */
const isEnd = ({ key, ctrlKey }) => ENDS.includes(key) || (ctrlKey && ['j', 'm'].includes(key.toLowerCase()));

/** @param {KeyboardEvent} event @returns {Stroke|null} null for a key that writes nothing */
function strokeOf(event) {
  const { key, code, ctrlKey, shiftKey } = event;
  const caps = event.getModifierState?.('CapsLock') ?? false;
  const isSeparator = key === 'F8' || key === GS || (ctrlKey && (key === ']' || code === 'BracketRight'));
  if (isSeparator) return { key: GS, code: '', shift: false, caps };
  const isAltGr = event.getModifierState?.('AltGraph') ?? false;
  if ((ctrlKey && !isAltGr) || event.metaKey) return null;
  if (key === 'Dead') return { key: '^', code, shift: shiftKey, caps };
  return [...key].length === 1 ? { key, code: isAltGr ? '' : code, shift: shiftKey, caps } : null;
}

/** @param {EventTarget|null} target */
function kept(target) {
  const field = /** @type {Field} */ (target);
  return typeof field?.value === 'string' && 'selectionStart' in field ? { field, value: field.value, at: field.selectionStart } : null;
}

/** The field as it was, and its screen told so. @param {{field: Field, value: string, at: number|null}|null} before */
function putBack(before) {
  if (!before || before.field.value === before.value) return;
  before.field.value = before.value;
  if (before.at !== null) before.field.setSelectionRange(before.at, before.at);
  before.field.dispatchEvent(new Event('input', { bubbles: true }));
}
