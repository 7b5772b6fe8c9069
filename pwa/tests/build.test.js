import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { build } from '../build.mjs';

const TREE = {
  'pwa/src/main.js': "import { hello } from './shared.js'; import('./later.js'); hello('chevet');",
  'pwa/src/office.js': "import { hello } from './shared.js'; hello('bureau');",
  'pwa/src/invitation.js': "console.log('invitation');",
  'pwa/src/own_key.js': "console.log('own key');",
  'pwa/src/portal.js': "import { hello } from './shared.js'; hello('famille');",
  'pwa/src/demo.js': "import { hello } from './shared.js'; hello('entrer comme');",
  'pwa/src/shared.js': 'export const hello = (who) => console.log(`bonjour ${who}`);',
  'pwa/src/later.js': "import { hello } from './shared.js'; import program from './reader.wasm'; hello(`plus tard ${program}`);",
  'pwa/src/reader.wasm': 'not really a program',
  'pwa/styles/bedside.css': "@font-face { font-family: A; src: url('./a.woff2') } body { color: red }",
  'pwa/styles/beyond.css': 'h1 { color: red }',
  'pwa/styles/office.css': 'body { color: blue }',
  'pwa/styles/portal.css': 'body { color: black }',
  'pwa/styles/a.woff2': 'not really a font',
  'pwa/templates/base.html': '<p>une page</p>',
  'service_worker/worker.js': 'self.kept = { version: __VERSION__, precache: __PRECACHE__, later: __LATER__ };',
};
let root = '';

before(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'front-'));
});
after(() => rm(root, { recursive: true }));
beforeEach(async () => {
  await rm(root, { recursive: true, force: true });
  for (const [name, text] of Object.entries(TREE)) await put(name, text);
});

async function put(name, text) {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), text);
}

async function built(options = {}) {
  const files = await build(root, { demo: false, strict: true, ...options });
  const text = (name) => Buffer.from(files.get(name)).toString();
  return { files, text, manifest: JSON.parse(text('manifest.json')) };
}

test('every entry is named with the hash of what it holds', async () => {
  const { files, manifest } = await built();
  for (const name of ['main.js', 'office.js', 'invitation.js', 'bedside.css', 'beyond.css', 'office.css', 'atkinson.woff2']) {
    assert.match(manifest.entries[name], /^[\w.-]+-[A-Z0-9]{8}\.(js|css|woff2)$/);
    assert.ok(files.has(manifest.entries[name]));
  }
});

test('a production build holds nothing of the demo door', async () => {
  const { files, manifest } = await built();
  assert.equal('demo.js' in manifest.entries, false);
  for (const [name, bytes] of files) assert.equal(Buffer.from(bytes).includes('entrer comme'), false, name);
});

test('a demo build holds the demo door, and says so', async () => {
  const { text, manifest } = await built({ demo: true });
  assert.equal(manifest.demo, true);
  assert.match(text(manifest.entries['demo.js']), /entrer comme/);
});

test('the worker is told the version and what the bedside needs offline, and nothing of the office', async () => {
  const { text, manifest } = await built();
  const scope = {};
  new Function('self', text('worker.js'))(scope);
  assert.equal(scope.kept.version, manifest.version);
  const { entries } = manifest;
  const kept = scope.kept.precache;
  for (const name of ['main.js', 'bedside.css', 'beyond.css', 'atkinson.woff2']) assert.ok(kept.includes(`/assets/${entries[name]}`));
  assert.ok(kept.some((name) => name.includes('/assets/later-') || name.includes('/assets/chunk-')));
  assert.equal(kept.includes(`/assets/${entries['office.js']}`), false);
});

test('a program is named with its hash, compressed, and kept once the bedside is open', async () => {
  const { files, text, manifest } = await built();
  const scope = {};
  new Function('self', text('worker.js'))(scope);
  const [program] = manifest.later;
  assert.match(program, /^reader-[A-Z0-9]{8}\.wasm$/);
  assert.deepEqual(scope.kept.later, [`/assets/${program}`]);
  assert.equal(scope.kept.precache.includes(`/assets/${program}`), false);
  assert.deepEqual(brotliDecompressSync(files.get(`${program}.br`)), Buffer.from(TREE['pwa/src/reader.wasm']));
});

test('a chunk imported at once is named for preloading; one imported later is not', async () => {
  const { text, manifest } = await built();
  const chunks = manifest.preload['main.js'];
  assert.equal(chunks.length, 1);
  assert.match(text(chunks[0]), /bonjour/);
});

test('pages that are not the bedside’s share nothing with it: a tablet fetches no piece made for them', async () => {
  const { manifest } = await built();
  const bedside = new Set(manifest.precache);
  for (const name of ['office.js', 'invitation.js']) {
    for (const chunk of [manifest.entries[name], ...manifest.preload[name]]) assert.equal(bedside.has(chunk), false, chunk);
  }
});

test('the portal is one script and one style: it shares no piece with the pages of the professionals', async () => {
  const { text, manifest } = await built();
  assert.deepEqual(manifest.preload['portal.js'], []);
  assert.match(text(manifest.entries['portal.js']), /famille/);
  assert.doesNotMatch(text(manifest.entries['portal.js']), /import[ {"']/);
  for (const kept of manifest.precache) assert.doesNotMatch(kept, /portal/);
});

test('each text file has compressed copies that open to the same bytes', async () => {
  const { files, manifest } = await built();
  const name = manifest.entries['main.js'];
  assert.deepEqual(brotliDecompressSync(files.get(`${name}.br`)), Buffer.from(files.get(name)));
  assert.deepEqual(gunzipSync(files.get(`${name}.gz`)), Buffer.from(files.get(name)));
  assert.equal(files.has(`${manifest.entries['atkinson.woff2']}.br`), false);
});

test('the version is the same for the same sources, and another when a script, a style or a page changes', async () => {
  const first = (await built()).manifest.version;
  assert.equal((await built()).manifest.version, first);
  for (const name of ['pwa/src/later.js', 'pwa/styles/bedside.css', 'pwa/templates/base.html']) {
    await put(name, name.endsWith('.css') ? 'body { color: green }' : "console.log('autre')");
    assert.notEqual((await built()).manifest.version, first, name);
    await put(name, TREE[name]);
  }
});

test('a missing entry is skipped, and named when the build is strict', async () => {
  await rm(path.join(root, 'pwa/src/office.js'));
  const { manifest } = await built({ strict: false });
  assert.equal('office.js' in manifest.entries, false);
  await assert.rejects(built(), /pwa\/src\/office\.js missing/);
});
