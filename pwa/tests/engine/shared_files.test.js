import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

/** The page's end of the worker. */
class Container extends EventTarget {
  said = [];
  controller = { postMessage: (what) => this.said.push(what) };

  startMessages() {}

  hand(data) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

let shared;
let count = 0;
beforeEach(async () => {
  shared = await import(`../../src/engine/shared_files.js?${(count += 1)}`);
});

test('what the worker holds is asked for and taken, files alone', async () => {
  const container = new Container();
  const taking = shared.takeShared(container);
  assert.deepEqual(container.said, ['shared']);
  container.hand('activate');
  container.hand({ shared: [new File(['x'], 'lettre.pdf'), 'a title'] });
  await taking;
  assert.deepEqual(shared.sharedFiles().map(({ name }) => name), ['lettre.pdf']);
});

test('what was handed on, or was for somebody who left, is forgotten', async () => {
  const container = new Container();
  const taking = shared.takeShared(container);
  container.hand({ shared: [new File(['x'], 'lettre.pdf')] });
  await taking;
  shared.forgetShared();
  assert.deepEqual(shared.sharedFiles(), []);
});

test('with no worker nothing is waited for', async () => {
  await shared.takeShared(Object.assign(new Container(), { controller: null }));
  assert.deepEqual(shared.sharedFiles(), []);
});
