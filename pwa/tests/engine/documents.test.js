/** A person's documents: the feed's and this tablet's as one, their thumbnails sealed, their pages in memory alone. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { documentsOf, openDraft, pageOf, pagesOf, thumbOf, withdraw } from '../../src/engine/documents.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';
import { page } from './paper.js';

let home;
let aicha;
let tablet;
let engine;
let lenoir;

/** What a browser would draw: here, the text that stands for the picture. */
globalThis.createImageBitmap ??= async (blob) => ({ text: await blob.text() });
const shown = async (bitmap) => (await bitmap)?.text.replace(/\.+$/, '') ?? null;

async function unlockedPage() {
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  await engine.filled;
  await engine.contact.nudge();
}

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  await unlockedPage();
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

async function captured(...pages) {
  const draft = await openDraft(engine, lenoir);
  for (const one of pages) await draft.add(one);
  return draft.finish({ kind: 'ordonnance', source: 'camera' });
}

/** As the server tells it once it has checked the pages. */
function checked(id, more = {}) {
  const row = { id, person: lenoir, kind: 'ordonnance', kind_label: 'Ordonnance', state: 'checked', why: null, parts: { total: 2, here: 2 }, pages: ['page-1', 'page-2'], captured_at: new Date().toISOString(), by: aicha.id, source: 'camera', dated_on: null, valid_until: null, note: null, wound: null, is_filed: true, is_replaced: false, expires_at: null, ...more };
  home.documents = [...home.documents.filter((one) => one.id !== id), row];
  home.revision += 1;
  return row;
}

test('a document is in the list at once, and says how far its pages are', async () => {
  home.isUp = false;
  const id = await captured(page('1'), page('2'));
  const [one] = documentsOf(engine, lenoir);
  assert.deepEqual([one.id, one.kind_label, one.isPending, one.mine], [id, 'Ordonnance', true, true]);
  home.isUp = true;
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir)[0].progress?.sent === 2);
});

test('before the server has them, the pages are read from this tablet, by any colleague of the unit', async () => {
  home.isUp = false;
  const id = await captured(page('1'), page('2'));
  const [one] = documentsOf(engine, lenoir);
  const pages = pagesOf(engine, one);
  assert.equal(pages.length, 2);
  assert.equal(await shown(pageOf(engine, id, pages[1].id)), '2');
  assert.equal(await shown(thumbOf(engine, one, 1)), 'small 2');
});

test('a file that only the server can open says so', async () => {
  home.isUp = false;
  await captured({ ...page('%PDF'), mime: 'application/pdf', thumb: null });
  const [one] = documentsOf(engine, lenoir);
  await assert.rejects(pageOf(engine, one, pagesOf(engine, one)[0].id), { message: /quand le serveur l’aura reçu et vérifié/ });
  assert.equal(await thumbOf(engine, one), null);
});

test('once the server tells of it, the thumbnail taken here still shows, with no network', async () => {
  const id = await captured(page('1'), page('2'));
  await until(() => home.applied.has(id));
  checked(id);
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir)[0]?.state === 'checked');
  home.isUp = false;
  const [one] = documentsOf(engine, lenoir);
  assert.equal(one.isPending, false);
  assert.equal(await shown(thumbOf(engine, one, 1)), 'small 2');
  await assert.rejects(pageOf(engine, one, 'page-1'), { code: 'history_offline', message: /vignette reste sur la tablette/ });
});

test('the thumbnail of another tablet’s document is asked for once, and rests sealed', async () => {
  checked('019a0000-0000-7000-8000-00000000000d');
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir).length === 1);
  const [one] = documentsOf(engine, lenoir);
  assert.equal(await shown(thumbOf(engine, one, 0)), 'thumb of page-1');
  assert.equal(await shown(thumbOf(engine, one, 0)), 'thumb of page-1');
  assert.equal(home.requests.filter(({ path }) => path.endsWith('/thumb')).length, 1);
  home.isUp = false;
  await tablet.crash();
  await unlockedPage();
  assert.equal(await shown(thumbOf(engine, documentsOf(engine, lenoir)[0], 0)), 'thumb of page-1');
  const [{ sealed }] = await engine.tablet.db.getAll('thumbs');
  assert.equal(new TextDecoder().decode(sealed).includes('thumb of'), false);
});

test('a page to read comes from the server and stays in no store', async () => {
  checked('019a0000-0000-7000-8000-00000000000d');
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir).length === 1);
  assert.equal(await shown(pageOf(engine, documentsOf(engine, lenoir)[0], 'page-2')), 'legible of page-2');
  for (const name of ['thumbs', 'ciphertexts', 'parts']) assert.equal(await engine.tablet.db.count(name), 0, name);
});

test('a document that is no longer open here says so', async () => {
  const row = checked('019a0000-0000-7000-8000-00000000000d');
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir).length === 1);
  home.documents.splice(home.documents.indexOf(row), 1);
  await assert.rejects(pageOf(engine, documentsOf(engine, lenoir)[0], 'page-1'), { code: 'history_gone', message: /n’est plus ouvert/ });
});

test('what its author takes back leaves the list at once', async () => {
  await captured(page('1'));
  await withdraw(engine, documentsOf(engine, lenoir)[0]);
  assert.deepEqual(documentsOf(engine, lenoir), []);
});

test('thumbnails of a document that this tablet no longer shows are let go of at the next unlock', async () => {
  const row = checked('019a0000-0000-7000-8000-00000000000d');
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir).length === 1);
  await thumbOf(engine, documentsOf(engine, lenoir)[0], 0);
  assert.equal(await engine.tablet.db.count('thumbs'), 1);
  home.documents.splice(home.documents.indexOf(row), 1);
  home.revision += 1;
  await engine.contact.nudge();
  await until(() => documentsOf(engine, lenoir).length === 0);
  await tablet.crash();
  await unlockedPage();
  await until(async () => (await engine.tablet.db.count('thumbs')) === 0);
});
