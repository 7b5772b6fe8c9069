import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, filtered, grouped, ordered } from '../../src/lib/reading.js';

const timeZone = 'Europe/Paris';
const now = new Date('2026-11-21T14:00:00+01:00');

let made = 0;
/** @param {object} about */
const entry = (about) => /** @type {any} */ ({
  id: `entry-${made++}`,
  cible: 'chute',
  unread: false,
  to_read: false,
  importance: 'normal',
  alarm: false,
  occurred_at: '2026-11-21T09:00:00+01:00',
  ...about,
});
const unread = entry({ unread: true });
const asked = entry({ unread: true, to_read: true });
const askedAndRead = entry({ to_read: true });
const important = entry({ importance: 'important' });
const alarm = entry({ alarm: true });
const all = [unread, asked, askedAndRead, important, alarm];
const only = (/** @type {any} */ kind) => filtered(all, kind);

test('each filter keeps what it says', () => {
  assert.deepEqual(only('all'), all);
  assert.deepEqual(only('unread'), [unread, asked]);
  assert.deepEqual(only('important'), [important]);
  assert.deepEqual(only('alarm'), [alarm]);
});

test('"à lire" is what one was asked to read and has not read yet', () => {
  assert.deepEqual(only('to_read'), [asked]);
});

test('what is important is to be read too, until it was', () => {
  const news = entry({ importance: 'important', unread: true });
  assert.deepEqual(filtered([news, important], 'to_read'), [news]);
});

test('what was just marked as read stays where it was', () => {
  const done = entry({ to_read: true });
  const held = new Set([done.id]);
  assert.deepEqual(filtered([done, important], 'unread', held), [done]);
  assert.deepEqual(filtered([done], 'to_read', held), [done]);
  assert.deepEqual(ordered([alarm, done], true, held), [done, alarm]);
  assert.deepEqual(grouped([done, alarm], { now, timeZone, unreadFirst: true, held })[0], { heading: 'Non lues', entries: [done] });
});

test('counts are those that the filters would show', () => {
  assert.deepEqual(counts(all), { all: 5, unread: 2, to_read: 1, important: 1, alarm: 1 });
});

test('days are the home’s, each under its name', () => {
  const late = entry({ occurred_at: '2026-11-20T23:30:00Z' });
  const yesterday = entry({ occurred_at: '2026-11-20T12:00:00Z' });
  const groups = grouped([late, yesterday], { now, timeZone });
  assert.deepEqual(groups.map(({ heading, entries }) => [heading, entries]), [
    ['aujourd’hui', [late]],
    ['hier', [yesterday]],
  ]);
});

test('unread first: they lead whatever their day, the others follow by day', () => {
  const old = entry({ unread: true, occurred_at: '2026-11-18T09:00:00+01:00' });
  const groups = grouped([alarm, unread, old], { now, timeZone, unreadFirst: true });
  assert.deepEqual(groups.map(({ heading, entries }) => [heading, entries]), [
    ['Non lues', [unread, old]],
    ['aujourd’hui', [alarm]],
  ]);
});

test('unread first holds before the river is cut; otherwise the order is untouched', () => {
  assert.deepEqual(ordered([alarm, important, unread], true), [unread, alarm, important]);
  assert.deepEqual(ordered([alarm, important, unread], false), [alarm, important, unread]);
});

test('unread first, with nothing unread, is simply by day', () => {
  assert.deepEqual(grouped([alarm], { now, timeZone, unreadFirst: true }).map(({ heading }) => heading), ['aujourd’hui']);
});
