import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileFault, LARGEST, readFile, writePart, writeReceipt } from '../../src/outbox/rescue_file.js';
import { vector } from '../vectors.js';

const { establishment, read, cases } = vector('rescue');
const ID = read.rescue;

/** @param {string} text */
const faultOf = async (text) => {
  try {
    await readFile(text, establishment);
    return null;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    assert.match(error.message, /^(Ce |Le )/);
    return error.fault;
  }
};

for (const { name, text, fault } of cases) {
  // A desk only hands in; a tablet also takes its receipts back.
  const expected = fault === 'receipt' ? 'damaged' : fault;
  test(`${name}: ${expected ?? 'read'}`, async () => {
    assert.equal(await faultOf(text), expected);
    if (expected) return;
    const told = await readFile(text, establishment);
    const { sessions, ticket, ...rest } = told.rescue;
    assert.deepEqual(rest, { ...read });
    assert.equal(sessions.length, 1);
  });
}

test('what one tablet writes another reads', async () => {
  const told = { rescue: ID, establishment, device: read.device, part: 1, parts: 1, total: 2, exported_at: 'x', ticket: 't', sessions: ['s'] };
  const { rescue } = await readFile(await writePart(told, ['a', 'b']), establishment);
  assert.deepEqual(rescue, { rescue: ID, device: read.device, part: 1, parts: 1, total: 2, ticket: 't', sessions: ['s'], envelopes: ['a', 'b'] });
});

test('a receipt is known as one, and another home’s is not ours', async () => {
  const receipt = { rescue: ID, device: read.device, receipts: ['r'] };
  assert.deepEqual(await readFile(writeReceipt({ ...receipt, establishment }), establishment), { receipt });
  assert.equal(await faultOf(writeReceipt({ ...receipt, establishment: ID })), 'foreign');
});

test('it stops at its limit', async () => {
  assert.equal(await faultOf('x'.repeat(LARGEST + 1)), 'too_large');
});
