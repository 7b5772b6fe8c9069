/**
 * What esbuild is asked for: the bedside's scripts in one graph with shared chunks, those of other pages in another (a
 * tablet must not fetch in pieces what only they share), the portal's in a third (it shares no file with them), style sheets with their font, and the worker, which is told its
 * version and what to keep.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { french } from './typography.mjs';

const BEDSIDE = ['pwa/src/main.js'];
const DEMO = ['pwa/src/demo.js'];
const PAGES = ['pwa/src/office.js', 'pwa/src/invitation.js', 'pwa/src/own_key.js'];
const PORTAL = ['pwa/src/portal.js'];
const STYLES = ['pwa/styles/bedside.css', 'pwa/styles/beyond.css', 'pwa/styles/office.css', 'pwa/styles/portal.css'];
const WORKER = 'service_worker/worker.js';

/** @typedef {{outputFiles: {path: string, contents: Uint8Array}[], metafile: import('esbuild').Metafile}} Bundle */

/** @returns {Promise<Bundle[]>} */
export function bundleScripts(root, { demo, strict }) {
  // What is missing is named before anything is begun.
  const graphs = [demo ? [...BEDSIDE, ...DEMO] : BEDSIDE, PAGES, PORTAL].map((graph) => present(root, graph, strict));
  const asked = /** @type {const} */ ({ format: 'esm', splitting: true, loader: { '.svg': 'text', '.wasm': 'file' } });
  return Promise.all(graphs.map((entryPoints) => bundle(root, { entryPoints, ...asked })));
}

/** @returns {Promise<Bundle>} */
export function bundleStyles(root, { strict }) {
  const entryPoints = present(root, STYLES, strict);
  return bundle(root, { entryPoints, loader: { '.woff2': 'file', '.svg': 'file' } });
}

/** The worker keeps its plain name: the browser compares its bytes, which hold the version, to find an update. */
export async function bundleWorker(root, { version, precache, later }, { strict }) {
  const entryPoints = present(root, [WORKER], strict);
  const { outputFiles } = await bundle(root, {
    entryPoints,
    format: 'iife',
    entryNames: '[name]',
    define: {
      __VERSION__: JSON.stringify(version),
      __PRECACHE__: JSON.stringify(precache.map((name) => `/assets/${name}`)),
      __LATER__: JSON.stringify(later.map((name) => `/assets/${name}`)),
    },
  });
  return outputFiles.find(({ path: name }) => path.basename(name) === 'worker.js')?.contents;
}

function bundle(root, options) {
  if (options.entryPoints.length === 0) return { outputFiles: [], metafile: { inputs: {}, outputs: {} } };
  return build({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    plugins: [french],
    write: false,
    metafile: true,
    outdir: 'pwa/dist',
    target: ['es2022', 'chrome111', 'safari16.4', 'firefox115'],
    entryNames: '[name]-[hash]',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    legalComments: 'external',
    logLevel: 'warning',
    ...options,
  });
}

function present(root, entries, strict) {
  const missing = entries.filter((entry) => !existsSync(path.join(root, entry)));
  if (missing.length && strict) {
    throw new Error(`The front end cannot be built: ${missing.join(', ')} missing.`);
  }
  return entries.filter((entry) => !missing.includes(entry));
}
