import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { randomBytes } from '../../src/lib/bytes.js';
import { readDays, readHeads } from '../../src/store/blocks.js';
import { factOf, sealFact } from '../../src/store/facts.js';
import { forget, readMarks, takeIn } from '../../src/store/feed.js';
import { LENOIR, MOREAU, UNIT, entry, fact, member, person, vocabulary } from './rows.js';
import { freshStore, keyringOf, openedOn } from './sealed.js';

const RAW = randomBytes(32);
const HEAD = { now: '2026-11-21T10:00:00Z', epoch: 'e1', cursor: 'c1' };
const SNAPSHOT = {
  ...HEAD,
  full: true,
  rows: {
    unit: [{ id: UNIT, name: 'Glycines' }],
    person: [person(LENOIR), person(MOREAU, { family_name: 'Moreau' })],
    entry: [entry('e1'), entry('e2', { person: MOREAU })],
    staff: [member('s1', 'Nadia Roy')],
    vocabulary: [vocabulary(1)],
  },
  removed: [],
};
let db;
let opened;

beforeEach(async () => {
  db = await freshStore();
  opened = await openedOn(db, RAW);
  await takeIn(opened, UNIT, SNAPSHOT, 0);
});
afterEach(() => {
  mock.restoreAll();
  db.close();
});

const change = (rows, removed = [], cursor = 'c2') => ({ ...HEAD, cursor, full: false, rows, removed });
const keys = () => db.getAllKeys('blocks');

/** What another unlock reads from disk. */
async function reread(raw = RAW) {
  const keyring = await keyringOf(raw);
  const { slices, broken } = await readHeads(db, keyring, [UNIT]);
  for (const unit of await readDays(db, keyring, slices)) broken.add(unit);
  return { slice: slices.get(UNIT), broken };
}

test('a snapshot is read back whole after a restart', async () => {
  const { slice, broken } = await reread();
  assert.deepEqual([...slice.persons.keys()], [LENOIR, MOREAU]);
  // Blocks are opened side by side: whose comes first says nothing, readers sort by time.
  const ids = [...slice.entries()].map(({ id }) => id);
  assert.deepEqual(ids.sort(), ['e1', 'e2']);
  assert.equal(slice.row.name, 'Glycines');
  assert.equal(broken.size, 0);
  assert.deepEqual((await readMarks(db, [UNIT])).get(UNIT), { cursor: 'c1', as_of: HEAD.now });
});

test('a change seals again the blocks it touched, and leaves the others alone', async () => {
  const before = new Map((await db.getAll('blocks')).map((row) => [row.key, String(row.iv)]));
  assert.equal(await takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0), true);
  const changed = (await db.getAll('blocks')).filter((row) => before.get(row.key) !== String(row.iv));
  assert.deepEqual(
    changed.map(({ key }) => key),
    [`${UNIT}/${LENOIR}/2026-11-21`],
  );
});

test('a snapshot replaces all that was kept of its unit, and nothing of another', async () => {
  const other = {
    key: 'another/persons',
    unit: 'another',
    version: 1,
    iv: randomBytes(12),
    sealed: randomBytes(20).buffer,
  };
  await db.put('blocks', other);
  await takeIn(
    opened,
    UNIT,
    { ...SNAPSHOT, cursor: 'c9', rows: { ...SNAPSHOT.rows, person: [person(MOREAU)], entry: [] } },
    0,
  );
  assert.deepEqual(await keys(), [`${UNIT}/catalogue`, `${UNIT}/persons`, 'another/persons']);
  assert.equal(opened.memory.person(LENOIR), null);
});

test('a person who left leaves nothing on the disk', async () => {
  await takeIn(opened, UNIT, change({}, [{ kind: 'person', id: LENOIR }]), 0);
  assert.ok((await keys()).every((key) => !key.includes(LENOIR)));
  assert.deepEqual((await reread()).slice.persons.has(LENOIR), false);
});

test('entries past their window go with the next answer', async () => {
  await takeIn(opened, UNIT, { ...change({}), now: '2026-11-29T08:00:00Z' }, 0);
  assert.deepEqual([...(await reread()).slice.entries()], []);
});

test('a fact goes from memory and disk with the row that tells it', async () => {
  const { state, reason, receivedAt, ...text } = fact('f1', 'transmission.record', { cible: 'douleur' });
  await db.put('pending', await sealFact(opened.keyring, text));
  opened.memory.facts.set('f1', factOf(text));
  await takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0);
  assert.equal(await db.count('pending'), 1);
  await takeIn(opened, UNIT, change({ entry: [entry('f1')] }, [], 'c3'), 0);
  assert.equal(await db.count('pending'), 0);
  assert.equal(opened.memory.facts.size, 0);
});

test('when nothing changed nothing is written, but the age of the data once a minute', async () => {
  const writes = mock.method(db, 'transaction');
  const unchanged = (now) => ({ ...HEAD, now, unchanged: true });
  assert.equal(await takeIn(opened, UNIT, unchanged('2026-11-21T10:00:30Z'), 0), false);
  assert.equal(writes.mock.callCount(), 0);
  assert.equal(opened.marks.get(UNIT).as_of, '2026-11-21T10:00:30Z');
  await takeIn(opened, UNIT, unchanged('2026-11-21T10:01:01Z'), 0);
  assert.equal(writes.mock.callCount(), 1);
  assert.equal((await readMarks(db, [UNIT])).get(UNIT).as_of, '2026-11-21T10:01:01Z');
});

test('a store that could not be written keeps its cursor, so that the change comes again', async () => {
  const full = mock.method(db, 'transaction', () => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await assert.rejects(takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0));
  assert.equal(opened.marks.get(UNIT).cursor, 'c1');
  full.mock.restore();
  await takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0);
  assert.ok((await reread()).slice.entry('e3'));
});

test('blocks that no longer open name their unit, to be fetched whole', async () => {
  assert.deepEqual([...(await reread(randomBytes(32))).broken], [UNIT]);
  const [row] = await db.getAll('blocks');
  new Uint8Array(row.sealed)[0] ^= 1;
  await db.put('blocks', row);
  assert.deepEqual([...(await reread()).broken], [UNIT]);
});

test('a unit that is forgotten leaves no block and no cursor', async () => {
  await forget(db, UNIT);
  assert.deepEqual(await keys(), []);
  assert.deepEqual((await readMarks(db, [UNIT])).get(UNIT), { cursor: null, as_of: null });
});

test('what is new is in memory to be drawn before any of it is on the disk', async () => {
  let drawn = null;
  const onNew = async () => {
    drawn = { inMemory: opened.memory.entry('e3')?.id, onDisk: (await reread()).slice.entry('e3') };
    return true;
  };
  await takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0, onNew);
  assert.deepEqual(drawn, { inMemory: 'e3', onDisk: null });
  assert.equal((await reread()).slice.entry('e3').id, 'e3');
});

test('a reader who left meanwhile leaves the disk and its cursor as they were', async () => {
  await takeIn(opened, UNIT, change({ entry: [entry('e3')] }), 0, async () => false);
  assert.equal((await reread()).slice.entry('e3'), null);
  assert.equal((await readMarks(db, [UNIT])).get(UNIT).cursor, 'c1');
});

test('a version that knows more kinds of rows asks for the unit whole, and shows meanwhile what was kept', async () => {
  const mark = await db.get('meta', `feed/${UNIT}`);
  await db.put('meta', { ...mark, known: 'follow_up' }, `feed/${UNIT}`);
  assert.deepEqual((await readMarks(db, [UNIT])).get(UNIT), { cursor: null, as_of: HEAD.now });
  assert.deepEqual([...(await reread()).slice.persons.keys()], [LENOIR, MOREAU]);
  await takeIn(opened, UNIT, { ...SNAPSHOT, cursor: 'c7' }, 0);
  assert.equal((await readMarks(db, [UNIT])).get(UNIT).cursor, 'c7');
});

test('rows of a kind that this version does not know are left aside, and its removals too', async () => {
  assert.equal(await takeIn(opened, UNIT, change({ comet: [{ id: 'x1', person: LENOIR }] }, [{ kind: 'comet', id: 'x2' }]), 0), false);
  assert.deepEqual([...(await reread()).slice.persons.keys()], [LENOIR, MOREAU]);
});
