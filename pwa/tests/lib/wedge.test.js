import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { listen } from '../../src/lib/wedge.js';

const GS = '\x1d';
const LABEL = `CHEVETP${'BCDEFGHIJK'.repeat(3)}`;
const PACK = `01034009359558381727013110R4512${GS}2110052437816093`;
const CODES = { ...Object.fromEntries([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [letter, `Key${letter}`])), ...Object.fromEntries([...'0123456789'].map((digit) => [digit, `Digit${digit}`])) };
const AZERTY = { KeyQ: 'a', KeyA: 'q', KeyW: 'z', KeyZ: 'w', Digit1: '&', Digit2: 'é', Digit3: '"', Digit4: "'", Digit5: '(', Digit6: '-', Digit7: 'è', Digit8: '_', Digit9: 'ç', Digit0: 'à' };

let node, heard, stop, now;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  node = new EventTarget();
  heard = [];
  now = 1_000;
  stop = listen(node, ({ text, how }) => heard.push([text, how]));
});
afterEach(() => {
  stop();
  mock.timers.reset();
});

/** One key, some ms after the last; what a field would have taken is told by what comes back. */
function press(key, { after = 5, type = 'keydown', caps = false, field, ...rest } = {}) {
  now += after;
  const event = new Event(type, { cancelable: true });
  const code = rest.code ?? CODES[key.toUpperCase()] ?? '';
  const states = { CapsLock: caps };
  const shiftKey = rest.shiftKey ?? /[A-Z]/.test(key);
  const own = { key, ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false, ...rest, code, shiftKey, timeStamp: now, getModifierState: (name) => states[name] ?? false, ...(field ? { target: field } : {}) };
  for (const [name, value] of Object.entries(own)) Object.defineProperty(event, name, { value });
  node.dispatchEvent(event);
  if (field && !event.defaultPrevented && key.length === 1) field.value += key;
  return event;
}

const type = (text, options) => [...text].map((char) => (char === GS ? press('F8', options) : press(char, options)));
const wait = (ms) => ((now += ms), mock.timers.tick(ms));
const field = (value) => ({ value, selectionStart: value.length, told: 0, setSelectionRange() {}, dispatchEvent() { this.told += 1; } });

test('a label ended by Enter is heard whole', () => {
  type(LABEL);
  assert.deepEqual(heard, []);
  assert.ok(press('Enter').defaultPrevented, 'the Enter of a reader presses no button');
  assert.deepEqual(heard, [[LABEL, 'wedge']]);
});

test('Tab ends a scan too, and a reader that ends with two keys presses nothing', () => {
  type(LABEL);
  press('Tab');
  assert.ok(press('Enter').defaultPrevented);
  assert.equal(heard.length, 1);
});

test('a line feed sent as Ctrl-J ends it', () => {
  type(LABEL);
  press('j', { ctrlKey: true });
  assert.deepEqual(heard, [[LABEL, 'wedge']]);
});

test('a pause ends a scan that has no end of its own', () => {
  type(LABEL);
  wait(149);
  assert.deepEqual(heard, []);
  wait(1);
  wait(20);
  assert.deepEqual(heard, [[LABEL, 'wedge']]);
});

test('a reader over the air that hesitates is heard as one', () => {
  type(LABEL.slice(0, 12));
  press(LABEL[12], { after: 120 });
  type(LABEL.slice(13));
  press('Enter');
  assert.deepEqual(heard, [[LABEL, 'wedge']]);
});

test('two scans in a row are two', () => {
  type(LABEL);
  press('Enter');
  now += 300;
  type(PACK);
  press('Enter');
  assert.deepEqual(heard.map(([text]) => text), [LABEL, PACK]);
});

test('a hand is left alone, even a quick one that ends with Enter', () => {
  const events = type('paracetamol', { after: 75 });
  events.push(press('Enter', { after: 90 }));
  wait(500);
  assert.deepEqual(heard, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});

test('six keys rolled together are still a hand', () => {
  type('bonjou', { after: 20 });
  press('r', { after: 90 });
  wait(500);
  assert.deepEqual(heard, []);
});

test('a key that is held down is no scan', () => {
  const events = [...'aaaaaaaaaaaa'].map((char) => press(char, { after: 30, repeat: true }));
  wait(500);
  assert.deepEqual(heard, []);
  assert.ok(events.every((event) => !event.defaultPrevented));
});

test('a field gets back what it held before the scan, and its screen is told', () => {
  const note = field('A bien dormi');
  for (const char of LABEL) press(char, { field: note });
  press('Enter', { field: note });
  assert.equal(note.value, 'A bien dormi');
  assert.equal(note.told, 1);
  assert.deepEqual(heard, [[LABEL, 'wedge']]);
});

test('what a hand had begun to type stays', () => {
  const note = field('');
  for (const char of 'dor') press(char, { after: 120, field: note });
  now += 400;
  for (const char of LABEL) press(char, { field: note });
  press('Enter', { field: note });
  assert.equal(note.value, 'dor');
});

for (const [how, one] of [
  ['F8', { key: 'F8' }],
  ['Ctrl-]', { key: ']', code: 'BracketRight', ctrlKey: true }],
  ['Ctrl-] on a French keyboard', { key: '$', code: 'BracketRight', ctrlKey: true }],
  ['ASCII 29', { key: GS }],
]) {
  test(`a separator sent as ${how}`, () => {
    for (const char of PACK) char === GS ? press(one.key, one) : press(char);
    press('Enter');
    assert.deepEqual(heard, [[PACK, 'wedge']]);
  });
}

test('a separator by its name is left to what reads the text', () => {
  type(PACK.replace(GS, '<GS>'));
  press('Enter');
  assert.equal(heard[0][0], PACK.replace(GS, '<GS>'));
});

test('a reader that types every character by its number', () => {
  for (const char of PACK) {
    for (const digit of String(char.charCodeAt(0)).padStart(4, '0')) press(digit, { altKey: true, code: `Numpad${digit}` });
    press('Alt', { type: 'keyup' });
  }
  press('Enter');
  assert.deepEqual(heard, [[PACK, 'wedge']]);
});

test('an American reader on a French keyboard, batch and all', () => {
  const text = '01034009359558381727013110QAZW2';
  for (const char of text) {
    const code = CODES[char];
    const plain = AZERTY[code] ?? char;
    const isLetter = /[A-Z]/.test(char);
    press(isLetter ? plain.toUpperCase() : plain, { code, shiftKey: isLetter });
  }
  press('Enter');
  assert.equal(heard[0][0], text);
});

test('a French reader on an American keyboard', () => {
  const places = Object.fromEntries(Object.entries(AZERTY).filter(([code]) => code.startsWith('Key')).map(([code, char]) => [char.toUpperCase(), code]));
  const text = '01034009359558381727013110QAZW2';
  for (const char of text) {
    const code = places[char] ?? CODES[char];
    const shown = /[0-9]/.test(char) ? ')!@#$%^&*('[Number(char)] : code.slice(3);
    press(shown, { code, shiftKey: true });
  }
  press('Enter');
  assert.equal(heard[0][0], text);
});

test('a caps lock left on changes nothing', () => {
  for (const char of '01034009359558381727013110ABZ9981A') press(/[A-Z]/.test(char) ? char.toLowerCase() : char, { code: CODES[char], shiftKey: /[A-Z]/.test(char), caps: true });
  press('Enter');
  assert.equal(heard[0][0], '01034009359558381727013110ABZ9981A');
});

test('nothing is heard once nobody listens', () => {
  type(LABEL.slice(0, 20));
  stop();
  type(LABEL.slice(20));
  press('Enter');
  wait(500);
  assert.deepEqual(heard, []);
});
