import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Camera, CameraError } from '../../../src/elements/scanner/camera.js';

/** A track with or without a lamp. */
function device({ lamp = false } = {}) {
  const told = { stopped: 0, asked: null, lit: [] };
  const track = {
    getCapabilities: () => (lamp ? { torch: true } : {}),
    applyConstraints: async ({ advanced: [{ torch }] }) => void told.lit.push(torch),
    stop: () => (told.stopped += 1),
    addEventListener: () => {},
  };
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
  return { told, devices: { getUserMedia: async (asked) => ((told.asked = asked), stream) } };
}

const failing = (name) => ({ getUserMedia: async () => Promise.reject(new DOMException('', name)) });
const reasonOf = async (around) => Camera.open(around).then(() => null, (error) => (assert.ok(error instanceof CameraError), error.reason));

test('the camera at the back is asked for, and no microphone', async () => {
  const { devices, told } = device();
  const camera = await Camera.open({ devices, isSecure: true });
  assert.equal(told.asked.video.facingMode.ideal, 'environment');
  assert.equal(told.asked.audio, false);
  camera.close();
  assert.equal(told.stopped, 1);
});

test('its lamp is offered where there is one', async () => {
  const { devices, told } = device({ lamp: true });
  const camera = await Camera.open({ devices, isSecure: true });
  assert.equal(camera.hasLamp, true);
  await camera.light(true);
  assert.deepEqual([told.lit, camera.isLit], [[true], true]);
  assert.equal((await Camera.open({ ...device(), isSecure: true })).hasLamp, false);
});

for (const [name, reason] of [
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'none'],
  ['OverconstrainedError', 'none'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TypeError', 'busy'],
]) {
  test(`${name} is told as ${reason}`, async () => assert.equal(await reasonOf({ devices: failing(name), isSecure: true }), reason));
}

test('an address that browsers do not trust has no camera, and says so', async () => {
  assert.equal(await reasonOf({ devices: device().devices, isSecure: false }), 'insecure');
});
