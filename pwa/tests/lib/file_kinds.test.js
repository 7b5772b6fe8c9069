import assert from 'node:assert/strict';
import test from 'node:test';
import { HEAVIEST_FILE, HEAVIEST_PICTURE, kindOfFile, refusalOf } from '../../src/lib/file_kinds.js';

const bytes = (...parts) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : part)));

test('a file is known by how it begins, not by its name', () => {
  assert.deepEqual(kindOfFile(bytes([0xff, 0xd8, 0xff, 0xe1], 'Exif')), { mime: 'image/jpeg', isPicture: true });
  assert.deepEqual(kindOfFile(bytes([0x89], 'PNG\r\n', [0x1a], '\n')), { mime: 'image/png', isPicture: true });
  assert.deepEqual(kindOfFile(bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')), { mime: 'image/webp', isPicture: true });
  assert.deepEqual(kindOfFile(bytes([0, 0, 0, 24], 'ftypheic')), { mime: 'image/heic', isPicture: false });
  assert.deepEqual(kindOfFile(bytes('%PDF-1.7\n')), { mime: 'application/pdf', isPicture: false });
  for (const other of ['<svg xmlns=', 'MZ', 'PK\x03\x04', '', '   %PDF-1.4', 'GIF89a']) assert.equal(kindOfFile(bytes(other)), null, other);
});

test('what is not taken is refused in words that say why and what to do', () => {
  const pdf = { mime: 'application/pdf', isPicture: false };
  const photo = { mime: 'image/jpeg', isPicture: true };
  assert.equal(refusalOf({ name: 'a.pdf', size: HEAVIEST_FILE }, pdf), null);
  assert.match(refusalOf({ name: 'a.pdf', size: HEAVIEST_FILE + 1 }, pdf), /« a\.pdf » pèse 13 Mo .* 12 Mo au plus/);
  assert.equal(refusalOf({ name: 'a.jpg', size: HEAVIEST_PICTURE }, photo), null);
  assert.match(refusalOf({ name: 'a.jpg', size: HEAVIEST_PICTURE * 3 }, photo), /120 Mo .* 40 Mo au plus/);
  assert.match(refusalOf({ name: 'a.docx', size: 9 }, null), /ni une photo, ni un PDF/);
  assert.match(refusalOf({ name: 'a.jpg', size: 0 }, null), /est vide/);
});
