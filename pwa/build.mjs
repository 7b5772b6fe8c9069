/**
 * Builds the front end: node pwa/build.mjs [--demo] [--strict] [--out DIR]
 *
 * Reads pwa/src, pwa/styles and service_worker; writes pwa/dist (not committed): bundles with their hash in their
 * name, worker.js, manifest.json for the server, and a .br and a .gz beside each text file. Without --demo the door
 * of the demo world is not built at all. Files are served under /assets/, except the worker, at /worker.js.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleScripts, bundleStyles, bundleWorker } from './build/bundle.mjs';
import { compressed } from './build/compress.mjs';
import { describe } from './build/manifest.mjs';

const HERE = fileURLToPath(import.meta.url);
const ROOT = path.resolve(HERE, '../..');

/**
 * @param {string} root
 * @param {{demo: boolean, strict: boolean}} options
 * @returns {Promise<Map<string, Uint8Array>>} every file of pwa/dist
 */
export async function build(root, { demo, strict }) {
  const scripts = await bundleScripts(root, { demo, strict });
  const styles = await bundleStyles(root, { strict });
  const { files, manifest } = await describe(root, [...scripts, styles], demo);
  const worker = await bundleWorker(root, manifest, { strict });
  if (worker) files.set('worker.js', worker);
  const all = new Map([...files, ...(await compressed(files))]);
  all.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  return all;
}

/** Writes beside the old folder, then swaps: a running server never sees half a build. */
async function write(out, files) {
  const fresh = `${out}.new-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await Promise.all([...files].map(([name, bytes]) => writeFile(path.join(fresh, name), bytes)));
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
}

async function main() {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      out: { type: 'string', default: path.join(ROOT, 'pwa', 'dist') },
    },
  });
  const files = await build(ROOT, values);
  await write(path.resolve(values.out), files);
  const manifest = JSON.parse(Buffer.from(files.get('manifest.json')).toString());
  console.log(`${Object.keys(manifest.entries).length} entries, version ${manifest.version}`);
}

if (path.resolve(process.argv[1] ?? '') === HERE) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
