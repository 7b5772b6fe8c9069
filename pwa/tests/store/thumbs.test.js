/** Thumbnails: sealed for the unit's team under its newest key, and gone with what they show. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { randomBytes, utf8 } from '../../src/lib/bytes.js';
import { forget } from '../../src/store/feed.js';
import { resealUnit } from '../../src/store/reseal.js';
import { Slice } from '../../src/store/slice.js';
import { pruneThumbs, readThumb, sealThumb } from '../../src/store/thumbs.js';
import { UNIT } from './rows.js';
import { freshStore, keyringOf, openedOn } from './sealed.js';

const PICTURE = utf8('a small picture');

let db;
let raw;
beforeEach(async () => {
  db = await freshStore();
  raw = randomBytes(32);
});

const keep = async (keyring, name, document) => db.put('thumbs', await sealThumb(keyring, UNIT, { name, document }, PICTURE));

test('a thumbnail opens under its own name, for who has the key of the unit', async () => {
  const keyring = await keyringOf(raw);
  await keep(keyring, 'page-1', 'd');
  assert.deepEqual(await readThumb(db, keyring, UNIT, 'page-1'), PICTURE);
  assert.equal(await readThumb(db, await keyringOf(), UNIT, 'page-1'), null);
  const [row] = await db.getAll('thumbs');
  await db.put('thumbs', { ...row, key: `${UNIT}/page-2` });
  assert.equal(await readThumb(db, keyring, UNIT, 'page-2'), null, 'moved under another name');
});

test('when the key of the unit is replaced, the old one opens no thumbnail that stays', async () => {
  const opened = await openedOn(db, raw);
  const old = await keyringOf(raw);
  await keep(opened.keyring, 'page-1', 'd');
  opened.memory.slices.set(UNIT, new Slice(UNIT));
  await opened.keyring.add(UNIT, 2, randomBytes(32));
  await resealUnit(opened, UNIT);
  assert.deepEqual(await readThumb(db, opened.keyring, UNIT, 'page-1'), PICTURE);
  assert.equal(await readThumb(db, old, UNIT, 'page-1'), null);
});

test('a unit that the tablet may no longer show takes its thumbnails with it', async () => {
  await keep(await keyringOf(raw), 'page-1', 'd');
  await forget(db, UNIT);
  assert.equal(await db.count('thumbs'), 0);
});

test('those of documents that are shown, captured or on their way stay; the others go', async () => {
  const keyring = await keyringOf(raw);
  const slice = new Slice(UNIT);
  slice.merge({ document: [{ id: 'shown', person: 'p' }] });
  for (const document of ['shown', 'pending', 'captured', 'sending', 'gone']) await keep(keyring, `of ${document}`, document);
  await db.put('captures', { id: 'captured', staff: 's', jwe: 'x' });
  await db.put('parts', { name: 'n', document: 'sending', no: 0, size: 1, state: 'waiting', why: null, complete_at: null });
  await pruneThumbs(db, new Map([[UNIT, slice]]), new Set(['pending']));
  assert.deepEqual((await db.getAll('thumbs')).map(({ document }) => document).sort(), ['captured', 'pending', 'sending', 'shown']);
});
