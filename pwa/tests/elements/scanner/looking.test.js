import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Looking } from '../../../src/elements/scanner/looking.js';

const PICTURE = {};
let looking;
afterEach(() => looking.stop());

/** Looks at a scene that the test changes. */
function at(scene) {
  const said = [];
  const asked = [];
  const decode = async (_picture, how) => (asked.push(how.isFaint), scene.breaks ? Promise.reject(new Error('gone')) : scene.text);
  looking = new Looking({ grab: () => (scene.isDark ? null : PICTURE), decode, onText: (text) => said.push(text), onFailure: () => said.push('failure') });
  looking.start();
  return { said, asked };
}
const until = async (isSo) => {
  for (let turn = 0; turn < 400 && !isSo(); turn += 1) await sleep(10);
  assert.ok(isSo());
};

test('a code is said once for as long as it stays before the camera', async () => {
  const { said, asked } = at({ text: 'A' });
  await until(() => asked.length > 5);
  assert.deepEqual(said, ['A']);
});

test('another code is another scan at once', async () => {
  const scene = { text: 'A' };
  const { said } = at(scene);
  await until(() => said.length === 1);
  scene.text = 'B';
  await until(() => said.length === 2);
  assert.deepEqual(said, ['A', 'B']);
});

test('every third look tries harder', async () => {
  const { asked } = at({ text: '' });
  await until(() => asked.length >= 6);
  assert.deepEqual(asked.slice(0, 6), [false, false, true, false, false, true]);
});

test('it waits for the first picture, and looks at nothing once stopped', async () => {
  const scene = { text: 'A', isDark: true };
  const { said, asked } = at(scene);
  await sleep(60);
  assert.deepEqual(asked, []);
  scene.isDark = false;
  await until(() => said.length === 1);
  looking.stop();
  const looks = asked.length;
  await sleep(150);
  assert.equal(asked.length, looks);
});

test('a program that breaks is told once', async () => {
  const { said } = at({ breaks: true });
  await until(() => said.length === 1);
  await sleep(100);
  assert.deepEqual(said, ['failure']);
});
