import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counted, dataWords, headerWords, roomWords, waitingWords } from '../../src/lib/state_words.js';

const timeZone = 'Europe/Paris';
const now = new Date('2026-11-21T14:00:00+01:00');
const ago = (/** @type {number} */ minutes) => new Date(now.getTime() - minutes * 60_000);
const nothing = { count: 0, oldestAt: null };

test('what waits is counted, with its age', () => {
  assert.equal(waitingWords(nothing, now), null);
  assert.equal(waitingWords({ count: 1, oldestAt: ago(4) }, now), '1 saisie attend l’envoi depuis 4 min');
  assert.equal(waitingWords({ count: 3, oldestAt: ago(125) }, now), '3 saisies attendent l’envoi depuis 2 h');
});

const DATA = {
  '2026-11-21T13:59:50+01:00': 'données de l’instant',
  '2026-11-21T13:48:00+01:00': 'données d’il y a 12 min',
  '2026-11-21T08:05:00+01:00': 'données de 8 h 05',
  '2026-11-20T14:05:00+01:00': 'données d’hier à 14 h 05',
  '2026-11-17T09:00:00+01:00': 'données de mardi à 9 h',
  '2026-11-03T09:00:00+01:00': 'données du 3 nov. à 9 h',
};

for (const [asOf, words] of Object.entries(DATA)) {
  test(`data of ${asOf} are "${words}"`, () => {
    assert.equal(dataWords({ asOf: new Date(asOf), online: false }, { now, timeZone }), words);
  });
}

test('pages that wait are told with the entries, and alone', () => {
  const queue = { count: 2, oldestAt: ago(4), pages: 3 };
  assert.equal(waitingWords(queue, now), '2 saisies et 3 pages attendent l’envoi depuis 4 min');
  assert.equal(waitingWords({ count: 0, oldestAt: null, pages: 1 }, now), '1 page attend l’envoi');
  assert.deepEqual(headerWords(queue, { asOf: now, online: true }, { now }).waiting, { count: 5, since: '4 min' });
  const { waiting, tone, icon } = headerWords({ count: 0, oldestAt: null, pages: 1 }, { asOf: now, online: true }, { now });
  assert.deepEqual([waiting, tone, icon], [{ count: 1, since: null, done: '1 à envoyer' }, 'waiting', 'cloud-upload']);
});

test('fresh and online, with nothing waiting, the header only says so', () => {
  assert.deepEqual(headerWords(nothing, { asOf: ago(1), online: true }, { now, timeZone }), {
    icon: 'cloud-check',
    tone: 'done',
    state: 'À jour',
    data: null,
    seen: null,
    waiting: null,
    aside: 0,
  });
});

test('offline, the header says since when, and what waits', () => {
  const words = headerWords({ count: 3, oldestAt: ago(4) }, { asOf: ago(12), online: false }, { now, timeZone });
  assert.equal(words.state, 'Hors ligne');
  assert.equal(words.data, 'données d’il y a 12 min');
  assert.deepEqual(words.waiting, { count: 3, since: '4 min' });
  assert.equal(words.tone, 'waiting');
});

test('online but without news for a while, the header does not pretend to be up to date', () => {
  const words = headerWords(nothing, { asOf: ago(5), online: true }, { now, timeZone });
  assert.equal(words.state, 'En ligne');
  assert.equal(words.data, 'données d’il y a 5 min');
});

test('data of more than half an hour ask for attention', () => {
  assert.equal(headerWords(nothing, { asOf: ago(31), online: false }, { now, timeZone }).tone, 'attention');
});

test('an entry set aside asks for attention before anything else', () => {
  const words = headerWords({ count: 2, oldestAt: ago(1), quarantined: 1 }, { asOf: ago(1), online: true }, { now, timeZone });
  assert.equal(words.tone, 'attention');
  assert.equal(words.icon, 'triangle-alert');
  assert.equal(words.aside, 1);
});

test('one is singular, none too, more are plural', () => {
  assert.deepEqual([0, 1, 2].map((count) => counted(count, 'entrée')), ['0 entrée', '1 entrée', '2 entrées']);
});

test('a sending that takes its time says how far it is', () => {
  const queue = { count: 300, oldestAt: ago(60), progress: { done: 200, total: 500 } };
  assert.deepEqual(headerWords(queue, { asOf: ago(1), online: true }, { now, timeZone }).waiting, {
    count: 300,
    since: null,
    done: '200 sur 500 envoyées',
  });
});

test('room is said in megabytes, then in gigabytes, and not at all when it is not known', () => {
  assert.equal(roomWords({ usage: 412e6, quota: 3.2e9 }), '412 Mo utilisés sur 3,2 Go');
  assert.equal(roomWords({ usage: null, quota: null }), null);
});

test('a tablet that takes in everything anew says so', () => {
  assert.equal(headerWords({ ...nothing, receiving: true }, { asOf: null, online: true }, { now, timeZone }).state, 'Mise à jour…');
});
