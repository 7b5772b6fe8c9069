/**
 * Reads symbols in a picture: DataMatrix, QR, EAN-13, Code 128. The program is zxing's, served by us, of exactly the
 * version of its script; it is kept by the worker and stays in memory once it was used.
 */
import { prepareZXingModule, purgeZXingModule, readBarcodes } from 'zxing-wasm/reader';
import program from 'zxing-wasm/reader/zxing_reader.wasm';

/** @type {import('zxing-wasm/reader').ReaderOptions} */
const ASKED = { formats: ['DataMatrix', 'QRCode', 'EAN13', 'Code128'], tryHarder: true, maxNumberOfSymbols: 1 };
const bytesAsText = new TextDecoder('latin1');

/** @type {Promise<unknown>|null} */
let ready = null;

/** Fetches and starts the program, once. */
export function prepare() {
  const locateFile = () => new URL(program, import.meta.url).href;
  ready ??= prepareZXingModule({ overrides: { locateFile }, fireImmediately: true }).catch((error) => {
    ready = null;
    purgeZXingModule();
    throw error;
  });
  return ready;
}

/**
 * The bytes are what the symbol holds, separators included; the text would be for people's eyes.
 *
 * @param {ImageData} picture @param {{isFaint?: boolean}} [asked] isFaint: try harder still, on a picture cleaned of its grain
 * @returns {Promise<string>} '' when nothing is read
 */
export async function decode(picture, { isFaint = false } = {}) {
  await prepare();
  const [found] = await readBarcodes(picture, { ...ASKED, tryDenoise: isFaint });
  return found ? bytesAsText.decode(found.bytes) : '';
}
