/** An empty store and a keyring of one unit, for tests of what is sealed. */
import 'fake-indexeddb/auto';
import { randomBytes } from '../../src/lib/bytes.js';
import { openDatabase } from '../../src/store/database.js';
import { Keyring } from '../../src/store/keyring.js';
import { Memory } from '../../src/store/memory.js';
import { AICHA, UNIT } from './rows.js';

let count = 0;

export const freshStore = () => openDatabase({ name: `store-${(count += 1)}` });

export async function keyringOf(raw = randomBytes(32), version = 1) {
  const keyring = new Keyring();
  await keyring.add(UNIT, version, raw.slice());
  return keyring;
}

/** As an unlock leaves it before anything was read. */
export async function openedOn(db, raw) {
  return { db, keyring: await keyringOf(raw), memory: new Memory({ me: AICHA }), marks: new Map() };
}
