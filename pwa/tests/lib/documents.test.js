import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captureBody, captureWords, newestFirst, pagesWords, rowOfFact, stateWords, validityWords } from '../../src/lib/documents.js';

const ROW = { id: 'd', person: 'p', kind: null, kind_label: 'À classer', state: 'waiting', why: null, parts: { total: 2, here: 0 }, pages: [], captured_at: '2026-11-22T08:00:00Z', by: 's', source: 'camera', dated_on: null, valid_until: null, note: null, wound: null, is_filed: false, is_replaced: false, expires_at: null };

const words = (row, fact = null, progress = null) => stateWords({ row: { ...ROW, ...row }, fact, progress }).text;
const waiting = { state: 'waiting', reason: null };

test('a document has all its pages from the first, though they are checked one after the other', () => {
  assert.equal(pagesWords({ ...ROW, parts: { total: 3, here: 3 }, pages: ['a'] }), '3 pages');
  assert.equal(pagesWords({ ...ROW, parts: { total: 1, here: 1 }, pages: ['a', 'b'] }), '2 pages');
});

test('a document says how far it is, from the tablet to the file', () => {
  assert.equal(words({}, waiting), 'Attend l’envoi, en sûreté sur cette tablette');
  assert.equal(words({}, waiting, { sent: 0, total: 2, waiting: 2, why: null }), 'En attente des pages : 0 sur 2 envoyée');
  assert.equal(words({}, null, { sent: 1, total: 2, waiting: 1, why: null }), 'En attente des pages : 1 sur 2 envoyée');
  assert.equal(words({}, null, { sent: 2, total: 2, waiting: 0, why: null }), 'Reçu');
  assert.equal(words({ parts: { total: 3, here: 2 } }), 'En attente des pages : 2 sur 3 arrivées');
  assert.equal(words({ state: 'received' }), 'Reçu');
  assert.equal(words({ state: 'checked' }), 'Vérifié');
  assert.equal(words({ state: 'refused', why: 'Le fichier est protégé.' }), 'Refusé : Le fichier est protégé.');
  assert.equal(words({}, { state: 'quarantined', reason: 'Auteur inconnu.' }), 'Mis de côté : Auteur inconnu.');
  assert.equal(words({}, null, { sent: 1, total: 2, waiting: 0, why: 'trop gros' }), 'Page refusée : trop gros');
});

test('the server’s word on a document comes before what this tablet still has of it', () => {
  assert.equal(words({ state: 'checked' }, null, { sent: 1, total: 2, waiting: 1, why: null }), 'Vérifié');
});

test('what a browser says of a file is made what the server takes', () => {
  const part = { name: 'n', size: 3, key: 'k', iv: 'i', plain: 'p', mime: '', width: 1200.4, height: 0, corners: [[-0.1, 0], [1.2, 0], [1, 1], [0, 1]], bw: false };
  const { parts } = captureBody([part], { source: 'file' });
  assert.deepEqual([parts[0].mime, parts[0].width, parts[0].height, parts[0].corners], ['application/octet-stream', 1200, null, [[0, 0], [1, 0], [1, 1], [0, 1]]]);
});

test('a blank note is none', () => assert.equal(captureBody([], { source: 'share', note: '  ' }).note, null));

test('a document of this tablet alone is told as the server will tell it', () => {
  const fact = { id: 'f', person: 'p', author: 's', at: '2026-11-22T09:00:00Z', body: { parts: [{}, {}], kind: 'ordonnance', source: 'camera' } };
  const row = rowOfFact(fact, (kind) => `label of ${kind}`);
  assert.deepEqual([row.kind_label, row.parts, row.captured_at, row.state], ['label of ordonnance', { total: 2, here: 0 }, fact.at, 'waiting']);
});

test('the newest come first', () => {
  const rows = [{ id: 'a', captured_at: '2026-11-21T08:00:00Z' }, { id: 'b', captured_at: '2026-11-22T08:00:00Z' }];
  assert.deepEqual(rows.sort(newestFirst).map(({ id }) => id), ['b', 'a']);
});

test('what is no longer valid says so', () => {
  const now = new Date('2026-11-22T08:00:00Z');
  assert.equal(validityWords(null, now), null);
  assert.deepEqual(validityWords('2027-03-03', now), { text: 'Valable jusqu’au 3 mars 2027', isOver: false });
  assert.equal(validityWords('2026-11-21', now)?.isOver, true);
});

test('a document that was put aside says what it is', () => {
  const label = (kind) => kind ?? 'À classer';
  assert.equal(captureWords({ type: 'document.capture', body: { parts: [{}, {}], kind: 'Ordonnance', note: 'À signer' } }, label), 'Ordonnance, 2 pages. À signer');
  assert.equal(captureWords({ type: 'document.capture', body: { parts: [{}], kind: null, note: null } }, label), 'À classer, 1 page');
  assert.equal(captureWords({ type: 'transmission.record', body: {} }, label), null);
  assert.equal(captureWords({ type: 'document.capture', body: { parts: 'x' } }, label), null);
});
