/** Copies compressed once, as hard as can be, so that the server never compresses a static file. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXT = /\.(js|css|svg|wasm|webmanifest|txt)$/;

/**
 * @param {Map<string, Uint8Array>} files
 * @returns {Promise<Map<string, Uint8Array>>} name.br and name.gz of each text file, and of each program
 */
export async function compressed(files) {
  const texts = [...files].filter(([name]) => TEXT.test(name));
  const pairs = await Promise.all(texts.map(([name, bytes]) => both(name, bytes)));
  return new Map(pairs.flat());
}

async function both(name, bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return Promise.all([
    promisify(brotliCompress)(bytes, { params }).then((small) => [`${name}.br`, small]),
    promisify(gzip)(bytes, { level: 9 }).then((small) => [`${name}.gz`, small]),
  ]);
}
