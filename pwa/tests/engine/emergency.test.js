import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emergenciesOf } from '../../src/engine/emergency.js';

const UNTIL = '2026-11-22T04:00:00Z';
const access = (until = UNTIL) => ({ person: 'p1', unit: 'Glycines', until, rows: {} });

/** An engine whose server answers when the test says so. */
function engineOf() {
  const waiting = [];
  return {
    me: { id: 's1' },
    tablet: { clock: { estimate: () => new Date('2026-11-22T03:10:00Z') } },
    nameOf: () => '',
    server: { get: () => new Promise((done) => waiting.push(done)), post: async () => ({}) },
    answer: (...accesses) => waiting.shift()({ accesses }),
  };
}

test('an access that was ended does not come back with an answer that was on its way', async () => {
  const engine = engineOf();
  const mine = emergenciesOf(engine);
  const first = mine.refresh();
  engine.answer(access());
  await first;
  assert.equal(mine.running().length, 1);

  const late = mine.refresh();
  await mine.end('p1');
  engine.answer(access());
  await late;
  assert.equal(mine.running().length, 0);

  const again = mine.refresh();
  engine.answer(access('2026-11-22T04:09:00Z'));
  await again;
  assert.equal(mine.running().length, 1, 'opened again, it is another one');
});
