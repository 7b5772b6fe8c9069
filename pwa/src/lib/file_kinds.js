/**
 * What a chosen file is, by how it begins: its name may say anything.
 */

/** @typedef {{mime: string, isPicture: boolean}} FileKind isPicture: drawn here, and sent as a photo is; others go as they are */

/** What the server takes of one file. */
export const HEAVIEST_FILE = 12 * 1024 * 1024;
/** What the tablet draws before it makes it lighter. */
export const HEAVIEST_PICTURE = 40 * 1024 * 1024;

/** What the picker offers. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.pdf';

const HEIF = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'];

/** @param {Uint8Array} head the first kilobyte, or less @returns {FileKind|null} null: nothing that is taken */
export function kindOfFile(head) {
  const text = String.fromCharCode(...head.subarray(0, 1024));
  if (text.startsWith('\xff\xd8\xff')) return { mime: 'image/jpeg', isPicture: true };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { mime: 'image/png', isPicture: true };
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return { mime: 'image/webp', isPicture: true };
  if (text.slice(4, 8) === 'ftyp' && HEIF.includes(text.slice(8, 12))) return { mime: 'image/heic', isPicture: false };
  return text.startsWith('%PDF-') ? { mime: 'application/pdf', isPicture: false } : null;
}

/** Why a file is not taken, or null. @param {{name: string, size: number}} file @param {FileKind|null} kind */
export function refusalOf({ name, size }, kind) {
  if (size === 0) return `« ${name} » est vide.`;
  if (!kind) return `« ${name} » n’est ni une photo, ni un PDF. Sont acceptés : JPEG, PNG, WebP, HEIC et PDF.`;
  const most = kind.isPicture ? HEAVIEST_PICTURE : HEAVIEST_FILE;
  if (size <= most) return null;
  const megabytes = (/** @type {number} */ bytes) => Math.ceil(bytes / 1024 / 1024);
  return `« ${name} » pèse ${megabytes(size)} Mo : c’est trop, ${megabytes(most)} Mo au plus. Enregistrez-le en plus petit, ou photographiez les pages.`;
}
