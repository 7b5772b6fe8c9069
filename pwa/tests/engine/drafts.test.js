import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let tablet;
let engine;
let lenoir;

beforeEach(async () => {
  const home = await Home.make();
  const aicha = await home.hire('Aïcha');
  tablet = new Profile(home);
  engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  await engine.contact.nudge();
  lenoir = engine.persons()[0].id;
});
afterEach(() => tablet.close());

test('the page says at once that a draft begins and ends, not at every letter', async () => {
  const told = [];
  engine.addEventListener('change', ({ detail }) => told.push(`${detail.what}, ${engine.draft(lenoir)?.data ?? 'none'}`));
  const saving = [{ data: 'M' }, { data: 'Ma' }, null].map((draft) => engine.saveDraft(lenoir, draft));
  assert.deepEqual(told, ['rows, M', 'rows, none']);
  await Promise.all(saving);
});

test('a tablet without room says what the draft risks, and the text is still there', async () => {
  engine.opened.drafts.db = Object.create(engine.tablet.db, {
    transaction: {
      value: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    },
  });
  await assert.rejects(engine.saveDraft(lenoir, { data: 'Mal' }), { code: 'draft_full', message: /reste à l’écran/ });
  assert.deepEqual(engine.draft(lenoir), { data: 'Mal' });
  assert.equal(engine.storage.isLow, true);
});
