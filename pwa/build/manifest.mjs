/**
 * dist/manifest.json tells the server what was built:
 *   version   changes when anything the browser may keep changes (templates and icons too: the worker keeps pages)
 *   demo      whether the door of the demo world is among the entries
 *   entries   plain name -> hashed name: main.js, bedside.css, atkinson.woff2…
 *   preload   script entry -> chunks it imports at once, for <link rel="modulepreload">
 *   precache  what the worker keeps so that the bedside starts with no network
 *   later     what it keeps once the bedside is open: programs too heavy to wait for, such as the one that reads codes
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const PRECACHED = ['main.js', 'demo.js', 'bedside.css', 'beyond.css'];
const PAGE_PARTS = ['pwa/templates', 'pwa/icons', 'pwa/manifest.webmanifest', 'service_worker/worker.js'];

/** @param {import('./bundle.mjs').Bundle[]} bundles */
export async function describe(root, bundles, demo) {
  const files = new Map(
    bundles.flatMap(({ outputFiles }) => outputFiles.map((file) => [path.basename(file.path), file.contents])),
  );
  const outputs = Object.assign({}, ...bundles.map(({ metafile }) => metafile.outputs));
  const entries = namedEntries(outputs);
  const kept = PRECACHED.filter((entry) => entry in entries).map((entry) => entries[entry]);
  const reached = [...new Set(kept.flatMap((name) => [name, ...imported(outputs, name)]))].sort();
  const isProgram = (name) => name.endsWith('.wasm');
  const manifest = {
    version: await fingerprint(root, files),
    demo,
    entries,
    preload: preloads(outputs, entries),
    precache: reached.filter((name) => !isProgram(name)),
    later: reached.filter(isProgram),
  };
  return { files, manifest };
}

function namedEntries(outputs) {
  const entries = {};
  for (const [output, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint && !entryPoint.endsWith('.woff2')) entries[path.basename(entryPoint)] = path.basename(output);
    if (output.endsWith('.woff2')) entries['atkinson.woff2'] = path.basename(output);
  }
  return Object.fromEntries(Object.entries(entries).sort());
}

function preloads(outputs, entries) {
  const scripts = Object.entries(entries).filter(([name]) => name.endsWith('.js'));
  return Object.fromEntries(
    scripts.map(([name, hashed]) => [name, imported(outputs, hashed, ['import-statement'])]),
  );
}

/** Everything that a built file asks for, chunks and font, at any depth. */
function imported(outputs, name, kinds = ['import-statement', 'dynamic-import', 'url-token', 'file-loader']) {
  const byName = new Map(Object.entries(outputs).map(([output, about]) => [path.basename(output), about]));
  const found = new Set();
  const visit = (current) => {
    for (const { path: target, kind, external } of byName.get(current)?.imports ?? []) {
      const next = path.basename(target);
      if (external || !kinds.includes(kind) || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(name);
  return [...found];
}

async function fingerprint(root, files) {
  const hash = createHash('sha256');
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(name).update(bytes);
  for (const part of PAGE_PARTS) {
    for (const file of await filesOf(path.join(root, part))) hash.update(path.relative(root, file)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}

async function filesOf(place) {
  const inside = await readdir(place, { withFileTypes: true, recursive: true }).catch(() => null);
  if (inside === null) return readFile(place).then(() => [place], () => []);
  return inside.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort();
}
