/**
 * The power goes between any two steps: before any write to the disk, before a request leaves, before its answer comes.
 * Whatever was said to be safe is found again, arrives, and is kept by the server once.
 */
import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { openDraft, resumeDrafts } from '../../src/engine/documents.js';
import { fromUtf8 } from '../../src/lib/bytes.js';
import { PIECE } from '../../src/outbox/part_requests.js';
import { openPart } from '../../src/store/parts.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';
import { page } from './paper.js';

/** What runs out after so many steps, until it is back. */
const power = {
  left: Infinity,
  isOut: false,
  step() {
    this.left -= 1;
    if (this.left < 0) this.isOut = true;
    if (this.isOut) throw new DOMException('the power is out', 'AbortError');
  },
  comesBack() {
    Object.assign(this, { left: Infinity, isOut: false });
  },
};

const { transaction } = IDBDatabase.prototype;
let home;
let aicha;

before(async () => {
  IDBDatabase.prototype.transaction = function cut(stores, mode, options) {
    if (mode === 'readwrite') power.step();
    return transaction.call(this, stores, mode, options);
  };
  // What the rounds say of a disk that is gone.
  mock.method(console, 'error', () => {});
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  const { fetch } = home;
  home.fetch = async (path, init) => {
    power.step();
    const answer = await fetch(path, init);
    power.step();
    return answer;
  };
});
after(() => {
  IDBDatabase.prototype.transaction = transaction;
  mock.restoreAll();
});

async function unlocked(tablet) {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  await engine.filled;
  return engine;
}

/** A seeded draw: the same bad luck in every run. @param {number} seed */
function luck(seed) {
  let state = seed * 2654435761 + 1;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** One capture, as far as the power lets it go. @returns {Promise<{safe: Set<string>, id: string|null}>} what was said to be safe */
async function capture(engine, name, draw) {
  const said = { safe: new Set(), id: null };
  try {
    const draft = await openDraft(engine, engine.persons()[0].id);
    const pages = [];
    const count = 1 + draw(3);
    for (let n = 0; n < count; n += 1) {
      const text = `${name} page ${n}`;
      pages.push(await draft.add(page(text, draw(3) === 0 ? PIECE + 9 : 0)));
      said.safe.add(text);
    }
    if (pages.length > 1) await draft.move(pages[1], 0);
    said.id = await draft.finish({ source: 'camera' });
    await engine.contact.nudge();
    const isOver = async () => power.isOut || (await engine.tablet.db.getAll('parts')).every(({ state }) => state === 'complete');
    await until(isOver);
  } catch (error) {
    if (!power.isOut) throw error;
  }
  return said;
}

/** What the tablet still has of it, once it starts again. */
async function takenUp(engine, { safe, id }) {
  const drafts = await resumeDrafts(engine);
  assert.ok(drafts.length <= 1);
  if (id) assert.equal(drafts.length, 0, 'finished is finished');
  for (const draft of drafts) {
    const texts = await Promise.all(draft.pages.map(async (one) => fromUtf8(await draft.open(one.id)).replace(/\.+$/, '')));
    for (const text of safe) assert.ok(texts.includes(text), `${text} was said to be safe`);
    await draft.finish({ source: 'camera' });
  }
}

/** Texts of every page that the home has of these documents. */
async function arrived(name) {
  const texts = [];
  for (const { type, body } of home.applied.values()) {
    if (type !== 'document.capture') continue;
    for (const part of body.parts) {
      const whole = home.paper.whole.get(part.name);
      if (whole) texts.push(fromUtf8(await openPart(whole.slice().buffer, part)).replace(/\.+$/, ''));
    }
  }
  return texts.filter((text) => text.startsWith(name)).sort();
}

/** @param {number} seed @param {number} steps @returns {Promise<boolean>} whether the power went before the end */
async function cutAfter(seed, steps) {
  const tablet = new Profile(home);
  try {
    return await tried(tablet, seed, steps);
  } finally {
    power.comesBack();
    await tablet.close();
  }
}

/** @param {Profile} tablet @param {number} seed @param {number} steps */
async function tried(tablet, seed, steps) {
  const name = `${seed}/${steps}`;
  const first = await unlocked(tablet);
  power.left = steps;
  const said = await capture(first, name, luck(seed));
  const wasCut = power.isOut;
  power.isOut = true;
  await tablet.crash();
  power.comesBack();
  const engine = await unlocked(tablet);
  await takenUp(engine, said);
  await until(() => isAllSent(engine));
  const texts = await arrived(name);
  for (const text of said.safe) assert.equal(texts.filter((one) => one === text).length, 1, `${text} arrived once (${name})`);
  for (const [part, bytes] of home.paper.written) assert.equal(bytes, home.paper.size.get(part), `${part} was written once (${name})`);
  return wasCut;
}

async function isAllSent(engine) {
  await engine.contact.nudge();
  const rows = await engine.tablet.db.getAll('parts');
  return rows.every(({ state }) => state === 'complete') && engine.queue.count === 0;
}

test('a cut before any step of a capture loses nothing and sends nothing twice', async () => {
  let steps = 0;
  while (await cutAfter(1, steps)) steps += 1;
  assert.ok(steps > 20, `${steps} steps were cut`);
});

test('nor does one anywhere in captures of other lengths', async () => {
  const draw = luck(2026);
  for (let seed = 2; seed < 14; seed += 1) await cutAfter(seed, draw(40));
});
