import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { toBase64url } from '../../src/lib/bytes.js';
import { Profile, until } from './browser.js';
import { Home } from './home.js';

let home;
let tablet;
let aicha;

beforeEach(async () => {
  home = await Home.make();
  aicha = await home.hire('Aïcha');
  home.people[0].picture = 'data:image/webp;base64,PORTRAIT';
  tablet = new Profile(home);
});
afterEach(() => tablet.close());

/** Every value of every store, bytes as text, keys named as what they would give away. */
async function dump(db) {
  const rows = [];
  for (const name of db.objectStoreNames) rows.push(...(await db.getAllKeys(name)), ...(await db.getAll(name)));
  return rows.map(spelled).join('\n');
}

function spelled(value) {
  if (value instanceof CryptoKey) return 'CRYPTO-KEY';
  if (value instanceof ArrayBuffer) return `${Buffer.from(value).toString('latin1')} ${toBase64url(value)}`;
  if (ArrayBuffer.isView(value))
    return spelled(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  if (value instanceof Date) return value.toISOString();
  if (value && typeof value === 'object')
    return Object.entries(value)
      .map(([name, part]) => `${name}=${spelled(part)}`)
      .join(' ');
  return String(value);
}

const SECRETS = ['Lenoir', 'Jeanne', 'PORTRAIT', 'Mal au dos', 'brouillon', 'Douleur', 'CRYPTO-KEY'];

test('nothing of a person accompanied, no text and no key rests readable on the tablet', async () => {
  const engine = await tablet.page();
  await engine.unlock(aicha.id);
  await until(() => engine.persons().length === 3);
  home.isUp = false;
  const person = engine.persons()[0].id;
  await engine.record('transmission.record', { person, body: { cible: 'douleur', data: 'Mal au dos' } });
  await engine.saveDraft(person, { data: 'brouillon' });
  await engine.lock('button');
  const found = await dump(engine.tablet.db);
  for (const secret of [...SECRETS, ...home.units.map(({ key }) => toBase64url(key))])
    assert.ok(!found.includes(secret), secret);
  assert.ok(found.includes('Aïcha'), 'the wall’s first names are the exception');
});

test('the search would have found them unsealed', async () => {
  const engine = await tablet.page();
  const { db } = engine.tablet;
  await db.put(
    'meta',
    {
      name: 'Lenoir',
      portrait: 'PORTRAIT',
      key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']),
    },
    'planted',
  );
  await db.put('meta', new TextEncoder().encode('Mal au dos').buffer, 'planted too');
  const found = await dump(db);
  for (const planted of ['Lenoir', 'PORTRAIT', 'CRYPTO-KEY', 'Mal au dos']) assert.ok(found.includes(planted), planted);
});
