/** An empty store for one test, and envelopes that need no key. */
import 'fake-indexeddb/auto';
import { openDatabase } from '../../src/store/database.js';

let count = 0;

export const freshStore = () => openDatabase({ name: `outbox-${(count += 1)}` });

/** @param {any} db @param {Partial<import('../../src/outbox/rows.js').Row>[]} rows */
export async function fill(db, rows) {
  for (const [at, row] of rows.entries()) {
    const n = at + 1;
    const blank = { outcome: null, code: null, reason: null, acknowledged_at: null };
    const told = {
      id: `id-${n}`,
      jwe: `jwe-${n}`,
      session: 's1',
      install: 'i1',
      seq: n,
      at: `2026-11-21T08:00:0${n % 10}Z`,
    };
    await db.add('outbox', { ...told, state: 'waiting', ...blank, ...row });
  }
}
