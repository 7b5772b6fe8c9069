/** A capture under way: what was said to be safe is on the disk, whatever stops the tablet, and is handed over once. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openDraft, resumeDrafts, roomWords } from '../../src/engine/documents.js';
import { utf8 } from '../../src/lib/bytes.js';
import { digestOf, openPart } from '../../src/store/parts.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

const CORNERS = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]];

let home;
let aicha;
let marc;
let tablet;
let engine;
let lenoir;

/** @param {string} text */
const shot = (text, more = {}) => ({ bytes: utf8(text), mime: 'image/webp', width: 1200, height: 1700, corners: CORNERS, thumb: utf8(`small ${text}`), ...more });

async function unlockedPage(member) {
  engine = await tablet.page();
  await engine.unlock(member.id);
  await until(() => engine.persons().length === 3);
  await engine.filled;
}

beforeEach(async () => {
  home = await Home.make();
  [aicha, marc] = [await home.hire('Aïcha'), await home.hire('Marc')];
  tablet = new Profile(home);
  await unlockedPage(aicha);
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

async function restarted(member = aicha) {
  await tablet.crash();
  await unlockedPage(member);
  return resumeDrafts(engine, lenoir);
}

test('a page that was added is there after a crash, with its picture, its corners and its thumbnail', async () => {
  const draft = await openDraft(engine, lenoir);
  const page = await draft.add(shot('page 1', { isBlurred: true }));
  const [found] = await restarted();
  assert.deepEqual(found.pages.map(({ id, corners, isBlurred, isRemoved }) => ({ id, corners, isBlurred, isRemoved })), [{ id: page, corners: CORNERS, isBlurred: true, isRemoved: false }]);
  assert.deepEqual(await found.open(page), utf8('page 1'));
  assert.deepEqual(await found.thumb(page), utf8('small page 1'));
  assert.equal(found.startedAt, draft.startedAt);
});

test('what was said of a document before its end is there after a crash, and whose wound it is', async () => {
  const draft = await openDraft(engine, lenoir, '01a2036a-0173-7066-bd5c-4d308f36e168');
  await draft.add(shot('page 1'));
  await draft.tell({ kind: 'ordonnance', note: 'Deux boîtes' });
  const [found] = await restarted();
  assert.deepEqual([found.told, found.wound], [{ kind: 'ordonnance', note: 'Deux boîtes' }, '01a2036a-0173-7066-bd5c-4d308f36e168']);
  await found.add(shot('page 2'));
  assert.deepEqual((await restarted())[0].told, { kind: 'ordonnance', note: 'Deux boîtes' }, 'another page leaves it as it is');
});

test('nothing of an unfinished capture rests in clear, nor says about whom it is', async () => {
  const draft = await openDraft(engine, lenoir);
  await draft.add(shot('ordonnance du docteur'));
  const { db } = engine.tablet;
  const rows = await Promise.all(['captures', 'parts', 'thumbs'].map((name) => db.getAll(name)));
  const bytes = (await db.getAll('ciphertexts')).map((one) => new TextDecoder().decode(one)).join();
  const words = JSON.stringify(rows, (_, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value)) + bytes;
  for (const secret of ['ordonnance', 'small', lenoir]) assert.equal(words.includes(secret), false, secret);
});

test('a colleague on the same tablet does not find the captures of another', async () => {
  const draft = await openDraft(engine, lenoir);
  await draft.add(shot('page 1'));
  assert.deepEqual(await restarted(marc), []);
  assert.equal((await restarted(aicha)).length, 1);
});

test('pages are taken again, taken out, put back and moved, and stay so after a crash', async () => {
  const draft = await openDraft(engine, lenoir);
  const [one, two, three] = [await draft.add(shot('1')), await draft.add(shot('2')), await draft.add(shot('3'))];
  await draft.replace(two, shot('2 again'));
  await draft.remove(one);
  await draft.move(three, 0);
  await draft.change(two, { bw: true });
  const [found] = await restarted();
  assert.deepEqual(found.pages.map(({ id, isRemoved }) => [id, isRemoved]), [[three, false], [two, false], [one, true]]);
  assert.deepEqual(await found.open(two), utf8('2 again'));
  assert.equal(found.pages[1].bw, true);
  await found.restore(one);
  assert.deepEqual((await restarted())[0].pages.map(({ isRemoved }) => isRemoved), [false, false, false]);
  assert.equal((await engine.tablet.db.getAllKeys('ciphertexts')).length, 3, 'the picture that was taken again is gone');
});

test('finishing writes the command and hands the parts over in their order; those taken out are gone', async () => {
  const draft = await openDraft(engine, lenoir);
  const [, two, three] = [await draft.add(shot('1')), await draft.add(shot('2')), await draft.add(shot('3'))];
  await draft.remove(two);
  await draft.move(three, 0);
  home.isUp = false;
  const id = await draft.finish({ kind: 'ordonnance', note: ' À signer ', source: 'camera' });
  const [{ person, body }] = engine.factsOf('document.capture');
  assert.equal(person, lenoir);
  assert.deepEqual([body.kind, body.note, body.source, body.wound, body.parts.length], ['ordonnance', 'À signer', 'camera', null, 2]);
  const rows = (await engine.tablet.db.getAll('parts')).sort((a, b) => a.no - b.no);
  assert.deepEqual(rows.map(({ name, state, document }) => [name, state, document]), body.parts.map(({ name }) => [name, 'waiting', id]));
  const ciphertexts = await Promise.all(body.parts.map(({ name }) => engine.tablet.db.get('ciphertexts', name)));
  const plain = await Promise.all(ciphertexts.map((sealed, at) => openPart(sealed, body.parts[at])));
  assert.deepEqual(plain, [utf8('3'), utf8('1')]);
  assert.deepEqual(await Promise.all(ciphertexts.map((sealed) => digestOf(new Uint8Array(sealed)))), body.parts.map(({ name }) => name));
  assert.deepEqual(await Promise.all(plain.map(digestOf)), body.parts.map(({ plain: digest }) => digest));
  assert.equal(new Set(body.parts.flatMap(({ key, iv }) => [key, iv])).size, 4, 'each part has a key of its own');
  assert.equal((await engine.tablet.db.getAllKeys('ciphertexts')).length, 2);
  assert.deepEqual(await resumeDrafts(engine, lenoir), []);
  home.isUp = true;
  await engine.contact.nudge();
  assert.deepEqual(home.applied.get(id).body, body);
});

test('two taps on Terminer make one document', async () => {
  const draft = await openDraft(engine, lenoir);
  await draft.add(shot('1'));
  const [first, second] = await Promise.all([draft.finish({ source: 'camera' }), draft.finish({ source: 'camera' })]);
  assert.equal(first, second);
  await until(() => home.applied.has(first));
  assert.equal([...home.applied.values()].filter(({ type }) => type === 'document.capture').length, 1);
  await assert.rejects(draft.add(shot('late')), { message: /déjà terminée/ });
});

test('a capture that was thrown away leaves nothing', async () => {
  const draft = await openDraft(engine, lenoir);
  await draft.add(shot('1'));
  await draft.add(shot('2'));
  await draft.discard();
  for (const name of ['captures', 'parts', 'ciphertexts', 'thumbs']) assert.equal(await engine.tablet.db.count(name), 0, name);
});

test('a capture without a page is not finished, and one of forty takes no other', async () => {
  const draft = await openDraft(engine, lenoir);
  await assert.rejects(draft.finish({ source: 'file' }), { message: /aucune page/ });
  for (let n = 0; n < 40; n += 1) await draft.add(shot(`${n}`, { thumb: null }));
  await assert.rejects(draft.add(shot('41')), { message: /40 pages au plus/ });
  assert.ok(await draft.finish({ source: 'file' }));
});

test('a disk without room says that the page is not kept, and the capture goes on with those it has', async () => {
  const draft = await openDraft(engine, lenoir);
  await draft.add(shot('1'));
  const { db } = draft.opened;
  draft.opened.db = Object.create(db, { transaction: { value: () => { throw new DOMException('full', 'QuotaExceededError'); } } });
  await assert.rejects(draft.add(shot('2')), { code: 'storage_full', message: /cette page n’est pas gardée/ });
  draft.opened.db = db;
  assert.equal(draft.pages.length, 1);
  assert.ok(await draft.add(shot('2')));
  assert.equal((await restarted())[0].pages.length, 2);
});

test('a tablet with little room left says so before the first page', async () => {
  assert.equal(roomWords(engine), null);
  tablet.storage.room = { usage: 95, quota: 100 };
  await engine.room.look({ now: true });
  assert.match(roomWords(engine), /peu de place/);
});
