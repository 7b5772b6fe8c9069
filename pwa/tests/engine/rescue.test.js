import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompactSign, compactDecrypt } from 'jose';
import { carry, exportParts, judge, nothingCarried, receiptOf, takeReceipt } from '../../src/engine/rescue.js';
import { Unreachable } from '../../src/lib/answers.js';
import { fromBase64url, fromUtf8, utf8 } from '../../src/lib/bytes.js';
import { newId } from '../../src/lib/uuid.js';
import { carryPages, exportPages } from '../../src/engine/rescue_pages.js';
import { inFiles } from '../../src/outbox/page_file.js';
import { PartsSender } from '../../src/outbox/parts.js';
import { FileFault, digestOf } from '../../src/outbox/rescue_file.js';
import { heldRow, sealPart } from '../../src/store/parts.js';
import { fill, freshStore } from '../outbox/store.js';
import { Paper } from './paper.js';

const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
const intake = { kid: 'k', jwk: await crypto.subtle.exportKey('jwk', pair.publicKey) };
const establishment = { id: newId() };
const NOW = '2026-11-22T04:00:00.000Z';

/** A tablet of the home on which so many wait, and what it heard. */
async function tabletWith(count) {
  const db = await freshStore();
  await fill(db, Array.from({ length: count }, () => ({})));
  await db.put('proofs', { session: 's1', jwe: 'proof-1', sent: true, met: true });
  const device = newId();
  const heard = [];
  const ledger = { device, epoch: null };
  const tablet = { db, ledger, wall: { establishment, device: { id: device }, intake }, meetEpoch: async (epoch) => (ledger.epoch = epoch) };
  return { tablet, server: null, heard: async (rows) => void heard.push(...rows), said: heard };
}

/** The home's server, which opens tickets and signs receipts. */
const serverOf = (outcome = () => 'applied') => ({
  bodies: [],
  cut: Infinity,
  async post(path, body) {
    assert.equal(path, '/api/v1/outbox');
    if (this.bodies.length >= this.cut) throw new Unreachable('cut');
    this.bodies.push(body);
    const told = await openTicket(body.carried_for.ticket);
    const results = await Promise.all((body.envelopes ?? []).map(async (jwe) => ({ sha256: await digestOf(jwe), outcome: outcome(jwe), reason: 'Un motif.' })));
    return { results, receipt: await sign({ rescue: told.rescue, device: told.device, epoch: 'e1', now: NOW, results }, told.key) };
  },
});

const openTicket = async (ticket) => JSON.parse(fromUtf8((await compactDecrypt(ticket, pair.privateKey)).plaintext));
const sign = (told, key) => new CompactSign(utf8(JSON.stringify(told))).setProtectedHeader({ alg: 'HS256' }).sign(fromBase64url(key));
const states = async ({ tablet }) => (await tablet.db.getAll('outbox')).map(({ state }) => state);

async function carried(origin, carrier, server = serverOf()) {
  const [part] = await exportParts(origin);
  const { rescue } = await judge(carrier, part.text);
  const done = nothingCarried();
  await carry({ ...carrier, server }, rescue, done, () => {});
  return { done, rescue, receipt: (await judge(origin, receiptOf(carrier, rescue, done.receipts).text)).receipt };
}

test('what waits is exported sealed, and goes on waiting', async () => {
  const origin = await tabletWith(3);
  const [part] = await exportParts(origin);
  assert.match(part.name, /^chevet-secours-\d{8}-\d{4}\.txt$/);
  const told = JSON.parse(part.text);
  assert.deepEqual([told.total, told.count, told.sessions], [3, 3, ['proof-1']]);
  assert.deepEqual(await states(origin), ['waiting', 'waiting', 'waiting']);
  assert.deepEqual((await exportParts(await tabletWith(0))).length, 0);
});

test('another tablet hands it in, and the receipt acknowledges it here', async () => {
  const [origin, carrier] = [await tabletWith(3), await tabletWith(0)];
  const { done, receipt } = await carried(origin, carrier);
  assert.deepEqual(done.outcomes, { applied: 3, duplicate: 0, quarantined: 0, later: 0 });
  assert.equal(await takeReceipt(origin, receipt), 3);
  assert.deepEqual(await states(origin), ['acknowledged', 'acknowledged', 'acknowledged']);
  assert.equal((await origin.tablet.db.getAll('outbox'))[0].acknowledged_at, NOW);
  assert.equal(origin.said.length, 3);
  assert.equal(origin.tablet.ledger.epoch, 'e1');
  assert.equal(await takeReceipt(origin, receipt), 0);
});

test('what was put aside keeps its reason, what must wait goes on waiting', async () => {
  const [origin, carrier] = [await tabletWith(3), await tabletWith(0)];
  const fates = { 'jwe-1': 'applied', 'jwe-2': 'quarantined', 'jwe-3': 'later' };
  const { done, receipt } = await carried(origin, carrier, serverOf((jwe) => fates[jwe]));
  assert.deepEqual(done.reasons, ['Un motif.']);
  assert.equal(await takeReceipt(origin, receipt), 2);
  assert.deepEqual(await states(origin), ['acknowledged', 'quarantined', 'waiting']);
  assert.equal((await origin.tablet.db.getAll('outbox'))[1].reason, 'Un motif.');
});

test('a network that is cut is gone on from where it was', async () => {
  const [origin, carrier] = [await tabletWith(450), await tabletWith(0)];
  const [part] = await exportParts(origin);
  const { rescue } = await judge(carrier, part.text);
  const server = serverOf();
  server.cut = 2;
  const done = nothingCarried();
  const seen = [];
  const progress = ({ done: at }) => seen.push(at);
  await assert.rejects(carry({ ...carrier, server }, rescue, done, progress), Unreachable);
  server.cut = Infinity;
  await carry({ ...carrier, server }, rescue, done, progress);
  assert.deepEqual(seen, [200, 400, 450]);
  assert.equal(done.outcomes.applied, 450);
  assert.deepEqual(server.bodies.flatMap(({ envelopes }) => envelopes), rescue.envelopes);
});

test('a large outbox is several files', async () => {
  const parts = await exportParts(await tabletWith(1200));
  assert.deepEqual(parts.map(({ text }) => JSON.parse(text)).map(({ part, parts: of, count }) => [part, of, count]), [[1, 2, 1000], [2, 2, 200]]);
  assert.match(parts[1].name, /-2-sur-2\.txt$/);
});

test('a file of this very tablet is known as such', async () => {
  const origin = await tabletWith(1);
  const [part] = await exportParts(origin);
  assert.equal((await judge(origin, part.text)).isOurs, true);
});

test('a receipt that the server did not sign, or of another tablet, marks nothing', async () => {
  const [origin, carrier] = [await tabletWith(2), await tabletWith(2)];
  const { receipt } = await carried(origin, carrier);
  const { key } = await origin.tablet.db.get('meta', 'rescue');
  const results = [{ sha256: await digestOf('jwe-1'), outcome: 'applied' }];
  const forged = await sign({ rescue: receipt.rescue, device: receipt.device, now: NOW, results }, 'AAAA'.repeat(11));
  const misled = await sign({ rescue: receipt.rescue, device: newId(), now: NOW, results }, key);
  for (const wrong of [forged, misled, 'a.b.c']) {
    await assert.rejects(takeReceipt(origin, { ...receipt, receipts: [wrong] }), FileFault);
  }
  await exportParts(carrier);
  await assert.rejects(takeReceipt(carrier, receipt), FileFault);
  assert.deepEqual(await states(origin), ['waiting', 'waiting']);
});

/** Two sealed pages that wait on a tablet, and the server's end of the path that takes them. */
async function pagesOn(db, bytes = ['page 1', 'page 2']) {
  for (const [no, text] of bytes.entries()) {
    const { part, ciphertext } = await sealPart(utf8(text));
    await db.put('parts', { ...heldRow(part, 'document'), no, state: 'waiting' });
    await db.put('ciphertexts', ciphertext, part.name);
  }
}

async function pagesCarried(origin, paper, cut = Infinity) {
  const [file] = await exportPages(origin);
  const carrier = await tabletWith(0);
  const { pages } = await judge(carrier, file.text);
  const carried = { done: 0 };
  let asked = 0;
  const fetch = async (path, init) => {
    if ((asked += 1) > cut) throw new TypeError('cut');
    return paper.answer(path, init);
  };
  const go = () => carryPages({ ...carrier, server: { fetch } }, pages, carried, () => {});
  return { go, carried, pages, uncut: () => (asked = -Infinity) };
}

test('pages that wait go in files of their own, sealed, and go on waiting', async () => {
  const origin = await tabletWith(0);
  await pagesOn(origin.tablet.db);
  const [file] = await exportPages(origin);
  assert.match(file.name, /^chevet-pages-\d{8}-\d{4}\.txt$/);
  assert.equal(file.text.includes('page 1'), false);
  assert.deepEqual((await origin.tablet.db.getAll('parts')).map(({ state }) => state), ['waiting', 'waiting']);
  assert.deepEqual(await exportPages(await tabletWith(0)), []);
});

test('another tablet hands the pages in under their own names, and goes on where a cut stopped it', async () => {
  const origin = await tabletWith(0);
  await pagesOn(origin.tablet.db);
  const paper = new Paper();
  const { go, carried, uncut } = await pagesCarried(origin, paper, 1);
  await assert.rejects(go(), Unreachable);
  assert.equal(carried.done, 1);
  uncut();
  await go();
  assert.deepEqual([...paper.whole.keys()].sort(), (await origin.tablet.db.getAllKeys('parts')).sort());
});

test('should the network return to the first tablet, the server keeps each page once', async () => {
  const origin = await tabletWith(0);
  await pagesOn(origin.tablet.db);
  const paper = new Paper();
  const { go } = await pagesCarried(origin, paper);
  await go();
  const sender = new PartsSender(origin.tablet.db, { fetch: (path, init) => paper.answer(path, init) }, { isOn: () => true, now: () => new Date(), onChange: () => {} });
  await sender.pass();
  assert.deepEqual((await origin.tablet.db.getAll('parts')).map(({ state }) => state), ['complete', 'complete']);
  for (const [name, bytes] of paper.written) assert.equal(bytes, paper.size.get(name));
});

const rewritten = async (change) => {
  const origin = await tabletWith(0);
  await pagesOn(origin.tablet.db);
  const [{ text }] = await exportPages(origin);
  const told = JSON.parse(text);
  change(told);
  return judge(await tabletWith(0), JSON.stringify(told));
};

for (const [what, fault, change] of [
  ['whose page was altered', 'damaged', (told) => (told.pages[0].bytes = `AAAA${told.pages[0].bytes.slice(4)}`)],
  ['that lacks a page', 'truncated', (told) => told.pages.pop()],
  ['of another home', 'foreign', (told) => (told.establishment = newId())],
  ['of a later version', 'newer', (told) => (told.v = 2)],
  ['that names no page', 'damaged', (told) => (told.pages[0].name = '../x')],
]) {
  test(`a file of pages ${what} is not taken in`, () => assert.rejects(rewritten(change), { fault }));
}

test('pages share files, and a large one goes alone', () => {
  const sizes = (files) => files.map((pages) => pages.map(({ size }) => size));
  const [small, large] = [{ size: 350_000 }, { size: 12_000_000 }];
  assert.deepEqual(sizes(inFiles([small, small, large, small])), [[350_000, 350_000], [12_000_000], [350_000]]);
  assert.equal(inFiles(Array.from({ length: 40 }, () => small)).length, 4);
});
